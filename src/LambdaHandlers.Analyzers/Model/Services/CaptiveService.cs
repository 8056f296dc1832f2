using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model.Services;

/// <summary>
/// A service that is registered for one invocation and that the constructor of an Annotations class takes: the generator registers that class as a singleton,
/// so it keeps the first one for as long as the environment lives.
/// </summary>
/// <param name="Reached">Where an invocation uses it.</param>
/// <param name="Memory">What it carries from one invocation to the next: a member, or a type that does so by nature.</param>
sealed record CaptiveService(Reached Reached, ISymbol Memory)
{
    /// <summary>The captive service that a constructor's parameter is, or null.</summary>
    public static CaptiveService? Of(IParameterSymbol parameter, LambdaProject project, CancellationToken cancellation)
    {
        var services = project.Services;
        if (parameter is not { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { } type }, Type: INamedTypeSymbol service } || !services.HasStartup(cancellation)
            || services.Of(service, cancellation) is not { IsPerInvocation: true } registration || services.IsPerInvocation(type, cancellation)
            || !HasFunctions(type, project, cancellation) || !project.IsInit(registration.Site, cancellation)) return null;
        return Uses(parameter, project, cancellation).Select(use => project.PathTo(use.Node, everyTime: false, cancellation)).FirstOrDefault(reached => reached is not null) is { } used
            && new ServiceMemory(project, cancellation).Of(registration) is { } memory ? new(used, memory) : null;
    }

    /// <summary>The fields and properties that hold what a constructor's parameter brings.</summary>
    public static IEnumerable<ISymbol> Holders(IParameterSymbol parameter, LambdaProject project, CancellationToken cancellation) =>
        parameter.ContainingType.GetMembers().Where(member => !member.IsImplicitlyDeclared && SymbolEqualityComparer.Default.Equals(project.Injected.ParameterFor(member, cancellation), parameter));

    // A primary constructor's parameter is used as a field is.
    static IEnumerable<CallSite> Uses(IParameterSymbol parameter, LambdaProject project, CancellationToken cancellation) =>
        Holders(parameter, project, cancellation).Append(parameter).SelectMany(holder => project.Calls.Of(holder, cancellation)).Where(site => !site.Writes);

    static bool HasFunctions(INamedTypeSymbol type, LambdaProject project, CancellationToken cancellation) => type.GetMembers()
        .Any(member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && project.HandlerOf(method, cancellation) is { Model: ProgrammingModel.Annotations or ProgrammingModel.Durable });
}
