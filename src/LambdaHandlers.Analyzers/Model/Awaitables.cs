using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>
/// What the runtime waits for: <c>Task</c>, <c>Task&lt;T&gt;</c> and classes derived from them. Whatever else can be awaited is taken for data and serialised as it stands.
/// </summary>
static class Awaitables
{
    /// <summary>True for a task or a class derived from one.</summary>
    public static bool IsTask(ITypeSymbol? type, LambdaTypes types) => type.IsA(types.Task);

    /// <summary>True for <c>ValueTask</c> and <c>ValueTask&lt;T&gt;</c>.</summary>
    public static bool IsValueTask(ITypeSymbol? type, LambdaTypes types) => type is not null && (type.Is(types.ValueTask) || type.OriginalDefinition.Is(types.ValueTaskOfT));

    /// <summary>True for a task, a value task, and what <c>ConfigureAwait</c> makes of them.</summary>
    public static bool IsTaskLike(ITypeSymbol? type, LambdaTypes types) => IsTask(type, types) || IsValueTask(type, types) || type?.Name is "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable";

    /// <summary>The T of a <c>Task&lt;T&gt;</c> or of a class derived from one; null for a task without a result and for what is no task.</summary>
    public static ITypeSymbol? Result(ITypeSymbol? type, LambdaTypes types)
    {
        for (var at = type as INamedTypeSymbol; at is not null; at = at.BaseType)
            if (at.OriginalDefinition.Is(types.TaskOfT))
                return at.TypeArguments[0];
        return null;
    }

    /// <summary>True when a handler that returns the type leaves work behind that nobody waits for.</summary>
    public static bool IsLeftRunning(ITypeSymbol returned, LambdaProject project) =>
        IsTask(returned, project.Types) ? Result(returned, project.Types) is { } result && IsPromise(result, project) : IsPromise(returned, project);

    /// <summary>True for what is not a value yet: anything that can be awaited, and asynchronous streams.</summary>
    public static bool IsPromise(ITypeSymbol type, LambdaProject project) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } ? IsPromise(value, project)
            : type.SpecialType == SpecialType.None && (IsTask(type, project.Types) || HasAwaiter(type) || IsAsyncStream(type, project));

    /// <summary>True for <c>IAsyncEnumerable&lt;T&gt;</c>, <c>IAsyncEnumerator&lt;T&gt;</c> and what implements them.</summary>
    public static bool IsAsyncStream(ITypeSymbol type, LambdaProject project)
    {
        var (stream, enumerator) = (project.Find("System.Collections.Generic.IAsyncEnumerable`1"), project.Find("System.Collections.Generic.IAsyncEnumerator`1"));
        return type.AllInterfaces.Append(type).Any(each => each.OriginalDefinition.Is(stream) || each.OriginalDefinition.Is(enumerator));
    }

    static bool HasAwaiter(ITypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
            foreach (var member in at.GetMembers("GetAwaiter"))
                if (member is IMethodSymbol { IsStatic: false, Parameters.Length: 0, IsGenericMethod: false, ReturnsVoid: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal })
                    return true;
        return false;
    }
}
