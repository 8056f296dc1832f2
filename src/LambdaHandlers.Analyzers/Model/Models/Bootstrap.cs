using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using static LambdaHandlers.Analyzers.Model.Identity;

namespace LambdaHandlers.Analyzers.Model.Models;

/// <summary>
/// An executable hands its handler to the bootstrap as a delegate: a method group, a lambda, a local function, or a local, field, property or parameter that holds one.
/// They must be known before their bodies are analysed, so one scan at the first question finds them all.
/// </summary>
sealed class Bootstrap
{
    // How far a delegate is followed from variable to variable and from parameter to caller.
    const int MostHops = 6;

    readonly Dictionary<IMethodSymbol, Handler> _methods = new(SymbolEqualityComparer.Default);
    readonly Dictionary<ISymbol, ImmutableArray<Handler>> _inside = new(SymbolEqualityComparer.Default);
    readonly HashSet<(SyntaxTree, TextSpan)> _seen = [];
    readonly LambdaProject _project;
    readonly CancellationToken _cancellation;

    Bootstrap(LambdaProject project, CancellationToken cancellation) => (_project, _cancellation) = (project, cancellation);

    /// <summary>Finds every delegate that reaches a bootstrap.</summary>
    public static Bootstrap Read(LambdaProject project, CancellationToken cancellation)
    {
        var found = new Bootstrap(project, cancellation);
        found.Scan();
        return found;
    }

    /// <summary>The handler that this method or local function is, or null.</summary>
    public Handler? Recognise(IMethodSymbol method) => _methods.TryGetValue(method, out var handler) ? handler : null;

    /// <summary>The lambdas and local functions inside a member that are handlers.</summary>
    public ImmutableArray<Handler> Inside(ISymbol member) => _inside.TryGetValue(member, out var handlers) ? handlers : ImmutableArray<Handler>.Empty;

    /// <summary>True when there are any such.</summary>
    public bool AreInside => _inside.Count > 0;

    /// <summary>All of them.</summary>
    public IEnumerable<Handler> All => _methods.Values.Concat(_inside.Values.SelectMany(handlers => handlers)).Distinct();

    static readonly string[] Builders = ["LambdaBootstrapBuilder", "HandlerWrapper", "LambdaBootstrap", "DurableFunction"];
    static readonly string[] Entrances = ["Create", "GetHandlerWrapper", "LambdaBootstrap", "WrapAsync", SourceIndex.ImplicitNew];

    void Scan()
    {
        var building = _project.Sources.Where(index => Builders.Any(index.Mentions)).ToList();
        // A global using can give a builder another name in every file.
        if (building.Any(index => index.Tree.GetCompilationUnitRoot(_cancellation).Usings.Any(directive => directive.GlobalKeyword.RawKind != 0 && (directive.Alias is not null || directive.StaticKeyword.RawKind != 0))))
            building = _project.Sources.Where(index => Entrances.Any(index.Mentions)).ToList();
        foreach (var index in building)
            foreach (var entrance in Entrances)
                foreach (var use in index.Uses(entrance))
                    Entrance(use);
        if (_project.IsHostedByLambda)
            foreach (var index in _project.Sources)
                foreach (var name in AspNetCore.MapMethods)
                    foreach (var use in index.Uses(name))
                        Endpoint(use);
    }

