using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Services;

/// <summary>What a service that is kept for longer than an invocation carries from one to the next: a member that is written and read again, a collection that grows, a context or connection.</summary>
sealed class ServiceMemory(LambdaProject project, CancellationToken cancellation)
{
    readonly HashSet<ISymbol> _asked = new(SymbolEqualityComparer.Default);

    /// <summary>The member that remembers, of the service or of one that it takes itself, or the type that does; null where it remembers nothing, or where nobody can tell.</summary>
    public ISymbol? Of(ServiceRegistration registration)
    {
        if (Connections.IsConnection(registration.Service)) return registration.Service;
        if (registration.Implementation is not { } type || !_asked.Add(type)) return null;
        if (Connections.IsConnection(type)) return type;
        for (var at = type; at is { DeclaringSyntaxReferences.IsEmpty: false }; at = at.BaseType)
            if (at.OriginalDefinition.GetMembers().FirstOrDefault(IsRemembered) is { } member)
                return member;
        return type.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Select(parameter => parameter.Type).OfType<INamedTypeSymbol>()
            .Select(service => project.Services.Of(service, cancellation)).Select(each => each is { IsPerInvocation: true } ? Of(each) : null).FirstOrDefault(each => each is not null);
    }

    bool IsRemembered(ISymbol member) =>
        member is IFieldSymbol { IsStatic: false, IsConst: false, IsImplicitlyDeclared: false } or IPropertySymbol { IsStatic: false, IsIndexer: false }
        && project.Calls.Of(member, cancellation).Any(site => site.Writes ? IsLeft(site, member) : IsGrown(site, member));

    // Written by an invocation, and read by the next one before it writes itself.
    bool IsLeft(CallSite site, ISymbol member) =>
        site.Target.Parent is { } parent && site.Model.GetOperation(parent, cancellation) is { } operation && project.PathTo(site.Node, everyTime: true, cancellation) is { } reached
        && Write.In(operation).Any(write => new Leak(write, new Slot(member, Contract: Contract(member)), reached, project, multiConcurrent: false, cancellation).Harm is not null);

    bool IsGrown(CallSite site, ISymbol member) =>
        site.Target.Parent is { Parent: InvocationExpressionSyntax or AssignmentExpressionSyntax } access && site.Model.GetOperation(access.Parent, cancellation) is { } operation
        && SharedCollection.Grown(operation) is var (holder, key) && holder.Syntax == site.Target && project.PathTo(site.Node, everyTime: true, cancellation) is { } reached
        && (key is null || !SharedCollection.IsNarrow(key.Type) && project.OriginOf(key, reached, cancellation) == Origin.Invocation)
        && !SharedCollection.IsMemory(operation, holder) && !SharedCollection.IsKeptSmall(member, project, cancellation);

    // The interface's property, by which the function knows it.
    static ISymbol? Contract(ISymbol member) => member is not IPropertySymbol ? null : member.ContainingType.AllInterfaces.SelectMany(contract => contract.GetMembers(member.Name))
        .FirstOrDefault(each => SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(each), member));
}
