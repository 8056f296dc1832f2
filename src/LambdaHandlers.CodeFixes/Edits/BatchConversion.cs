using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A handler rewritten to answer with the records that failed, whether it works on them itself, in a lambda, or in a helper of its class.</summary>
sealed class BatchConversion
{
    readonly BatchResponse _response;
    readonly Target _target;
    readonly MethodDeclarationSyntax _handler;
    readonly INamedTypeSymbol _list;
    // In a lambda several records may fail at the same time.
    readonly bool _isConcurrent;
    readonly string _name;

    BatchConversion(BatchResponse response, Target target, MethodDeclarationSyntax handler, INamedTypeSymbol list, bool isConcurrent, string name) =>
        (_response, _target, _handler, _list, _isConcurrent, _name) = (response, target, handler, list, isConcurrent, name);

    /// <summary>The edit, or null where the handler can't answer so, or where the failure is caught too far from it.</summary>
    public static Edit? Of(LostRecord lost, CatchClauseSyntax clause, BatchResponse response, Target target)
    {
        if (lost is not { Record: { } record, Reached: { } reached } || reached.Handler.Syntax.FirstOrDefault() is not MethodDeclarationSyntax handler || handler.SyntaxTree != clause.SyntaxTree) return null;
        var function = FunctionAround(clause);
        if (function == handler && response.ListIn(clause, target.Model) is { } known && response.Noted(clause, known, record.Name, target, lost) is { } added)
            return target.Replacing((root, _) => root.ReplaceNode(clause, added));
        if (reached.Handler.Output is not null || !CanRetype(handler, target)) return null;
        var isInside = handler.Contains(clause);
        var call = isInside ? null : function is MethodDeclarationSyntax own ? CallOf(own, handler, target) : null;
        if (!isInside && call is null) return null;
        // What stands in a static lambda sees nothing of the handler's.
        var isConcurrent = isInside ? function != handler : FunctionAround(call!) != handler;
        if (isConcurrent && (isInside ? (SyntaxNode)clause : call!).Ancestors().TakeWhile(node => node != handler).Any(Frame.IsClosed))
            return null;
        if (lost.IsOrdered && (isConcurrent || !isInside)) return null;
        if (target.Project!.Find(isConcurrent ? "System.Collections.Concurrent.ConcurrentBag`1" : "System.Collections.Generic.List`1") is not { } list) return null;
        var conversion = new BatchConversion(response, target, handler, list, isConcurrent, Statements.Unused(handler.Parent!, "failures", "failedRecords"));
        if (response.Noted(clause, conversion._name, record.Name, target, lost) is not { } noted) return null;
        if (isInside) return target.Replacing((root, _) => conversion.Imported(root.ReplaceNode(handler, conversion.Retyped(clause, noted)), lost.IsOrdered));
        if (response.IsStream && !isConcurrent && !CanStopAfter(call!)) return null;
        var helper = (MethodDeclarationSyntax)function!;
        return target.Replacing((root, _) => conversion.Imported(root.ReplaceNodes([handler, helper], (old, _) => old == handler ? conversion.Retyped(call!, conversion.Passing(call!)) : conversion.Taking(helper, clause, noted)), false));
    }

    static SyntaxNode? FunctionAround(SyntaxNode node) => node.Ancestors().FirstOrDefault(each => each is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);

