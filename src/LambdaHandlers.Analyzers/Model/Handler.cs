using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>How sure we are that Lambda invokes it.</summary>
enum Certainty
{
    /// <summary>Its shape says so.</summary>
    Probable,
    /// <summary>An attribute, a delegate handed to the bootstrap, a handler string or an option says so.</summary>
    Certain,
}

/// <summary>The programming model that made a method a handler.</summary>
enum ProgrammingModel
{
    /// <summary>A class library, loaded through a handler string <c>Assembly::Type::Method</c>.</summary>
    ClassLibrary,
    /// <summary>An executable that hands a delegate to the bootstrap.</summary>
    Bootstrap,
    /// <summary><c>[LambdaFunction]</c>, wrapped by a source generator.</summary>
    Annotations,
    /// <summary>An endpoint of an ASP.NET Core application that Lambda hosts, or the entry point's own override. The runtime's signature rules do not hold here.</summary>
    AspNetCore,
    /// <summary>A durable function: it is replayed, and takes an <c>IDurableContext</c>.</summary>
    Durable,
}

/// <summary>One entry point that Lambda invokes, whichever programming model declared it.</summary>
sealed class Handler
{
    internal Handler(IMethodSymbol method, ProgrammingModel model, Certainty certainty, LambdaTypes types,
        EventSource? source = null, ImmutableArray<INamedTypeSymbol> namedTypes = default, DeployedFunction? function = null, ITypeSymbol? serializer = null,
        IEnumerable<EventMapping>? attributes = null)
    {
        Method = method;
        Model = model;
        Certainty = certainty;
        NamedTypes = namedTypes.IsDefaultOrEmpty ? ImmutableArray.Create(method.ContainingType) : namedTypes;
        IsNamed = !namedTypes.IsDefaultOrEmpty;
        Signature = Closed(method, NamedType);
        Function = function;
        Events = (function?.Events ?? ImmutableArray<EventMapping>.Empty).AddRange(attributes ?? []);
        BootstrapSerializer = serializer;
        Context = method.Parameters.LastOrDefault(parameter => IsContext(parameter.Type, types.LambdaContext));
        Input = method.Parameters.FirstOrDefault(parameter => !IsContext(parameter.Type, types.LambdaContext) && !IsService(parameter));
        Output = Unwrapped(method.ReturnType, types);
        Source = source ?? EventSources.Of(Input is null ? null : Signature.Parameters[Input.Ordinal].Type);
        if (Source is EventSource.Custom or EventSource.OtherAws && function is not null && EventSources.OfFunction(function) is var told and not EventSource.Custom)
            Source = told;
    }

