using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What must not be the same in every environment that is restored from one snapshot: the time, randomness and what is made of it, credentials, open connections.</summary>
static class FrozenValue
{
    /// <summary>How messages call what an operation takes; null for what may well lie in a snapshot.</summary>
    public static string? NameOf(IOperation operation) => operation switch
    {
        // A seed of one's own means to have the same numbers; of new Random().Next() the number counts.
        IObjectCreationOperation { Type: { Name: "Random" } type, Arguments.Length: 0, Parent: not IInvocationOperation } when IsIn(type, "System") => "new Random()",
        IPropertyReferenceOperation { Property: var property } => CurrentValue.IsReadBy(operation) ? $"{property.ContainingType.Name}.{property.Name}" : null,
        IInvocationOperation { TargetMethod: var method } call => CurrentValue.IsReadBy(operation) || IsRandom(method) || IsConnection(call) ? $"{method.ContainingType.Name}.{method.Name}()"
            : StoreRead.Fetched(operation) is { } fetched ? "the " + fetched : IsCredential(operation) ? "the temporary credentials" : null,
        _ => null,
    };

    static bool IsRandom(IMethodSymbol method) => method.IsStatic && method.Name switch
    {
        "GetBytes" or "GetInt32" or "GetHexString" or "GetString" or "GetItems" => method.ContainingType.Name == "RandomNumberGenerator" && IsIn(method.ContainingType, "Cryptography"),
        "GetRandomFileName" => method.ContainingType.Name == "Path" && IsIn(method.ContainingType, "IO"),
        "StartNew" or "GetTimestamp" => method.ContainingType.Name == "Stopwatch" && IsIn(method.ContainingType, "Diagnostics"),
        _ => false,
    };

    // A database connection that is kept is LH2005's, snapshot or not.
    static bool IsConnection(IInvocationOperation call) => call is { TargetMethod.Name: "Connect" or "ConnectAsync", Instance.Type: { Name: "Socket" or "TcpClient" or "ClientWebSocket", ContainingNamespace.ContainingNamespace.Name: "Net" } };

    static bool IsCredential(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: var name } && (name.StartsWith("AssumeRole", StringComparison.Ordinal) || name.StartsWith("GetSessionToken", StringComparison.Ordinal))
        && SdkRequest.IsCall(operation, "SecurityTokenService", "AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML", "GetSessionToken");

    static bool IsIn(ITypeSymbol type, string space) => type.ContainingNamespace?.Name == space;

    /// <summary>The variables that keep what an operation takes.</summary>
    public static IEnumerable<ISymbol> Holders(IOperation taking, LambdaProject project, CancellationToken cancellation)
    {
        // The connection stays where it is opened.
        if (taking is IInvocationOperation { Instance: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } connection } call && IsConnection(call)) return [connection.Member];
        return taking is IInvocationOperation fetch && (StoreRead.Fetched(fetch) is not null || IsCredential(fetch)) ? StoreRead.HolderOf(fetch, cancellation) is { } holder ? [holder] : []
            : Destination.Holders(taking, project, cancellation);
    }

    /// <summary>True where somebody takes it anew, or may: code that writes the variable a second time or does not run at initialisation, a hook of SnapStart in its type.</summary>
    public static bool IsRenewed(ISymbol holder, IOperation taking, LambdaProject project, CancellationToken cancellation)
    {
        var writes = project.Calls.Of(holder, cancellation).Where(site => site.Writes).ToList();
        return writes.Count > (Frame.Around(taking.Syntax) is EqualsValueClauseSyntax ? 0 : 1) || writes.Any(site => !project.IsInit(site.Node, cancellation))
            || IsHooked(holder, cancellation);
    }

    /// <summary>True where a hook of SnapStart in the variable's type may take it anew.</summary>
    public static bool IsHooked(ISymbol holder, CancellationToken cancellation) =>
        holder.ContainingType.DeclaringSyntaxReferences.Where(part => SourceIndex.Of(part.SyntaxTree).Mentions(Hook)).SelectMany(part => part.GetSyntax(cancellation).DescendantNodes()).Any(node => MayRenew(node, holder));

    const string Hook = "RegisterAfterRestore";

    // A lambda that neither names the variable nor calls a method of the type does something else.
    static bool MayRenew(SyntaxNode node, ISymbol holder) =>
        node is InvocationExpressionSyntax { Expression: var callee, ArgumentList.Arguments: [{ Expression: var action }, ..] } && LastName.Of(callee) is Hook
        && (action is not AnonymousFunctionExpressionSyntax lambda || lambda.DescendantNodes().Any(inner => inner is IdentifierNameSyntax { Identifier.ValueText: var used } && used == holder.Name || inner is InvocationExpressionSyntax { Expression: SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } }));

    /// <summary>True for a time, and for what measures one.</summary>
    public static bool IsTime(IOperation taking) =>
        CurrentValue.IsReadBy(taking) && !CurrentValue.IsIdentity(taking) || taking is IInvocationOperation { TargetMethod.ContainingType.Name: "Stopwatch" };

    /// <summary>The first use on a handler's path that would notice; a time that is only logged, nobody takes for more than it is.</summary>
    public static (SyntaxNode Node, Reached Reached)? FirstUse(ISymbol holder, bool isTime, LambdaProject project, CancellationToken cancellation)
    {
        foreach (var site in project.Calls.Of(holder, cancellation))
            if (site.Reads && project.PathTo(site.Node, everyTime: false, cancellation) is { } reached && !(isTime && site.Operation is { } use && IsLogged(use, project)))
                return (site.Node, reached);
        return null;
    }

    static bool IsLogged(IOperation use, LambdaProject project)
    {
        for (var at = use; at is not null && at.Syntax is not StatementSyntax; at = at.Parent)
            if (project.Loggers.At(at) is not null) return true;
        return false;
    }
}
