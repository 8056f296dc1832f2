using System.Reflection;

namespace LambdaHandlers.Bootstrap;

/// <summary>An object that plays any of Amazon's interfaces, in whatever version the function was built against: asked for a member, it looks the answer up by name. Members it does not know return nothing.</summary>
public class AmazonProxy : DispatchProxy
{
    Func<MethodInfo, object?[], object?> _answer = (_, _) => null;

    internal static object Of(Type contract, Func<MethodInfo, object?[], object?> answer)
    {
        var proxy = Create(contract, typeof(AmazonProxy));
        ((AmazonProxy)proxy)._answer = answer;
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = _answer(targetMethod!, args ?? []);
        return answer is null && targetMethod!.ReturnType is { IsValueType: true } type && type != typeof(void) ? Activator.CreateInstance(type) : answer;
    }
}
