using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>The overload that a call of <c>Create</c> or <c>GetHandlerWrapper</c> binds, chosen anew for a handler that returns a task.</summary>
static class BootstrapBinding
{
    /// <summary>The call that a value is handed to, or null.</summary>
    public static InvocationExpressionSyntax? CallOf(SyntaxNode value)
    {
        while (value.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax) value = value.Parent;
        if (value.Parent is MemberAccessExpressionSyntax access && access.Name == value) value = access;
        return value.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create" or "GetHandlerWrapper" } or SimpleNameSyntax { Identifier.ValueText: "Create" or "GetHandlerWrapper" } } call } ? call : null;
    }

    /// <summary>Changes the call to the overload for a task with this result, or with none; null where it cannot be written.</summary>
    public static Func<InvocationExpressionSyntax, InvocationExpressionSyntax>? For(InvocationExpressionSyntax call, BootstrapCall bootstrap, ITypeSymbol? result, SemanticModel model)
    {
        if (TypeArguments(call) is null) return result is null && bootstrap.Input is null && bootstrap.Serializer is not null ? WithoutSerializer(call) : now => now;
        var names = new[] { bootstrap.Input, result }.OfType<ITypeSymbol>().Select(type => SyntaxFactory.ParseTypeName(type.ToMinimalDisplayString(model, call.SpanStart))).ToArray();
        if (names.Length == 0) return null;
        return now => now.ReplaceNode(TypeArguments(now)!, TypeArguments(now)!.WithArguments(Commas.Between(names)));
    }

    /// <summary>The call in the forms that have no type argument for the input: with the other one or none, with the serializer or without.</summary>
    public static IEnumerable<InvocationExpressionSyntax> WithoutInput(InvocationExpressionSyntax call)
    {
        if (TypeArguments(call) is not { Parent: GenericNameSyntax name } list) yield break;
        var bare = call.ReplaceNode(name, SyntaxFactory.IdentifierName(name.Identifier).WithTriviaFrom(name));
        yield return bare;
        if (list.Arguments.Count > 1) yield return call.ReplaceNode(list, list.WithArguments(SyntaxFactory.SingletonSeparatedList(list.Arguments[1])));
        if (WithoutSerializer(bare) is { } without) yield return without(bare);
    }

    /// <summary>True when the call awaits what its handler returns, and passes its result on.</summary>
    public static bool IsAwaiting(IOperation? call, LambdaProject project) =>
        call is IInvocationOperation invocation && BootstrapCall.Of(invocation, project.Types) is { Shape.ReturnType: var returned } && IsAwaiting(returned, project);

    /// <summary>True for a task whose result, if it has one, is no promise itself.</summary>
    public static bool IsAwaiting(ITypeSymbol returned, LambdaProject project) => Awaitables.IsTask(returned, project.Types) && !Awaitables.IsLeftRunning(returned, project);

    static TypeArgumentListSyntax? TypeArguments(InvocationExpressionSyntax call) =>
        (call.Expression as GenericNameSyntax ?? (call.Expression as MemberAccessExpressionSyntax)?.Name as GenericNameSyntax)?.TypeArgumentList;

    // The serializer is what makes the task an output.
    static Func<InvocationExpressionSyntax, InvocationExpressionSyntax>? WithoutSerializer(InvocationExpressionSyntax call) =>
        call is { ArgumentList.Arguments: [_, { Expression: ObjectCreationExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax }] }
            ? now => now.WithArgumentList(now.ArgumentList.WithArguments(SyntaxFactory.SingletonSeparatedList(now.ArgumentList.Arguments[0]))) : null;
}
