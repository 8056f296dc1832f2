using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// What changes in a method, local function or lambda so that it returns a <c>Task</c> instead of another promise: its return type, and what it returns.
/// A <c>ValueTask</c> becomes a <c>Task</c>, a task in a task is awaited, an asynchronous stream is collected in a list.
/// </summary>
sealed class AwaitedReturn
{
    readonly SyntaxNode _declaration;
    readonly SemanticModel _model;
    readonly LambdaTypes _types;
    readonly CancellationToken _cancellation;

    AwaitedReturn(SyntaxNode declaration, SemanticModel model, LambdaTypes types, CancellationToken cancellation) => (_declaration, _model, _types, _cancellation) = (declaration, model, types, cancellation);

    /// <summary>The changes by node, or null where something that is returned has no counterpart.</summary>
    public static IReadOnlyDictionary<SyntaxNode, SyntaxNode>? Of(SyntaxNode declaration, IMethodSymbol method, SemanticModel model, LambdaTypes types, CancellationToken cancellation)
    {
        if (method.ReturnType is not INamedTypeSymbol returned) return null;
        var awaited = new AwaitedReturn(declaration, model, types, cancellation);
        return Awaitables.IsValueTask(returned, types) ? awaited.Changes(returned, method.IsAsync ? null : awaited.AsTask)
            : returned.Name == "ConfiguredTaskAwaitable" ? awaited.Changes(returned, awaited.Unconfigured)
            : returned.OriginalDefinition.Is(types.TaskOfT) && returned.TypeArguments[0] is INamedTypeSymbol inner ? awaited.Unwrapped(inner, method.IsAsync)
            : returned is { Name: "IAsyncEnumerable" } && declaration is MethodDeclarationSyntax { ReturnType: GenericNameSyntax } written && CollectedStream.Of(written, method, model) is { } collected
                ? new Dictionary<SyntaxNode, SyntaxNode> { [declaration] = collected }
            : null;
    }

    /// <summary>What the runtime takes from the type once it is a <c>Task</c>: null for nothing.</summary>
    public static ITypeSymbol? Result(ITypeSymbol? promise, LambdaTypes types) => promise switch
    {
        INamedTypeSymbol { TypeArguments: [var inner] } named when Awaitables.IsValueTask(named, types) || named.OriginalDefinition.Is(types.TaskOfT) => Awaitables.IsValueTask(inner, types) || inner.IsA(types.Task) ? Result(inner, types) : inner,
        _ => null,
    };

    string TaskName(SyntaxNode at) => Usings.NameOf(_types.Task!, _model, at.SpanStart);

    // Task.FromResult(Load()) is Load() itself; a task of tasks has Unwrap.
    IReadOnlyDictionary<SyntaxNode, SyntaxNode>? Unwrapped(INamedTypeSymbol inner, bool isAsync)
    {
        var isTask = inner.Is(_types.Task) || inner.OriginalDefinition.Is(_types.TaskOfT);
        // return of a task without a result would need two statements.
        return (!isTask && !Awaitables.IsValueTask(inner, _types)) || (isAsync && !inner.IsGenericType) ? null
            : Changes(inner, isAsync ? result => AsyncChain.Await(result, null) : result => result switch
            {
                ThrowExpressionSyntax => result,
                InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var only }] } when IsMethodOf(_types.Task, "FromResult", result) => isTask ? only : AsTask(only),
                InvocationExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax when isTask => SyntaxFactory.ParseExpression($"{result.WithoutTrivia()}.Unwrap()"),
                _ => null,
            });
    }

    // load.ConfigureAwait(false) is load to whoever awaits it.
    ExpressionSyntax? Unconfigured(ExpressionSyntax result) =>
        result is ThrowExpressionSyntax ? result
        : result is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var task } } && Awaitables.IsTask(_model.GetTypeInfo(task, _cancellation).Type, _types) ? task : null;

    IReadOnlyDictionary<SyntaxNode, SyntaxNode>? Changes(INamedTypeSymbol promise, Func<ExpressionSyntax, ExpressionSyntax?>? convert)
    {
        var changes = new Dictionary<SyntaxNode, SyntaxNode>();
        if (ReturnTypeOf(_declaration) is { } written)
            changes[written] = SyntaxFactory.ParseTypeName(promise.IsGenericType && written.DescendantNodesAndSelf().OfType<GenericNameSyntax>().LastOrDefault(generic => generic.Identifier.ValueText == promise.Name) is { } named ? TaskName(written) + named.TypeArgumentList : TaskName(written)).WithTriviaFrom(written);
        if (convert is null) return changes;
        foreach (var result in Frame.Results(_declaration))
        {
            if (convert(result) is not { } converted) return null;
            changes[result] = converted.WithTriviaFrom(result);
        }
        return changes;
    }

    static TypeSyntax? ReturnTypeOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        LocalFunctionStatementSyntax local => local.ReturnType,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ReturnType,
        _ => null,
    };

    bool IsMethodOf(INamedTypeSymbol? owner, string name, ExpressionSyntax call) => _model.GetSymbolInfo(call, _cancellation).Symbol is IMethodSymbol method && method.Name == name && method.ContainingType.Is(owner);

    // default → Task.CompletedTask; new ValueTask<T>(x) and ValueTask.FromResult(x) → Task.FromResult(x); a call → call.AsTask()
    ExpressionSyntax? AsTask(ExpressionSyntax result)
    {
        var info = _model.GetTypeInfo(result, _cancellation);
        var (task, type) = (TaskName(result), info.Type ?? info.ConvertedType);
        return result switch
        {
            ThrowExpressionSyntax => result,
            ConditionalExpressionSyntax choice => AsTask(choice.WhenTrue) is { } first && AsTask(choice.WhenFalse) is { } second ? choice.WithWhenTrue(first.WithTriviaFrom(choice.WhenTrue)).WithWhenFalse(second.WithTriviaFrom(choice.WhenFalse)) : null,
            LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression } or DefaultExpressionSyntax when type.Is(_types.ValueTask) => SyntaxFactory.ParseExpression(task + ".CompletedTask"),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } when type.Is(_types.ValueTask) => SyntaxFactory.ParseExpression(task + ".CompletedTask"),
            BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: [{ Expression: var value }] } when Awaitables.IsValueTask(type, _types) =>
                Awaitables.IsTask(_model.GetTypeInfo(value, _cancellation).Type, _types) ? value
                : type is INamedTypeSymbol { TypeArguments: [var wanted] } && _model.GetTypeInfo(value, _cancellation).Type is { } given && SymbolEqualityComparer.Default.Equals(given, wanted) ? SyntaxFactory.ParseExpression($"{task}.FromResult({value})") : null,
            InvocationExpressionSyntax { ArgumentList: { } arguments } when IsMethodOf(_types.ValueTask, "FromResult", result) => SyntaxFactory.ParseExpression($"{task}.FromResult{arguments}"),
            InvocationExpressionSyntax or IdentifierNameSyntax when Awaitables.IsValueTask(type, _types) => SyntaxFactory.ParseExpression($"{result.WithoutTrivia()}.AsTask()"),
            _ => null,
        };
    }
}