    void Entrance(SyntaxNode use)
    {
        _cancellation.ThrowIfCancellationRequested();
        var call = use.FirstAncestorOrSelf<ExpressionSyntax>(node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax);
        var model = _project.Compilation.GetSemanticModel(use.SyntaxTree);
        var (target, arguments) = call is null ? default : model.GetOperation(call, _cancellation) switch
        {
            IInvocationOperation invocation => (invocation.TargetMethod, invocation.Arguments),
            IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, creation.Arguments),
            _ => default,
        };
        if (target is null || arguments.IsDefaultOrEmpty) return;
        var types = _project.Types;
        var owner = target.ContainingType.OriginalDefinition;
        var isBootstrap = Same(owner, types.LambdaBootstrapBuilder) || Same(owner, types.HandlerWrapper) || Same(owner, types.LambdaBootstrap);
        var isDurable = owner is { Name: "DurableFunction", ContainingNamespace.Name: "DurableExecution" } && target.Name == "WrapAsync";
        if (!isBootstrap && !isDurable) return;
        var taker = new Taker(isDurable ? ProgrammingModel.Durable : ProgrammingModel.Bootstrap,
            arguments.FirstOrDefault(argument => Same(argument.Parameter?.Type, types.LambdaSerializer)) is { } serializer ? SerializerType(serializer.Value) : null);
        foreach (var argument in arguments)
            if (argument.Parameter?.Type is { TypeKind: TypeKind.Delegate } type && type.Name != "LambdaBootstrapInitializer" && argument.ArgumentKind == ArgumentKind.Explicit)
                Follow(argument.Value, taker, MostHops);
    }

    void Endpoint(SyntaxNode use)
    {
        if (use.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
            && AspNetCore.EndpointArgument(call) is { } argument
            && _project.Compilation.GetSemanticModel(use.SyntaxTree) is var model
            && model.GetSymbolInfo(call, _cancellation).Symbol is IMethodSymbol { ContainingType.Name: "EndpointRouteBuilderExtensions" }
            && model.GetOperation(argument.Expression, _cancellation) is { } value)
            Follow(value, new Taker(ProgrammingModel.AspNetCore, null), MostHops);
    }

    /// <summary>From a delegate-typed value to the code behind it; several where a variable is given several.</summary>
    void Follow(IOperation? value, Taker taker, int hops)
    {
        if (value is null || hops == 0 || (value is not IConversionOperation && !_seen.Add((value.Syntax.SyntaxTree, value.Syntax.Span)) && value is not (IDelegateCreationOperation or IAnonymousFunctionOperation or IMethodReferenceOperation)))
            return;
        switch (value)
        {
            case IConversionOperation conversion: Follow(conversion.Operand, taker, hops); break;
            case IParenthesizedOperation parenthesized: Follow(parenthesized.Operand, taker, hops); break;
            case IDelegateCreationOperation creation: Follow(creation.Target, taker, hops); break;
            case IConditionalOperation conditional: Follow(conditional.WhenTrue, taker, hops - 1); Follow(conditional.WhenFalse, taker, hops - 1); break;
            case ICoalesceOperation coalesce: Follow(coalesce.Value, taker, hops - 1); Follow(coalesce.WhenNull, taker, hops - 1); break;
            case ISwitchExpressionOperation choice: foreach (var arm in choice.Arms) Follow(arm.Value, taker, hops - 1); break;
            case ISimpleAssignmentOperation assignment: Follow(assignment.Value, taker, hops - 1); break;
            case IAnonymousFunctionOperation lambda: Add(lambda.Symbol, taker); break;
            case IMethodReferenceOperation reference: Add(reference.Method, taker); break;
            // A delegate made of a delegate, or h.Invoke handed on.
            case ILocalReferenceOperation local: FollowVariable(local.Local, taker, hops - 1); break;
            case IFieldReferenceOperation field: FollowVariable(field.Field, taker, hops - 1); break;
            case IPropertyReferenceOperation property: FollowVariable(property.Property, taker, hops - 1); break;
            case IParameterReferenceOperation parameter: FollowArgument(parameter.Parameter, taker, hops - 1); break;
            case IInvocationOperation { TargetMethod: var method }: FollowResult(method, taker, hops - 1); break;
        }
    }

    void FollowVariable(ISymbol variable, Taker taker, int hops)
    {
        foreach (var declaration in Declared.In(variable, _project.Compilation))
        {
            var syntax = declaration.GetSyntax(_cancellation);
            var semantics = _project.Compilation.GetSemanticModel(syntax.SyntaxTree);
            var initial = Declared.Initial(syntax) ?? (syntax as PropertyDeclarationSyntax)?.ExpressionBody?.Expression;
            if (initial is not null) Follow(semantics.GetOperation(initial, _cancellation), taker, hops);
            // Where else it is assigned: a local within its member, a field within its type.
            var scope = variable is ILocalSymbol
                ? syntax.FirstAncestorOrSelf<SyntaxNode>(node => node is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax)
                : syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>();
            if (scope is null) continue;
            foreach (var name in SourceIndex.Of(syntax.SyntaxTree).Uses(variable.Name))
                if (scope.Contains(name)
                    && Written(name) is { } written
                    && Same(semantics.GetSymbolInfo(name, _cancellation).Symbol, variable))
                    Follow(semantics.GetOperation(written, _cancellation), taker, hops);
        }
    }

    static ExpressionSyntax? Written(SyntaxNode name)
    {
        var target = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access : name;
        return target.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target ? assignment.Right : null;
    }

    // The user's own wrapper around Create: what its callers pass.
    void FollowArgument(IParameterSymbol parameter, Taker taker, int hops)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method) return;
        foreach (var call in _project.Calls.Of(method, _cancellation))
            foreach (var argument in call.Arguments)
                if (argument.Parameter?.Ordinal == parameter.Ordinal)
                    Follow(argument.Value, taker, hops);
    }

    void FollowResult(IMethodSymbol method, Taker taker, int hops)
    {
        foreach (var declaration in Declared.In(method, _project.Compilation))
        {
            var syntax = declaration.GetSyntax(_cancellation);
            var semantics = _project.Compilation.GetSemanticModel(syntax.SyntaxTree);
            foreach (var result in Frame.Results(syntax))
                Follow(semantics.GetOperation(result, _cancellation), taker, hops);
        }
    }

    void Add(IMethodSymbol method, Taker taker)
    {
        method = method.OriginalDefinition;
        if (_methods.ContainsKey(method)) return;
        var handler = new Handler(method, taker.Model, Certainty.Certain, _project.Types, taker.Model == ProgrammingModel.AspNetCore ? EventSource.ApiGatewayHttp : null, function: _project.Deployment.Program, serializer: taker.Serializer);
        if (method.MethodKind is not (MethodKind.AnonymousFunction or MethodKind.LocalFunction))
        {
            _methods[method] = handler;
            return;
        }
        var member = method.ContainingSymbol;
        while (member is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction }) member = member.ContainingSymbol;
        // The analyzer driver names the property, not the accessor, when it hands out an initialiser.
        _methods[method] = handler;
        _inside[member] = Inside(member).Add(handler);
    }

    ITypeSymbol? SerializerType(IOperation value, int hops = 2) => Conversions.Plain(value) switch
    {
        // One that was given options of its own can do anything.
        IObjectCreationOperation creation => creation.Arguments.All(JsonTypes.OnlyFormats) ? creation.Type : null,
        // ILambdaSerializer serializer = new …;
        { Type: { TypeKind: TypeKind.Interface } } variable when hops > 0 && Kept(variable) is { } kept => SerializerType(kept, hops - 1),
        var serializer => serializer.Type,
    };

    // What a variable is given where it is declared, and keeps.
    IOperation? Kept(IOperation variable) => variable switch
    {
        ILocalReferenceOperation { Local: var local } => SharedState.AliasOf(local, variable),
        IFieldReferenceOperation { Field: { IsReadOnly: true } field } => Initial(field),
        IPropertyReferenceOperation { Property: { SetMethod: null } property } => Initial(property),
        _ => null,
    };

    IOperation? Initial(ISymbol variable) =>
        Declared.In(variable, _project.Compilation) is [var declaration] && Declared.Initial(declaration.GetSyntax(_cancellation)) is { } value ? _project.Compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, _cancellation) : null;

    /// <summary>Who takes a delegate: the programming model, and the type of the serializer that stands beside it.</summary>
    readonly record struct Taker(ProgrammingModel Model, ITypeSymbol? Serializer);
}
