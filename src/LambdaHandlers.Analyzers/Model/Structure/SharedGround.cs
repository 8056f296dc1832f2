using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>
/// What pieces of a handler have in common beside the event: a service, a client, a table, a helper, a rate, a variable. Logging, serialising and answering are every handler's.
/// </summary>
sealed class SharedGround(Handler handler, SemanticModel model, LambdaProject project, CancellationToken cancellation)
{
    readonly Discriminator _event = new(handler, model, cancellation);

    /// <summary>True when no two of the pieces have anything in common, and nothing that one works out is used behind it.</summary>
    public bool IsNone(IEnumerable<Branch> pieces)
    {
        var known = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var piece in pieces)
        {
            if (piece.Statements.IsEmpty || model.AnalyzeDataFlow(piece.Statements[0], piece.Statements[piece.Statements.Length - 1]) is not { Succeeded: true, DataFlowsOut.IsEmpty: true }) return false;
            var own = new HashSet<ISymbol>(Used(piece), SymbolEqualityComparer.Default);
            if (own.Any(known.Contains)) return false;
            known.UnionWith(own);
        }
        return true;
    }

    IEnumerable<ISymbol> Used(Branch piece)
    {
        var open = new Stack<IOperation>(piece.Body.ChildOperations);
        while (open.Count > 0)
        {
            var at = open.Pop();
            // Headers and status of an answer, and what a log says, are nobody's logic.
            if (at is IObjectCreationOperation { Type: { } made } && EventSources.IsAwsEvent(made) || project.Loggers.At(at) is not null) continue;
            if (Ground(at, piece) is { } ground) yield return ground;
            foreach (var child in at.ChildOperations) open.Push(child);
        }
    }

    ISymbol? Ground(IOperation at, Branch piece) => at switch
    {
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol, Instance: null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } } member =>
            Names.IsEnvironment(member.Member.ContainingType) || member.Member.ContainingType.TypeKind == TypeKind.Enum || IsEverybodys(member.Type) ? null : member.Member,
        // What a field or parameter holds is known by its name already.
        IInvocationOperation { Instance: IMemberReferenceOperation or IParameterReferenceOperation } => null,
        IInvocationOperation { TargetMethod: var method } => OfCall(method),
        IMethodReferenceOperation { Method: var method } => OfCall(method),
        IParameterReferenceOperation { Parameter: var parameter } =>
            SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, handler.Method) && !IsService(parameter) || IsInside(parameter, piece) || IsEverybodys(parameter.Type) ? null : parameter,
        ILocalReferenceOperation { Local: var local } =>
            IsInside(local, piece) || IsEverybodys(local.Type) || EventSources.IsAwsEvent(local.Type) || _event.Initial(local) is { } initial && IsReadFromEvent(initial) ? null : local,
        _ => null,
    };

    ISymbol? OfCall(IMethodSymbol method)
    {
        var type = (method.ReducedFrom ?? method).ContainingType;
        if (method.MethodKind == MethodKind.LocalFunction) return IsAnswer(method.ReturnType) ? null : method;
        if (Names.IsEnvironment(type) || IsSerializer(type) || IsEverybodys(type) || IsAnswer(method.ReturnType) || method.OriginalDefinition.ReturnType is ITypeParameterSymbol) return null;
        return SymbolEqualityComparer.Default.Equals(type, handler.Method.ContainingType) ? method.OriginalDefinition : type.OriginalDefinition;
    }

    // Reply(404, "no such order")
    bool IsAnswer(ITypeSymbol type) => EventSources.IsAwsEvent(type) || type is INamedTypeSymbol { TypeArguments: [var result] } && EventSources.IsAwsEvent(result);

    // Read, deserialised, put in upper case; not asked of somebody.
    bool IsReadFromEvent(IOperation value) => _event.IsOfEvent(value) && !value.DescendantsAndSelf().Any(part =>
        part is IAwaitOperation || part is IInvocationOperation { TargetMethod: var called } && OfCall(called) is not null || OutgoingCall.Is(part, project.Types));

    static bool IsService(IParameterSymbol parameter) => parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "FromServicesAttribute");

    bool IsEverybodys(ITypeSymbol? type) => type is null || project.Loggers.IsLoggerType(type) || DomainData.IsTelemetry(type) || IsSerializer(type)
        || SymbolEqualityComparer.Default.Equals(type, project.Types.LambdaContext) || type.Name is "CancellationToken" or "CancellationTokenSource";

    static bool IsSerializer(ITypeSymbol type) => type.Name.StartsWith("Json", StringComparison.Ordinal) || type.Name.EndsWith("Serializer", StringComparison.Ordinal) || type.Name.EndsWith("JsonContext", StringComparison.Ordinal);

    static bool IsInside(ISymbol symbol, Branch piece) => symbol.DeclaringSyntaxReferences.Any(each => each.SyntaxTree == piece.Body.Syntax.SyntaxTree && piece.Body.Syntax.Span.Contains(each.Span));
}
