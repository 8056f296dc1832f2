using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>A call that leaves the process: of an AWS client, over HTTP, to a database.</summary>
static class OutgoingCall
{
    static readonly HashSet<string> Ways = new(StringComparer.Ordinal)
    {
        "HttpClient", "HttpClientJsonExtensions", "IDynamoDBContext", "DynamoDBContext", "Table", "ITable", "ITransferUtility", "TransferUtility",
        "DbCommand", "SqlMapper", "IMongoCollection", "DbSet", "DbContext", "IDatabase", "SmtpClient",
    };

    /// <summary>True for such a call.</summary>
    public static bool Is(IOperation operation, LambdaTypes types)
    {
        if (operation is not IInvocationOperation { TargetMethod: var method } call) return false;
        var type = (method.ReducedFrom ?? method).ContainingType;
        for (var at = type; at is { SpecialType: SpecialType.None }; at = at.BaseType)
            if (Ways.Contains(at.Name) && at.DeclaringSyntaxReferences.IsEmpty)
                return method.Name is not ("Dispose" or "CreateClient") && Awaits(call);
        return method.Name.EndsWith("Async", StringComparison.Ordinal) && types.IsAwsClient(type);
    }

    static bool Awaits(IInvocationOperation call) => call.TargetMethod.ReturnType.Name is "Task" or "ValueTask" or "AsyncSearch" or "HttpResponseMessage" || call.TargetMethod.Name.StartsWith("Execute", StringComparison.Ordinal);
}
