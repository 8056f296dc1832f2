using LambdaHandlers.Analyzers.Engine;
using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Rules.Performance;

/// <summary>A client, container or host that every invocation makes anew, in the handler or in what it calls.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class ReuseClients() : LambdaRule(Definition)
{
    /// <summary>The rule's id.</summary>
    public const string Id = "LH8001";

    static readonly DiagnosticDescriptor Definition = Rule.Create(
        Id, Category.Performance, DiagnosticSeverity.Warning,
        title: "Create clients once, outside the handler",
        message: "'{0}' is created on every invocation of {1}; keep it in a field so that warm invocations reuse it",
        description: "Lambda keeps the process between invocations. A client that is made per invocation opens new connections and TLS sessions each time, "
            + "and a container or host that is built per invocation repeats the whole cold start.");

    /// <inheritdoc/>
    protected override void Watch(Watcher on) =>
        on.Path(ReusableResource.IsMadeBy, Check, everyTime: true, OperationKind.ObjectCreation, OperationKind.Invocation);

    static void Check(Reached reached, IOperation making, Report report)
    {
        if (IsPartOfAnother(making, report.Types)
            || Destination.IsKept(making, reached, report.Project, report.Cancellation)
            || DependsOnInvocation(making, reached, report)
            || Substitute.IsForOthers(making, reached, report.Project))
            return;
        report.At(making.Syntax.GetLocation(), Definition.DefaultSeverity, also: reached.Way, args: [NameOf(making), reached.Handler.DisplayName]);
    }

    // One finding per nest: new DynamoDBContext(new AmazonDynamoDBClient()).
    static bool IsPartOfAnother(IOperation making, LambdaTypes types)
    {
        for (var at = making.Parent; at is not null && at.Syntax is not StatementSyntax; at = at.Parent)
            if (ReusableResource.IsMadeBy(at, types))
                return true;
        return ReusableResource.IsPart(making.Type) && Destination.LocalOf(making) is { } local
            && Destination.Uses(local, making).Any(use => use.Parent is IArgumentOperation or IConversionOperation { Parent: IArgumentOperation });
    }

    // A tenant's endpoint, a caller's credentials, a token in the default headers: the client is this invocation's.
    static bool DependsOnInvocation(IOperation making, Reached reached, Report report)
    {
        var settings = Destination.LocalOf(making) is { } local ? InvocationData.PutInto(local, making) : [];
        return settings.Prepend(making).Any(value => report.Project.OriginOf(value, reached, report.Cancellation) != Origin.Environment);
    }

    static string NameOf(IOperation making) => making.Type switch
    {
        INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var made] } => made.Name,
        { } type => type.Name,
        null => making.Syntax.ToString(),
    };
}
