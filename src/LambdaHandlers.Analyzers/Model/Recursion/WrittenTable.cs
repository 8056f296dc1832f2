using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>The tables that a write names, in each of the SDK's three ways to DynamoDB: requests, documents, and objects that an attribute maps.</summary>
static class WrittenTable
{
    /// <summary>The values that name the tables; the call itself where the type that is written is mapped to its table.</summary>
    public static IEnumerable<Traced> Of(SdkRequest request) => (request.Call.TargetMethod.ContainingType.Name.TrimStart('I'), request.Call.TargetMethod.Name) switch
    {
        ("Table", _) when request.Call.Instance is { } table => Loaded(new(table, request.Scope), request),
        ("DocumentBatchWrite", _) when request.Call.Instance is { } batch => Puts(batch) ? request.Ends(new(batch, request.Scope)).SelectMany(made => made.Value is IInvocationOperation { Instance: { } table } ? Loaded(made with { Value = table }, request) : []) : [],
        ("BatchWrite" or "TransactWrite", _) when request.Call.Instance is { } batch => Puts(batch) ? [new(request.Call, request.Scope)] : [],
        ("DynamoDBContext", _) => Overridden(request),
        (_, var method) when method.StartsWith("BatchWriteItem", StringComparison.Ordinal) => Keys(request),
        (_, var method) when method.StartsWith("TransactWriteItems", StringComparison.Ordinal) => request.Sent("Put", "Update").SelectMany(part => request.SetOn(part.Value, part.Scope, ["TableName"])).SelectMany(request.Ends),
        _ => request.Setting("TableName").SelectMany(request.Ends),
    };

    /// <summary>The table that the type is mapped to which a call writes, or null.</summary>
    public static string? Mapped(IInvocationOperation write) =>
        (write.TargetMethod.TypeArguments.FirstOrDefault() ?? (write.Instance is { } batch ? Slot.Bare(batch).Type as INamedTypeSymbol : null)?.TypeArguments.FirstOrDefault())
            ?.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "DynamoDBTableAttribute") is { ConstructorArguments: [{ Value: string table }, ..] } ? table : null;

    // Table.LoadTable(client, "orders"), new TableBuilder(client, "orders").AddHashKey(…).Build()
    static IEnumerable<Traced> Loaded(Traced table, SdkRequest request) => request.Ends(table).SelectMany(end => end.Value switch
    {
        IInvocationOperation { TargetMethod.Name: "LoadTable", Arguments: var arguments } => Named(end, arguments, request),
        IObjectCreationOperation { Type.Name: "TableBuilder", Arguments: var arguments } => Named(end, arguments, request),
        IInvocationOperation { TargetMethod.ContainingType.Name: "TableBuilder" or "ITableBuilder", Instance: { } builder } => Loaded(end with { Value = builder }, request),
        _ => [],
    });

    static IEnumerable<Traced> Named(Traced made, ImmutableArray<IArgumentOperation> arguments, SdkRequest request) => arguments.SelectMany(argument => argument.Parameter?.Name switch
    {
        "tableName" => request.Ends(made with { Value = argument.Value }),
        "config" => request.SetOn(argument.Value, made.Scope, ["TableName", "tableName"]).SelectMany(request.Ends),
        _ => [],
    });

    // Removing what is not there any more makes no event: only a batch that puts something can go round.
    static bool Puts(IOperation batch) => Slot.Bare(batch) is ILocalReferenceOperation { Local: var local } && Destination.Uses(local, batch)
        .Any(use => use.Parent is IInvocationOperation { TargetMethod.Name: var name } call && call.Instance == use && (name.StartsWith("AddPut", StringComparison.Ordinal) || name.StartsWith("AddSave", StringComparison.Ordinal) || name.StartsWith("AddDocument", StringComparison.Ordinal)));

    // RequestItems = new() { ["orders"] = … }; items.Add("orders", …); items["orders"] = …
    static IEnumerable<Traced> Keys(SdkRequest request)
    {
        if (request.Sent("DeleteRequest").Any() && !request.Sent("PutRequest").Any()) return [];
        var filled = from items in request.Setting("RequestItems")
                     from use in Slot.Bare(items.Value) is ILocalReferenceOperation { Local: var local } ? Destination.Uses(local, items.Value).Select(use => use.Parent) : []
                     where use is IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd" } or IPropertyReferenceOperation { Parent: IAssignmentOperation }
                     select items with { Value = use! };
        var initial = from items in request.Setting("RequestItems")
                      from made in request.Ends(items)
                      from entry in (made.Value as IObjectCreationOperation)?.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty
                      select made with { Value = entry is ISimpleAssignmentOperation { Target: var target } ? target : entry };
        return filled.Concat(initial).SelectMany(entry => entry.Value switch
        {
            IInvocationOperation { Arguments: [var key, ..] } => request.Ends(entry with { Value = key.Value }),
            IPropertyReferenceOperation { Arguments: [var key] } => request.Ends(entry with { Value = key.Value }),
            _ => [],
        });
    }

    static IEnumerable<Traced> Overridden(SdkRequest request)
    {
        var names = request.Call.Arguments.Where(argument => argument.Parameter?.Type.Name.EndsWith("Config", StringComparison.Ordinal) == true && argument.ArgumentKind != ArgumentKind.DefaultValue)
            .SelectMany(argument => request.SetOn(argument.Value, request.Scope, ["OverrideTableName"])).SelectMany(request.Ends).ToList();
        return names.Count > 0 ? names : [new(request.Call, request.Scope)];
    }
}