    /// <summary>The method, local function or lambda.</summary>
    public IMethodSymbol Method { get; }
    /// <summary>True for an async method, local function or lambda; of a partial method only the part with the body says so, of a compiled one only the attribute that the runtime looks for.</summary>
    public bool IsAsync => (Method.PartialImplementationPart ?? Method).IsAsync || Method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "AsyncStateMachineAttribute");
    /// <summary>Who declared it.</summary>
    public ProgrammingModel Model { get; }
    /// <summary>How sure we are.</summary>
    public Certainty Certainty { get; }
    /// <summary>The type that the handler string names; a class derived from the declaring one where the handler is inherited.</summary>
    public INamedTypeSymbol NamedType => NamedTypes[0];
    /// <summary>The types that handler strings name for this method: several where several functions inherit it.</summary>
    public ImmutableArray<INamedTypeSymbol> NamedTypes { get; }
    /// <summary>True for what another assembly or the compiler itself declares: its place is the type that has it.</summary>
    public bool IsDeclaredElsewhere => Method.IsImplicitlyDeclared || !SymbolEqualityComparer.Default.Equals(Method.ContainingAssembly, NamedType?.ContainingAssembly);
    /// <summary>True when a handler string names it.</summary>
    public bool IsNamed { get; }
    /// <summary>The method as the named type has it: a generic base's type parameters are replaced.</summary>
    public IMethodSymbol Signature { get; }
    /// <summary>The type of the serializer that the bootstrap was handed with it, or null.</summary>
    public ITypeSymbol? BootstrapSerializer { get; }
    /// <summary>False when a type of its signature, or an attribute on it, is unknown here: then nobody can tell what the runtime sees.</summary>
    public bool Binds => !Unbound.In(Signature);
    /// <summary>The function of a template or settings file that names this handler, or null.</summary>
    public DeployedFunction? Function { get; }
    /// <summary>What invokes it, as a template and its own attributes say.</summary>
    public ImmutableArray<EventMapping> Events { get; }
    /// <summary>What the event is deserialised into; null for a handler without input.</summary>
    public IParameterSymbol? Input { get; }
    /// <summary>The <c>ILambdaContext</c> parameter, or null.</summary>
    public IParameterSymbol? Context { get; }
    /// <summary>What is serialised: <c>Task&lt;T&gt;</c> unwrapped; null for void and Task.</summary>
    public ITypeSymbol? Output { get; }
    /// <summary>What triggers it.</summary>
    public EventSource Source { get; }

    /// <summary>Where a squiggle about the whole handler goes: its name, or the parameters and arrow of a lambda.</summary>
    public Location Name
    {
        get
        {
            if (IsDeclaredElsewhere)
                return NamedType?.Locations.FirstOrDefault() ?? Location.None;
            if (Method.Locations is [var first, ..] && Method.MethodKind != MethodKind.AnonymousFunction)
                return first;
            return Syntax.FirstOrDefault() switch
            {
                AnonymousFunctionExpressionSyntax { Body: var body } lambda =>
                    Location.Create(lambda.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(lambda.SpanStart, body.FullSpan.Start).TrimEnd(lambda)),
                { } other => other.GetLocation(),
                null => Location.None,
            };
        }
    }

    /// <summary>Where its return type is written; its name where none is.</summary>
    public Location ReturnTypePlace => IsDeclaredElsewhere ? Name : Syntax.LastOrDefault() switch
    {
        MethodDeclarationSyntax method => method.ReturnType.GetLocation(),
        LocalFunctionStatementSyntax local => local.ReturnType.GetLocation(),
        ParenthesizedLambdaExpressionSyntax { ReturnType: { } written } => written.GetLocation(),
        _ => Name,
    };

    /// <summary>Where its input's type is written; the parameter where none is.</summary>
    public Location InputTypePlace => IsDeclaredElsewhere || Input is null ? Name : Input.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        ParameterSyntax { Type: { } type } => type.GetLocation(),
        { } parameter => parameter.GetLocation(),
        null => Name,
    };

    /// <summary>How the handler is called in messages: <c>Type.Method</c>, or "the handler" for a lambda.</summary>
    public string DisplayName => Method.MethodKind == MethodKind.AnonymousFunction ? "the handler" : $"{Method.ContainingType?.Name}.{Method.Name}".TrimStart('.');

    /// <summary>How a message about the whole handler begins: <c>Handler 'Method'</c>, or "This handler" for a lambda.</summary>
    public string Subject => Method.MethodKind == MethodKind.AnonymousFunction ? "This handler" : $"Handler '{Method.Name}'";

    /// <summary>The mapping of a template, from the handler's own event source, that does not ask for the records that failed; or null.</summary>
    public EventMapping? Unreported => Function?.Events.FirstOrDefault(mapping => EventSources.OfTemplate(mapping.Type) == Source && !mapping.ReportsBatchItemFailures);

    /// <summary>The declarations, in every part of a partial method.</summary>
    public IEnumerable<SyntaxNode> Syntax =>
        Method.DeclaringSyntaxReferences.Concat(Method.PartialImplementationPart?.DeclaringSyntaxReferences ?? ImmutableArray<SyntaxReference>.Empty)
            .Select(reference => reference.GetSyntax());

    /// <summary>True when the operation lies in this handler's own text, its lambdas and local functions included.</summary>
    public bool Encloses(IOperation operation) => Encloses(operation.Syntax);

    /// <summary>True when the node lies in this handler's own text.</summary>
    public bool Encloses(SyntaxNode node)
    {
        foreach (var declaration in Method.DeclaringSyntaxReferences)
            if (declaration.SyntaxTree == node.SyntaxTree && declaration.Span.Contains(node.Span))
                return true;
        if (Method.PartialImplementationPart is { } part)
            foreach (var declaration in part.DeclaringSyntaxReferences)
                if (declaration.SyntaxTree == node.SyntaxTree && declaration.Span.Contains(node.Span))
                    return true;
        return false;
    }

    static IMethodSymbol Closed(IMethodSymbol method, INamedTypeSymbol? seenFrom)
    {
        for (var at = seenFrom; at is not null; at = at.BaseType)
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, method.ContainingType?.OriginalDefinition))
                return at.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition)) ?? method;
        return method;
    }

    static bool IsContext(ITypeSymbol type, INamedTypeSymbol? context) =>
        context is not null && (SymbolEqualityComparer.Default.Equals(type, context)
            || type.AllInterfaces.Contains(context, SymbolEqualityComparer.Default));

    static bool IsService(IParameterSymbol parameter) =>
        parameter.Type.Name == "IDurableContext"
        || parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FromServicesAttribute");

    static ITypeSymbol? Unwrapped(ITypeSymbol returned, LambdaTypes types)
    {
        if (returned.SpecialType == SpecialType.System_Void || Is(returned, types.Task) || Is(returned, types.ValueTask))
            return null;
        for (var type = returned as INamedTypeSymbol; type is not null; type = type.BaseType)
            if (Is(type.OriginalDefinition, types.TaskOfT) || Is(type.OriginalDefinition, types.ValueTaskOfT))
                return type.TypeArguments[0];
            else if (Is(type, types.Task))
                return null;
        return returned;
    }

    static bool Is(ITypeSymbol type, INamedTypeSymbol? other) => SymbolEqualityComparer.Default.Equals(type, other);
}

static class Spans
{
    /// <summary>The span without the white space at its end.</summary>
    public static Microsoft.CodeAnalysis.Text.TextSpan TrimEnd(this Microsoft.CodeAnalysis.Text.TextSpan span, SyntaxNode within)
    {
        var text = within.SyntaxTree.GetText();
        var end = span.End;
        while (end > span.Start && char.IsWhiteSpace(text[end - 1])) end--;
        return Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(span.Start, end);
    }
}
