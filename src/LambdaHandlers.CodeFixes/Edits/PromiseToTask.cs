using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Collects all that changes with a handler that returns a task instead of another promise: its family, the variable that holds it, the bootstrap that takes it.</summary>
sealed class PromiseToTask(Solution solution, LambdaProject project, CancellationToken cancellation)
{
    readonly Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> _edits = [];
    readonly List<(SyntaxAnnotation Mark, SyntaxTree Tree)> _calls = [];

    /// <summary>The method, what it overrides and implements, what overrides it, and whoever takes it; false where one of them cannot follow.</summary>
    public bool Method(IMethodSymbol method)
    {
        if (ReturnTypeChange.Family(method, project, cancellation) is not { } family) return false;
        foreach (var member in family)
        {
            if (!SymbolEqualityComparer.Default.Equals(member.ReturnType, method.ReturnType)
                || !member.DeclaringSyntaxReferences.All(reference => Declaration(reference.GetSyntax(cancellation), member))
                || project.Calls.Of(member, cancellation).Any(site => !IsAwaited(site.Target, member) && !Value(site.Target, site.Model, member.ReturnType))
                || Elsewhere.Uses(member, solution, project.Compilation, cancellation) is not { } uses
                || uses.Any(use => !IsAwaited(Mentions.Whole(use.Name), member)))
                return false;
        }
        return true;
    }

    /// <summary>One declaration; false where it returns something that has no counterpart.</summary>
    public bool Declaration(SyntaxNode declaration, IMethodSymbol method)
    {
        if (solution.GetDocument(declaration.SyntaxTree) is null || AwaitedReturn.Of(declaration, method, Model(declaration.SyntaxTree), project.Types, cancellation) is not { } changes) return false;
        foreach (var change in changes) _edits[change.Key] = _ => change.Value;
        return true;
    }

    /// <summary>A lambda or a method group on its way to the bootstrap; false where it goes elsewhere.</summary>
    public bool Value(SyntaxNode value, SemanticModel model, ITypeSymbol promise)
    {
        if (BootstrapBinding.CallOf(value) is { } call) return Rebind(call, model, promise);
        if (HandlerVariable.Of(value, model, cancellation) is not { Delegate.Name: "Func" } variable) return false;
        var task = Usings.NameOf(project.Types.Task!, model, variable.Type.SpanStart);
        _edits[variable.Type] = _ => variable.Returning(AwaitedReturn.Result(promise, project.Types) is { } result ? $"{task}<{result.ToMinimalDisplayString(model, variable.Type.SpanStart)}>" : task);
        return variable.Uses.All(use => Rebind(BootstrapBinding.CallOf(use)!, model, promise));
    }

    /// <summary>The edit, or null where the compiler would disagree.</summary>
    public Engine.Edit? Edit()
    {
        var changed = solution;
        foreach (var file in _edits.GroupBy(edit => edit.Key.SyntaxTree))
        {
            var root = file.Key.GetRoot(cancellation).ReplaceNodes(file.Select(edit => edit.Key), (old, now) => _edits[old](now));
            var (model, position) = (Model(file.Key), file.Min(edit => edit.Key.SpanStart));
            root = Usings.Add(root, project.Types.Task!, model, position);
            if (file.Any(edit => edit.Key is MethodDeclarationSyntax) && project.Find("System.Collections.Generic.List`1") is { } list) root = Usings.Add(root, list, model, position);
            changed = changed.WithDocumentSyntaxRoot(solution.GetDocumentId(file.Key)!, root);
        }
        return _edits.Keys.Select(node => node.SyntaxTree).Distinct().All(tree => StillCompiles.With(changed, solution.GetDocument(tree)!, cancellation)) && _calls.All(call => IsAwaiting(call.Mark, changed.GetDocument(solution.GetDocumentId(call.Tree))!))
            ? _ => Task.FromResult(changed) : null;
    }

    bool IsAwaiting(SyntaxAnnotation call, Document document) =>
        document.GetSyntaxRootAsync(cancellation).GetAwaiter().GetResult() is { } root && document.GetSemanticModelAsync(cancellation).GetAwaiter().GetResult() is { } model
        && BootstrapBinding.IsAwaiting(model.GetOperation(root.GetAnnotatedNodes(call).Single(), cancellation), project);

    SemanticModel Model(SyntaxTree tree) => Elsewhere.Model(tree, solution, project.Compilation, cancellation);

    bool Rebind(InvocationExpressionSyntax call, SemanticModel model, ITypeSymbol promise)
    {
        if (model.GetOperation(call, cancellation) is not IInvocationOperation operation || BootstrapCall.Of(operation, project.Types) is not { } bootstrap
            || BootstrapBinding.For(call, bootstrap, AwaitedReturn.Result(promise, project.Types), model) is not { } change)
            return false;
        var mark = new SyntaxAnnotation();
        _edits[call] = now => change((InvocationExpressionSyntax)now).WithAdditionalAnnotations(mark);
        _calls.Add((mark, call.SyntaxTree));
        return true;
    }

    // await Handle(…) and nameof mean the same for a task; .AsTask() and a delegate of another type do not, nor does what was a promise twice.
    bool IsAwaited(SyntaxNode use, IMethodSymbol method) =>
        Mentions.IsNameOf(use)
        || (Awaitables.IsValueTask(method.ReturnType, project.Types) && use.Parent is InvocationExpressionSyntax call && call.Expression == use
            && (call.Parent is AwaitExpressionSyntax || call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent.Parent: AwaitExpressionSyntax }));
}
