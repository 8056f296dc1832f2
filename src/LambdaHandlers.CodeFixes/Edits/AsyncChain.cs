using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// Makes room for an <c>await</c>: the method around it becomes <c>async</c> and returns a task, with what it overrides and implements; its callers await it,
/// and theirs, up to the handler. Null where one of them cannot follow: then nothing is changed.
/// </summary>
sealed class AsyncChain
{
    const int MostMethods = 40;

    readonly Solution _solution;
    readonly LambdaProject _project;
    readonly CancellationToken _cancellation;
    readonly HashSet<SyntaxNode> _done = [];
    readonly Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> _edits = [];

    AsyncChain(Solution solution, LambdaProject project, CancellationToken cancellation) => (_solution, _project, _cancellation) = (solution, project, cancellation);

    /// <summary>The edit that replaces a node by one that awaits, and lets everybody follow who must; null where somebody cannot.</summary>
    /// <param name="node">What is replaced.</param>
    /// <param name="awaiting">Makes the new node of the old one, with the <c>await</c> in it.</param>
    /// <param name="solution">The solution as it is.</param>
    /// <param name="project">The project as the rules see it.</param>
    /// <param name="cancellation">Cancels the search.</param>
    public static Engine.Edit? Around(SyntaxNode node, Func<SyntaxNode, SyntaxNode> awaiting, Solution solution, LambdaProject project, CancellationToken cancellation)
    {
        var chain = new AsyncChain(solution, project, cancellation);
        chain._edits[node] = awaiting;
        return chain.CanAwaitAt(node) ? chain.Apply : null;
    }

    /// <summary>The edit that replaces several nodes by ones that await, and makes further edits that need no <c>await</c>; null where somebody cannot follow.</summary>
    public static Engine.Edit? Around(IEnumerable<SyntaxNode> nodes, Func<SyntaxNode, SyntaxNode, SyntaxNode> awaiting, IReadOnlyDictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> besides, Solution solution, LambdaProject project, CancellationToken cancellation)
    {
        var chain = new AsyncChain(solution, project, cancellation);
        foreach (var edit in besides) chain._edits[edit.Key] = edit.Value;
        chain._done.UnionWith(besides.Keys.Where(each => each is MethodDeclarationSyntax));
        foreach (var node in nodes)
        {
            chain._edits[node] = now => awaiting(node, now);
            if (!chain.CanAwaitAt(node)) return null;
        }
        return chain.Apply;
    }

    /// <summary>The edit that lets an <c>async void</c> method return a task, and its callers await it.</summary>
    public static Engine.Edit? Returning(IMethodSymbol method, Solution solution, LambdaProject project, CancellationToken cancellation)
    {
        var chain = new AsyncChain(solution, project, cancellation);
        return chain.CanReturnTask(method) ? chain.Apply : null;
    }