    // Another return type must not break a caller, an override, or an overload of the bootstrap that would drop the response.
    static bool CanRetype(MethodDeclarationSyntax method, Target target) =>
        target.Model.GetDeclaredSymbol(method, target.Cancellation) is { } symbol
        && (symbol.ReturnsVoid ? !symbol.IsAsync : symbol.IsAsync)
        && ReturnTypeChange.Family(symbol, target.Project!, target.Cancellation) is { Length: 1 }
        && target.Project!.Calls.Of(symbol, target.Cancellation).All(site => site.Node.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax or AwaitExpressionSyntax { Expression: InvocationExpressionSyntax } } statement
            && !statement.DescendantNodes().OfType<ArgumentSyntax>().Any(argument => argument.Span.Contains(site.Node.Span)))
        && !target.Root.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == method.Identifier.ValueText && name.Parent is ArgumentSyntax or EqualsValueClauseSyntax);

    // The one call of a private helper, in the handler's own text.
    static InvocationExpressionSyntax? CallOf(MethodDeclarationSyntax helper, MethodDeclarationSyntax handler, Target target) =>
        helper.Parent == handler.Parent && helper.Body is not null
        && target.Model.GetDeclaredSymbol(helper, target.Cancellation) is { DeclaredAccessibility: Accessibility.Private, IsGenericMethod: false, PartialDefinitionPart: null, PartialImplementationPart: null, ExplicitInterfaceImplementations.IsEmpty: true } symbol
        && !symbol.Parameters.Any(parameter => parameter.IsOptional || parameter.IsParams)
        && target.Project!.Calls.Of(symbol, target.Cancellation) is [var site] && site.Target.Parent is InvocationExpressionSyntax call && call.Expression == site.Target && handler.Contains(call) ? call : null;

    // foreach (…) { …; await Process(record); }
    static bool CanStopAfter(InvocationExpressionSyntax call) => call.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ForEachStatementSyntax } };

    // The handler with a change in it, the list at its top and the answer at its end.
    MethodDeclarationSyntax Retyped(SyntaxNode place, SyntaxNode changedPlace)
    {
        var model = _target.Model;
        var answer = _response.Answer(model, _handler, _isConcurrent ? _name + ".ToList()" : _name);
        StatementSyntax Answer(SyntaxNode old) => SyntaxFactory.ParseStatement(answer).WithTriviaFrom(old);
        changedPlace = changedPlace is CatchClauseSyntax noted && FunctionAround(place) == _handler ? noted.ReplaceNodes(Returns(noted.Block), (old, _) => Answer(old)) : changedPlace;
        var falls = _handler.Body is null || model.AnalyzeControlFlow(_handler.Body) is { Succeeded: true, EndPointIsReachable: true };
        var stop = _response.IsStream && !_isConcurrent && place is InvocationExpressionSyntax ? place.FirstAncestorOrSelf<StatementSyntax>() : null;
        var changed = _handler.ReplaceNodes(Returns(_handler).Where(each => !place.Contains(each)).Append(place).Concat(stop is null ? [] : [stop.Parent!]), (old, now) =>
            old == place ? changedPlace : old is ReturnStatementSyntax ? Answer(old) : Stopping((BlockSyntax)now, ((BlockSyntax)old).Statements.IndexOf(stop!)));
        var first = $"var {_name} = new {ListOf(_handler)}();";
        changed = changed.Body is { } body ? changed.WithBody(body.Insert(0, SyntaxFactory.ParseStatement(first))) : BlockBody.With(changed, _handler, [first, $"{changed.ExpressionBody!.Expression.WithoutTrivia()};"]);
        if (falls && changed.Body is { } whole) changed = changed.WithBody(whole.Insert(whole.Statements.Count, SyntaxFactory.ParseStatement(answer)));
        var name = Usings.NameOf(_response.Type, model, _handler.SpanStart);
        var result = _handler.ReturnType is PredefinedTypeSyntax ? SyntaxFactory.ParseTypeName(name) : SyntaxFactory.ParseTypeName($"{_handler.ReturnType.WithoutTrivia()}<{name}>");
        return changed.WithReturnType(result.WithTriviaFrom(_handler.ReturnType));
    }

    BlockSyntax Stopping(BlockSyntax block, int index) => block.Insert(index + 1, SyntaxFactory.ParseStatement($"if ({_name}.Count > 0) break;"));

    InvocationExpressionSyntax Passing(InvocationExpressionSyntax call) =>
        call.WithArgumentList(call.ArgumentList.WithArguments(Commas.Appended(call.ArgumentList.Arguments, SyntaxFactory.Argument(SyntaxFactory.IdentifierName(_name)))));

    MethodDeclarationSyntax Taking(MethodDeclarationSyntax helper, CatchClauseSyntax clause, CatchClauseSyntax noted)
    {
        var changed = helper.ReplaceNode(clause, noted);
        return changed.WithParameterList(ContextParameter.Added(changed.ParameterList, ListOf(helper), _name));
    }

    string ListOf(SyntaxNode place) => $"{Usings.NameOf(_list, _target.Model, place.SpanStart).Split('<')[0]}<{_response.Item(_target.Model, place)}>";

    SyntaxNode Imported(SyntaxNode root, bool isOrdered)
    {
        var (model, position) = (_target.Model, _handler.SpanStart);
        root = Usings.Add(Usings.Add(root, _list, model, position), _response.Type, model, position);
        return (_isConcurrent || isOrdered) && _target.Project!.Find("System.Linq.Enumerable") is { } queries ? Usings.Add(root, queries, model, position) : root;
    }

    static IEnumerable<SyntaxNode> Returns(SyntaxNode body) =>
        Frame.Own(body).OfType<ReturnStatementSyntax>().Where(each => each.Expression is null);
}
