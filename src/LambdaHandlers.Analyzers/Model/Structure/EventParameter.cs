using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>A parameter that is a whole event or the whole context, in a method that is neither handler nor adapter and reads only a few values of it.</summary>
sealed class EventParameter
{
    const int Most = 3;

    // Who is called so stands between Lambda and the business.
    static readonly HashSet<string> Adapters = new(StringComparer.Ordinal) { "Handler", "Handlers", "Function", "Functions", "Middleware", "Adapter", "Adapters" };

    EventParameter(IParameterSymbol parameter, ImmutableArray<IOperation> uses) => (Parameter, Uses) = (parameter, uses);

    /// <summary>The parameter.</summary>
    public IParameterSymbol Parameter { get; }

    /// <summary>Every mention of it.</summary>
    public ImmutableArray<IOperation> Uses { get; }

    /// <summary>What is read of it, in the order of the text.</summary>
    public IEnumerable<IPropertySymbol> Members => Uses.Select(MemberOf).OfType<IPropertySymbol>().Distinct<IPropertySymbol>(SymbolEqualityComparer.Default);

    // Asked of every method of the project, so nothing is bound for it.
    static bool IsSuspect(IMethodSymbol method, LambdaTypes types) =>
        method is { MethodKind: MethodKind.Ordinary, IsAbstract: false, IsVirtual: false, IsOverride: false, IsExtern: false, IsExtensionMethod: false, IsImplicitlyDeclared: false, PartialDefinitionPart: null, PartialImplementationPart: null }
        && method.DeclaringSyntaxReferences.Length == 1 && method.Parameters.Any(parameter => Is(parameter, types)) && IsFree(method.ReturnType) && !IsAdapter(method.ContainingType);

    /// <summary>Such parameters of a method.</summary>
    public static IEnumerable<EventParameter> Of(IMethodSymbol method, LambdaProject project, CancellationToken cancellation)
    {
        if (!IsSuspect(method, project.Types) || method.DeclaringSyntaxReferences[0] is not { SyntaxTree: var tree } declaration || !project.Compilation.ContainsSyntaxTree(tree) || IsHandlers(method.ContainingType, project, cancellation)
            || IsAskedForFromOutside(method) || project.Compilation.GetSemanticModel(tree).GetOperation(declaration.GetSyntax(cancellation), cancellation) is not { } body)
            return [];
        return method.Parameters.Where(parameter => Is(parameter, project.Types))
            .Select(parameter => new EventParameter(parameter, body.Descendants().Where(each => each is IParameterReferenceOperation { Parameter: var read } && SymbolEqualityComparer.Default.Equals(read, parameter)).ToImmutableArray()))
            .Where(each => each.Members.Count() is > 0 and <= Most && each.Members.All(member => IsFree(member.Type)) && each.Uses.All(use => MemberOf(use) is not null || IsNullCheck(use)));
    }

    /// <summary>The property that is read where the parameter is mentioned, or null where it is used as a whole.</summary>
    public static IPropertySymbol? MemberOf(IOperation use) => use.Parent switch
    {
        IPropertyReferenceOperation { Property: { IsIndexer: false } property } read when read.Instance == use && !IsWritten(read) => property,
        IConversionOperation { IsImplicit: true } conversion => MemberOf(conversion),
        IConditionalAccessOperation access when access.Operation == use => Asked(access) is { Property: { IsIndexer: false } property } ? property : null,
        _ => null,
    };

    // In a?.B.C it is B.
    static IPropertyReferenceOperation? Asked(IConditionalAccessOperation access) =>
        access.WhenNotNull.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().FirstOrDefault(each => each.Instance is IConditionalAccessInstanceOperation instance && instance.Syntax == access.Operation.Syntax);

    static bool IsWritten(IPropertyReferenceOperation read) => read.Parent is IAssignmentOperation assignment && assignment.Target == read || read.Parent is IIncrementOrDecrementOperation;

    static bool IsNullCheck(IOperation use) => use.Parent switch
    {
        IConversionOperation { IsImplicit: true } conversion => IsNullCheck(conversion),
        IIsPatternOperation => true,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } => true,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ThrowIfNull" } } => true,
        _ => false,
    };

    // An answer is written, not read: who takes one decorates it.
    static bool Is(IParameterSymbol parameter, LambdaTypes types) =>
        parameter.RefKind == RefKind.None && (parameter.Type.Is(types.LambdaContext) || EventSources.IsAwsEvent(parameter.Type) && !parameter.Type.Name.EndsWith("Response", StringComparison.Ordinal));

    // The logger is all that business code needs of Lambda, and a test has one in a line. Who answers in a gateway's format is no business.
    static bool IsFree(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsFree(array.ElementType),
        INamedTypeSymbol named => !EventSources.IsAwsEvent(named) && (named.Name == "ILambdaLogger" || named.ContainingNamespace is not { Name: "Core", ContainingNamespace.Name: "Lambda" }) && named.TypeArguments.All(IsFree),
        _ => true,
    };

    static bool IsAdapter(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
            for (var at = outer; at is not null; at = at.BaseType)
                if (Names.Words(at.Name).Any(Adapters.Contains)) return true;
        return type.AllInterfaces.Any(contract => Names.Words(contract.Name).Any(Adapters.Contains));
    }

    // Its class has a handler, or one of its own bases or derived classes has: then it is a helper there.
    static bool IsHandlers(INamedTypeSymbol type, LambdaProject project, CancellationToken cancellation) =>
        Handles(type, project, cancellation) || project.Hierarchy.Below(type, cancellation).Any(below => Handles(below, project, cancellation));

    static bool Handles(INamedTypeSymbol type, LambdaProject project, CancellationToken cancellation)
    {
        for (var at = type; at is { DeclaringSyntaxReferences.IsEmpty: false }; at = at.BaseType)
            if (!project.HandlersOn(at, cancellation).IsEmpty || at.GetMembers().Any(member => member is IMethodSymbol or IFieldSymbol or IPropertySymbol && !project.HandlersIn(member, cancellation).IsEmpty)) return true;
        return type.ContainingType is { } outer && Handles(outer, project, cancellation);
    }

    // Powertools' record handlers and their like.
    static bool IsAskedForFromOutside(IMethodSymbol method) => method.ContainingType.AllInterfaces.Any(contract => contract.DeclaringSyntaxReferences.IsEmpty
        && contract.GetMembers(method.Name).Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)));
}