    /// <summary>An <c>await</c> before an expression, in parentheses where its place needs them.</summary>
    public static ExpressionSyntax Await(ExpressionSyntax expression, SyntaxNode? parent)
    {
        var awaited = SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), expression.WithoutTrivia());
        return (NeedsParentheses(parent) ? (ExpressionSyntax)SyntaxFactory.ParenthesizedExpression(awaited) : awaited).WithTriviaFrom(expression);
    }

    static bool NeedsParentheses(SyntaxNode? parent) =>
        parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax or ConditionalAccessExpressionSyntax
            or PostfixUnaryExpressionSyntax;

    async Task<Solution> Apply(CancellationToken cancellation)
    {
        var solution = _solution;
        foreach (var file in _edits.GroupBy(edit => edit.Key.SyntaxTree))
        {
            var document = solution.GetDocument(solution.GetDocumentId(file.Key))!;
            var edits = file.ToDictionary(edit => edit.Key, edit => edit.Value);
            var root = (await file.Key.GetRootAsync(cancellation).ConfigureAwait(false)).ReplaceNodes(edits.Keys, (old, now) => edits[old](now));
            if (_done.FirstOrDefault(each => each.SyntaxTree == file.Key) is { } changed)
                root = Usings.Add(root, _project.Types.Task!, Model(changed), changed.SpanStart);
            solution = document.WithSyntaxRoot(root).Project.Solution;
        }
        return solution;
    }

    SemanticModel Model(SyntaxNode node) => Elsewhere.Model(node.SyntaxTree, _solution, _project.Compilation, _cancellation);

    // Nothing forbids an await between the node and its frame, and the frame is async or can become it.
    bool CanAwaitAt(SyntaxNode node)
    {
        if (Frame.Around(node) is not { } frame || _solution.GetDocument(node.SyntaxTree) is null) return false;
        for (var at = node.Parent; at is not null && at != frame; at = at.Parent)
            if (at is LockStatementSyntax or QueryExpressionSyntax or CatchFilterClauseSyntax or UnsafeStatementSyntax or FixedStatementSyntax)
                return false;
        return frame switch
        {
            CompilationUnitSyntax => true,
            AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword != default || CanBecomeAsync(lambda),
            LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword) || Model(local).GetDeclaredSymbol(local, _cancellation) is IMethodSymbol symbol && CanBecomeAsync(symbol),
            MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword) || Model(method).GetDeclaredSymbol(method, _cancellation) is { } symbol && CanBecomeAsync(symbol),
            _ => false,
        };
    }

    // x => Send(x) where a Func<T, Task> is wanted.
    bool CanBecomeAsync(AnonymousFunctionExpressionSyntax lambda)
    {
        if (Model(lambda).GetSymbolInfo(lambda, _cancellation).Symbol is not IMethodSymbol { ReturnsVoid: false } symbol || !IsTask(symbol.ReturnType) || HasByReference(symbol) || lambda is not LambdaExpressionSyntax) return false;
        if (_done.Add(lambda)) _edits[lambda] = now => AsyncBody.Of(now, null, keepsTask: true);
        return true;
    }

    bool CanBecomeAsync(IMethodSymbol method)
    {
        if (IsTask(method.ReturnType))
            return (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences.All(reference => CanBecomeAsync(reference.GetSyntax(_cancellation), null));
        return CanReturnTask(method);
    }

    // Another return type: the whole family changes, and everybody who calls one of them.
    bool CanReturnTask(IMethodSymbol method)
    {
        if (ReturnTypeChange.Family(method, _project, _cancellation) is not { } family) return false;
        foreach (var member in family)
        {
            if (!IsOurs(member)) return false;
            foreach (var reference in member.DeclaringSyntaxReferences)
            {
                var declaration = reference.GetSyntax(_cancellation);
                if (_done.Contains(declaration)) continue;
                if (declaration is not (MethodDeclarationSyntax or LocalFunctionStatementSyntax) || !CanBecomeAsync(declaration, TaskOf(member, declaration))) return false;
            }
            foreach (var site in _project.Calls.Of(member, _cancellation))
                if (!CanFollow(site)) return false;
            if (Elsewhere.Uses(member, _solution, _project.Compilation, _cancellation) is not { } uses || uses.Any(use => !CanFollowElsewhere(use.Name, member))) return false;
        }
        return _done.Count <= MostMethods;
    }

    // Not the operators and constructors of somebody else.
    static bool IsOurs(IMethodSymbol method) =>
        !HasByReference(method) && !method.ReturnsByRef && !method.ReturnsByRefReadonly && !method.ReturnType.IsRefLikeType
        && method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ExplicitInterfaceImplementation;

    static bool HasByReference(IMethodSymbol method) => method.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType);

    // What async can return: not a class derived from a task.
    bool IsTask(ITypeSymbol type) => type.Is(_project.Types.Task) || type.OriginalDefinition.Is(_project.Types.TaskOfT) || Awaitables.IsValueTask(type, _project.Types);

    TypeSyntax TaskOf(IMethodSymbol method, SyntaxNode declaration)
    {
        var task = Usings.NameOf(_project.Types.Task!, Model(declaration), declaration.SpanStart);
        var written = declaration is MethodDeclarationSyntax { ReturnType: var type } ? type : ((LocalFunctionStatementSyntax)declaration).ReturnType;
        return SyntaxFactory.ParseTypeName(method.ReturnsVoid ? task : $"{task}<{written.WithoutTrivia()}>");
    }

    bool CanBecomeAsync(SyntaxNode declaration, TypeSyntax? returning)
    {
        if (!_done.Add(declaration)) return true;
        if (_done.Count > MostMethods || _solution.GetDocument(declaration.SyntaxTree) is null) return false;
        var hasBody = declaration is MethodDeclarationSyntax { Body: null, ExpressionBody: null } ? false : true;
        if (hasBody && !AsyncBody.CanHold(declaration, Model(declaration), keepsTask: returning is null, _cancellation)) return false;
        _edits[declaration] = now => AsyncBody.Of(now, returning, keepsTask: returning is null);
        return true;
    }

    // A call is awaited where it stands; a method group must be one that somebody awaits anyway.
    bool CanFollow(CallSite site)
    {
        if (Mentions.IsNameOf(site.Node)) return true;
        if (site.Target.Parent is InvocationExpressionSyntax call && call.Expression == site.Target)
        {
            if (site.Node.Parent is MemberBindingExpressionSyntax) return false;
            if (!_edits.ContainsKey(call)) _edits[call] = now => Await((ExpressionSyntax)now, call.Parent);
            return CanAwaitAt(call);
        }
        // Create<T>(Handle, …): the overload for a Func that returns a task takes over.
        if (BootstrapBinding.CallOf(site.Target) is not null) return true;
        if (HandlerVariable.Of(site.Node, site.Model, _cancellation) is not { Delegate.Name: "Action" } variable) return false;
        _edits[variable.Type] = _ => variable.Returning(Usings.NameOf(_project.Types.Task!, site.Model, variable.Type.SpanStart));
        return true;
    }

    // A test awaits it, where it is async; elsewhere a mere call means what it meant.
    bool CanFollowElsewhere(SimpleNameSyntax name, IMethodSymbol method)
    {
        if (Mentions.IsNameOf(name)) return true;
        var target = Mentions.Whole(name);
        if (target.Parent is not InvocationExpressionSyntax call || call.Expression != target) return false;
        var (edits, done) = (_edits.ToList(), _done.ToList());
        if (!CanAwaitAt(call))
        {
            // What was tried for it does not count.
            foreach (var tried in _edits.Keys.Except(edits.Select(edit => edit.Key)).ToList()) _edits.Remove(tried);
            _done.IntersectWith(done);
            return method.ReturnsVoid && call.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax;
        }
        _edits[call] = now => Await((ExpressionSyntax)now, call.Parent);
        return true;
    }
}
