using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// Puts a method of the class in the place of an asynchronous call: it calls once and keeps the response for five minutes, whoever asks.
/// Offered only where the call needs nothing of the method that it stands in, and where nobody changes what it returns.
/// </summary>
sealed class CachedAccessor
{
    readonly Target _target;
    readonly InvocationExpressionSyntax _call;
    readonly ClassDeclarationSyntax _class;
    readonly INamedTypeSymbol _response;
    // var request = new …; that only this call uses.
    readonly VariableDeclaratorSyntax? _request;

    CachedAccessor(Target target, InvocationExpressionSyntax call, ClassDeclarationSyntax @class, INamedTypeSymbol response, VariableDeclaratorSyntax? request) =>
        (_target, _call, _class, _response, _request) = (target, call, @class, response, request);

    /// <summary>The edit, or null.</summary>
    public static Edit? Plan(Target target)
    {
        if (target.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not ClassDeclarationSyntax { OpenBraceToken.IsMissing: false, Members.Count: > 0 } @class
            || call.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not MethodDeclarationSyntax
            || target.Model.GetTypeInfo(call, target.Cancellation).Type is not INamedTypeSymbol { Name: "Task", TypeArguments: [INamedTypeSymbol response] }
            || target.Project?.Find("System.Threading.SemaphoreSlim") is null)
            return null;
        var request = RequestOf(call, target);
        return IsFree(call, request, target) && IsOnlyRead(call, target) && (request is null || IsPlain(request))
            ? cancellation => Task.FromResult(target.Document.WithSyntaxRoot(new CachedAccessor(target, call, @class, response, request).Root()).Project.Solution)
            : null;
    }

