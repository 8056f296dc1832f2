using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Services;

/// <summary>A service that start-up code registers with the container.</summary>
/// <param name="Service">What is asked for.</param>
/// <param name="Implementation">What is given; null where a factory decides.</param>
/// <param name="IsPerInvocation">True for scoped and transient services: whoever asks in a scope of its own gets one of its own.</param>
/// <param name="Site">The name of the method that registers it.</param>
sealed record ServiceRegistration(INamedTypeSymbol Service, INamedTypeSymbol? Implementation, bool IsPerInvocation, SyntaxNode Site);

/// <summary>The services that a project registers by the words of Microsoft's container and of Entity Framework; read once, at the first question.</summary>
sealed class ServiceRegistrations(LambdaProject project)
{
    static readonly string[] Words =
    [
        "AddSingleton", "TryAddSingleton", "AddScoped", "TryAddScoped", "AddTransient", "TryAddTransient", "AddDbContext", "AddDbContextPool",
    ];

    readonly ConcurrentDictionary<IParameterSymbol, CaptiveService?> _captives = new(SymbolEqualityComparer.Default);
    ImmutableArray<ServiceRegistration> _all;
    bool? _hasStartup;

    /// <summary>True when the container of Annotations is configured here: a class carries <c>[LambdaStartup]</c>.</summary>
    public bool HasStartup(CancellationToken cancellation) => _hasStartup ??= project.Compilation.SyntaxTrees
        .Where(tree => SourceIndex.Of(tree) is var index && (index.Mentions("LambdaStartup") || index.Mentions("LambdaStartupAttribute")))
        .Any(tree => tree.GetRoot(cancellation).DescendantNodes().OfType<AttributeSyntax>()
            .Any(attribute => attribute.Name.ToString() is var name && (name.EndsWith("LambdaStartup", StringComparison.Ordinal) || name.EndsWith("LambdaStartupAttribute", StringComparison.Ordinal))));

    /// <summary>The registration of a service; null where there is none, or where several compete.</summary>
    public ServiceRegistration? Of(INamedTypeSymbol service, CancellationToken cancellation) => All(cancellation).Where(each => Fits(each.Service, service)).ToList() is [var only] ? only : null;

    /// <summary>True when somebody registers the type so that it does not live as long as the environment.</summary>
    public bool IsPerInvocation(INamedTypeSymbol type, CancellationToken cancellation) => All(cancellation).Any(each => each.IsPerInvocation && Fits(each.Service, type));

    /// <summary>The captive service that a constructor's parameter is, or null; memoised.</summary>
    public CaptiveService? Captive(IParameterSymbol parameter, CancellationToken cancellation) =>
        _captives.TryGetValue(parameter, out var known) ? known : _captives.GetOrAdd(parameter, CaptiveService.Of(parameter, project, cancellation));

    /// <summary>True for a variable that holds a captive service: a constructor's parameter, or the member that it fills.</summary>
    public bool HoldsCaptive(ISymbol variable, CancellationToken cancellation) => project.Types.LambdaFunctionAttribute is not null
        && variable switch { IParameterSymbol parameter => parameter.Type, IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => null } is INamedTypeSymbol service
        && HasStartup(cancellation) && Of(service, cancellation) is { IsPerInvocation: true }
        && (variable as IParameterSymbol ?? project.Injected.ParameterFor(variable, cancellation)) is { } given && Captive(given, cancellation) is not null;

    // Two who ask at once read twice and find the same.
    ImmutableArray<ServiceRegistration> All(CancellationToken cancellation)
    {
        if (_all.IsDefault) ImmutableInterlocked.InterlockedInitialize(ref _all, Read(cancellation).ToImmutableArray());
        return _all;
    }

    IEnumerable<ServiceRegistration> Read(CancellationToken cancellation)
    {
        foreach (var index in project.Sources)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var word in Words)
                foreach (var name in index.Uses(word).OfType<SimpleNameSyntax>())
                    if (Of(name, project.Compilation.GetSemanticModel(index.Tree), cancellation) is { } registration)
                        yield return registration;
        }
    }

    // typeof(IStore<>) stands for each of them.
    static bool Fits(INamedTypeSymbol registered, INamedTypeSymbol asked) =>
        SymbolEqualityComparer.Default.Equals(registered, asked) || registered.IsUnboundGenericType && SymbolEqualityComparer.Default.Equals(registered.OriginalDefinition, asked.OriginalDefinition);

    static ServiceRegistration? Of(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        if (name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { ArgumentList.Arguments: var arguments } call || (call.Expression as MemberAccessExpressionSyntax)?.Name != name) return null;
        var types = (name is GenericNameSyntax { TypeArgumentList.Arguments: var written } ? written.AsEnumerable() : arguments.Select(argument => argument.Expression).OfType<TypeOfExpressionSyntax>().Select(type => type.Type))
            .Select(type => model.GetTypeInfo(type, cancellation).Type as INamedTypeSymbol).ToList();
        // AddScoped(_ => new Basket())
        if (types.Count == 0 && model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { TypeArguments: [INamedTypeSymbol inferred] }) types.Add(inferred);
        if (types.Count is 0 or > 2 || types[0] is not { } service) return null;
        var word = name.Identifier.ValueText;
        var isShared = word.EndsWith("Singleton", StringComparison.Ordinal) || arguments.Any(argument => argument.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Singleton" });
        var factory = word.Contains("DbContext") ? null : arguments.Select(argument => argument.Expression).FirstOrDefault(argument => argument is not TypeOfExpressionSyntax);
        var implementation = types.Count == 2 ? types[1]
            : factory is null ? service
            : factory is LambdaExpressionSyntax { ExpressionBody: BaseObjectCreationExpressionSyntax made } ? model.GetTypeInfo(made, cancellation).Type as INamedTypeSymbol : null;
        return new(service, implementation, !isShared, name);
    }
}