    // await client.GetParameterAsync(request), where request is declared in the same block and used nowhere else.
    static VariableDeclaratorSyntax? RequestOf(InvocationExpressionSyntax call, Target target) =>
        call.ArgumentList.Arguments is [{ Expression: IdentifierNameSyntax name }, ..] && target.Model.GetSymbolInfo(name, target.Cancellation).Symbol is ILocalSymbol { DeclaringSyntaxReferences: [var reference] }
        && reference.GetSyntax(target.Cancellation) is VariableDeclaratorSyntax { Initializer: not null, Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1, Parent: BlockSyntax block } } variable
        && block.DescendantNodes().OfType<IdentifierNameSyntax>().Count(use => use.Identifier.ValueText == name.Identifier.ValueText) == 1 ? variable : null;

    static bool IsPlain(VariableDeclaratorSyntax request) =>
        request.FirstAncestorOrSelf<StatementSyntax>() is { } statement && !statement.GetLeadingTrivia().Concat(statement.GetTrailingTrivia()).Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));

    // Constants, fields and statics only: every name means the same in another method of the class.
    static bool IsFree(InvocationExpressionSyntax call, VariableDeclaratorSyntax? request, Target target)
    {
        foreach (var node in call.DescendantNodes().Concat(request?.Initializer!.Value.DescendantNodesAndSelf() ?? []))
            switch (node)
            {
                case AwaitExpressionSyntax or AnonymousFunctionExpressionSyntax or DeclarationExpressionSyntax or BaseExpressionSyntax: return false;
                case SimpleNameSyntax { Parent: NameColonSyntax }: continue;
                case IdentifierNameSyntax name when request is not null && name.Identifier.ValueText == request.Identifier.ValueText && call.Span.Contains(name.Span): continue;
                case SimpleNameSyntax name when target.Model.GetSymbolInfo(name, target.Cancellation).Symbol is null or ILocalSymbol or IRangeVariableSymbol or ITypeParameterSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction }
                    or IParameterSymbol { ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.Constructor } }: return false;
            }
        return true;
    }

    // A stream is read once, and a list that somebody changes is everybody's.
    static bool IsOnlyRead(InvocationExpressionSyntax call, Target target)
    {
        var at = AwaitedCall.Whole(call);
        if (!AwaitedCall.Waits(at)) return false;
        if (at.Parent is MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax) return IsRead(at, target);
        return at.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax block, UsingKeyword.RawKind: 0 } } variable }
            && block.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == variable.Identifier.ValueText).All(use => IsRead(use, target));
    }

    static bool IsRead(ExpressionSyntax use, Target target)
    {
        if (use.Parent is not (MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax)) return false;
        SyntaxNode at = use;
        while (at.Parent is MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            at = at.Parent;
            if (target.Model.GetTypeInfo(at, target.Cancellation).Type is { } type && (type.Name.EndsWith("Stream", StringComparison.Ordinal) || type.SpecialType == SpecialType.System_Void)) return false;
        }
        // What the call itself is given is nobody else's.
        return !at.DescendantNodesAndSelf(node => node != use).Any(node => node is AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression } or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression })
            && !new CallSite(at, target.Model).Writes && IsHarmless((ExpressionSyntax)at, target);
    }

    // A text or a number is nobody's; a list is read in a loop, or copied by a query into one of such values.
    static bool IsHarmless(ExpressionSyntax value, Target target) =>
        target.Model.GetTypeInfo(value, target.Cancellation).Type is { } type && (IsValue(type)
            || value is InvocationExpressionSyntax && type is INamedTypeSymbol { TypeArguments: { IsEmpty: false } parts } && parts.All(IsValue) && target.Model.GetSymbolInfo(value, target.Cancellation).Symbol is IMethodSymbol { ContainingType.Name: "Enumerable" }
            || value.Parent is ForEachStatementSyntax loop && loop.Expression == value
                && loop.Statement.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == loop.Identifier.ValueText).All(use => IsRead(use, target)));

    static bool IsValue(ITypeSymbol type) => type.SpecialType == SpecialType.System_String || type.IsValueType;

    SyntaxNode Root()
    {
        var call = _request is null ? _call : _call.ReplaceNode(_call.ArgumentList.Arguments[0].Expression, _request.Initializer!.Value.WithoutTrivia());
        var known = Same(call);
        var subject = _call.Expression.ToString().Contains("Secret") ? "Secret" : _call.Expression.ToString().Contains("Parameters") ? "Parameters" : "Parameter";
        var name = known ?? Free($"Current{subject}", "Async");
        var removed = _request?.FirstAncestorOrSelf<StatementSyntax>();
        var changed = _class.ReplaceNodes(removed is null ? [_call] : new SyntaxNode[] { _call, removed.Parent! }, (old, now) => old == _call
            ? SyntaxFactory.ParseExpression(name + "()").WithTriviaFrom(old)
            : StatementRemoval.Without((BlockSyntax)old, (BlockSyntax)now, new HashSet<StatementSyntax> { removed! }, keepComments: false));
        if (known is not null) return _target.Root.ReplaceNode(_class, changed);
        var root = _target.Root.ReplaceNode(_class, WithMembers(changed, call, name, subject));
        foreach (var needed in Needed) root = Usings.Add(root, needed, _target.Model, _call.SpanStart);
        return root;
    }

    // Another part of the class and its bases have names too.
    string Free(string name, string end = "")
    {
        var taken = new HashSet<string>(_class.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));
        for (var type = _target.Model.GetDeclaredSymbol(_class, _target.Cancellation); type is not null; type = type.BaseType) taken.UnionWith(type.MemberNames);
        return Names.Free(name, each => !taken.Contains(each + end)) + end;
    }

    IEnumerable<INamedTypeSymbol> Needed =>
        new[] { "System.DateTimeOffset", "System.Threading.SemaphoreSlim", "System.Threading.Tasks.Task`1" }.Select(_target.Project!.Find).OfType<INamedTypeSymbol>().Append(_response);

    // The method that an earlier edit has made of the same call.
    string? Same(InvocationExpressionSyntax call) => _class.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(method => method.Identifier.ValueText.StartsWith("Current", StringComparison.Ordinal)
        && method.ParameterList.Parameters.Count == 0 && !method.Span.Contains(_call.Span) && method.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(each => SyntaxFactory.AreEquivalent(each, call)))?.Identifier.ValueText;

    ClassDeclarationSyntax WithMembers(ClassDeclarationSyntax changed, InvocationExpressionSyntax call, string name, string subject)
    {
        var around = _call.FirstAncestorOrSelf<MemberDeclarationSyntax>()!;
        var end = Layout.EndOfLine(_class).ToString();
        var indentation = Layout.Indentation(around);
        var (needsThis, position) = (NeedsThis(), _call.SpanStart);
        // What is made anew for every request keeps nothing.
        var isShared = !needsThis || _target.Model.GetDeclaredSymbol(_class, _target.Cancellation) is not { } type || !_target.Project!.IsLongLived(type, _target.Cancellation);
        var kept = Free("_" + FieldName.Camel(subject));
        var gate = Free(kept + "Gate");
        string Name(INamedTypeSymbol type) => Usings.NameOf(type, _target.Model, position).Split('<')[0];
        var (moment, semaphore, task) = Needed.Take(3).Select(Name).ToList() is [var one, var two, var three] ? (one, two, three) : ("DateTimeOffset", "SemaphoreSlim", "Task");
        var step = Layout.Step(_class);
        var fields = new[]
        {
            $"private {(isShared ? "static " : "")}readonly {semaphore} {gate} = new {semaphore}(1, 1);",
            $"private {(isShared ? "static " : "")}({Name(_response)} Value, {moment} Until) {kept};",
        };
        string[] method =
        [
            "// Fetched anew when it is five minutes old.",
            $"private {(needsThis ? "" : "static ")}async {task}<{Name(_response)}> {name}()",
            "{",
            $"{step}await {gate}.WaitAsync();",
            $"{step}try",
            $"{step}{{",
            $"{step}{step}if ({kept}.Until < {moment}.UtcNow)",
            $"{step}{step}{{",
            $"{step}{step}{step}var fetched = await {Indented(call, indentation + step + step + step)};",
            $"{step}{step}{step}{kept} = (fetched, {moment}.UtcNow.AddMinutes(5));",
            $"{step}{step}}}",
            $"{step}{step}return {kept}.Value;",
            $"{step}}}",
            $"{step}finally",
            $"{step}{{",
            $"{step}{step}{gate}.Release();",
            $"{step}}}",
            "}",
        ];
        var index = _class.Members.IndexOf(around) + 1;
        var members = changed.Members.Insert(index, Parsed(end + string.Concat(method.Select(line => indentation + line + end))));
        var first = members.TakeWhile(member => member is FieldDeclarationSyntax).Count();
        if (first == 0 && !members[0].GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia))
            members = members.Replace(members[0], members[0].WithLeadingTrivia(members[0].GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(end))));
        return changed.WithMembers(members.InsertRange(first, fields.Select(field => Parsed(indentation + field + end))));
    }

    static MemberDeclarationSyntax Parsed(string text) => SyntaxFactory.ParseMemberDeclaration(text)!;

    // The call at another place: its further lines move as far as its first.
    string Indented(InvocationExpressionSyntax call, string indentation)
    {
        var written = call.WithoutTrivia().ToString();
        if (!written.Contains('\n') || call.DescendantTokens().Any(token => token.Text.Contains('\n'))) return written;
        var before = Layout.Indentation(_request is null ? _call : _request);
        return written.Replace("\n" + before, "\n" + indentation);
    }

    // ssm, this.ssm, Name() of the object; not the properties that an initialiser sets.
    bool NeedsThis() => _call.DescendantNodes().Concat(_request?.DescendantNodes() ?? []).Any(node => node is ThisExpressionSyntax
        || node is SimpleNameSyntax { Parent: not (NameColonSyntax or AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax }) } name && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
            && _target.Model.GetSymbolInfo(name, _target.Cancellation).Symbol is (IFieldSymbol or IPropertySymbol or IMethodSymbol) and { IsStatic: false } or IParameterSymbol);
}
