using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>What a run is for, read off what it hands back and what it asks of others, where no name says it.</summary>
sealed class Purpose
{
    static readonly HashSet<string> Money = new(StringComparer.Ordinal) { "Price", "Prices", "Discount", "Tax", "Subtotal", "Fee", "Surcharge", "Shipping", "Premium", "Vat", "Cost", "Charge" };

    static readonly HashSet<string> Measures = new(StringComparer.Ordinal) { "Score", "Rate", "Price", "Quote", "Total", "Amount", "Tax", "Discount", "Fee", "Cost", "Premium", "Balance", "Interest", "Point", "Statistics" };

    readonly Cargo _cargo;

    Purpose(Cargo cargo) => (_cargo, Yields) = (cargo, Yield.Of(cargo));

    /// <summary>What the run hands back.</summary>
    public IReadOnlyList<Yield> Yields { get; }

    /// <summary>What it does.</summary>
    public Verb Verb { get; private set; } = Verb.Of("Determine")!;

    /// <summary>The single thing that it makes, by its name or else by its own type; null where there are several, or nobody said.</summary>
    public string? Thing => Yields is [var one] ? one.Name ?? (one.Noun is { } noun ? one.IsMany ? Wording.Plural(noun) : noun : null) : null;

    /// <summary>True where it works with other services, and Thing is not all that it is about.</summary>
    public bool IsService => Verb.Agent == Verb.Service;

    /// <summary>The purpose of a run.</summary>
    /// <param name="cargo">The run.</param>
    /// <param name="told">What its author calls it.</param>
    /// <param name="noun">What the handler is about.</param>
    public static Purpose Of(Cargo cargo, Verb? told, string noun)
    {
        var purpose = new Purpose(cargo);
        // Who resizes images and only makes up a key here does not resize here.
        var verb = told is not null && !(purpose.IsOneText && IsIdentifier(purpose.Yields[0]) && cargo.Answers.Count == 0) && !(told.IsPerson && purpose.IsOneText && Told.IsAlike(cargo.Scene.Type?.Name ?? "", noun + told.Agent)) ? told
            : purpose.Serving() ?? Verb.Of(purpose.Computing(noun))!;
        purpose.Verb = verb.Word == "Determine" && cargo.Answers.Count > 0 && cargo.Outs.Count == 0 && cargo.EndIsReachable ? Verb.Of("Validate")! : verb;
        return purpose;
    }

    // Text, alone or in the making.
    bool IsOneText => Yields.Count > 0 && Yields[0].IsText && (Yields.Count == 1 || Yields[0].Type.Name == "StringBuilder");

    string Computing(string noun)
    {
        if (Yields.Count == 0) return _cargo.Answers.Count > 0 ? "Validate" : Changes() ? "Apply" : "Analyze";
        var (first, numbers) = (Yields[0], Yields.Count(each => each.IsNumber));
        if (numbers == Yields.Count && IsPrice()) return "Price";
        if (numbers * 2 > Yields.Count || (Yields.Count == 1 && IsMeasure(first))) return "Calculate";
        if (IsOneText) return IsCategory(first) ? "Determine" : IsIdentifier(first) ? "Build" : IsWritten() ? "Format" : "Determine";
        if (first.IsTable && Yields.Count == 1) return "Determine";
        if (first.IsMany && (Yields.Count == 1 || first.Name is null || noun.EndsWith(Names.Singular(first.Name), StringComparison.Ordinal) || !ActsOnIt()) && !first.IsTable)
            return first.Own is null ? "Find" : IsSelected(first.Own) ? "Select" : "Build";
        if (Yields.Count == 1) return first.Own is { } own ? own.GetMembers().Any(member => member is IPropertySymbol { Type.SpecialType: SpecialType.System_Boolean, Name: "Accepted" or "Approved" or "Valid" or "IsValid" or "Passed" or "Eligible" or "Allowed" }) ? "Evaluate" : "Build" : "Determine";
        return ActsOnIt() ? "Plan" : "Evaluate";
    }

    // A fee, or a total of what the code calls prices.
    bool IsPrice()
    {
        var results = Yields.SelectMany(each => Names.Words(each.Name ?? "")).ToList();
        return results.Count(Money.Contains) * 2 >= Yields.Count || (results.Any(word => word is "Total" or "Net" or "Gross" or "Amount")
            && _cargo.Run.Nodes().Select(node => node switch { VariableDeclaratorSyntax variable => variable.Identifier.ValueText, MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText, _ => null }).OfType<string>().SelectMany(Names.Words).Where(Money.Contains).Distinct().Count() > 1);
    }

    // A score, or a record that is mostly numbers.
    static bool IsMeasure(Yield one) => one.Own is { } own && one.Noun is { } noun && (Measures.Contains(Names.Words(noun).Last())
        || (own.GetMembers().OfType<IPropertySymbol>().Where(member => !member.IsStatic && member.DeclaredAccessibility == Accessibility.Public).ToList() is { Count: > 1 } members && members.Count(member => Yield.IsNumeric(member.Type)) * 2 >= members.Count));

    static bool IsCategory(Yield text) => text.Name is { } name && Names.Words(name).Last() is "Category" or "Type" or "Level" or "Priority" or "Severity" or "Status" or "Tier" or "Grade" or "Kind" or "Class";

    static bool IsIdentifier(Yield text) => text.Name is { } name && Names.Words(name).Last() is "Key" or "Id" or "Name" or "Path" or "Url" or "Uri" or "Prefix" or "Arn";

    bool IsWritten() => _cargo.Run.Nodes().Any(node => node is InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } || node is ObjectCreationExpressionSyntax { Type: var type } && type.ToString() == "StringBuilder");

    // Its elements were there before.
    bool IsSelected(INamedTypeSymbol element) => _cargo.Ins.Any(each => Holds(each.Type) || (each.Type is INamedTypeSymbol own && own.GetMembers().OfType<IPropertySymbol>().Any(member => Holds(member.Type))))
        && !_cargo.Run.Nodes().OfType<BaseObjectCreationExpressionSyntax>().Any(made => SymbolEqualityComparer.Default.Equals(_cargo.Scene.Model.GetTypeInfo(made, _cargo.Scene.Cancellation).Type, element));

    bool Holds(ITypeSymbol type) => type is INamedTypeSymbol { TypeArguments: [var of] } && Yields[0].Own is { } own && SymbolEqualityComparer.Default.Equals(of, own);

    // What is decided here the handler carries out.
    bool ActsOnIt() => _cargo.Scene.Body.DescendantNodes().OfType<AwaitExpressionSyntax>().Any(wait => wait.SpanStart > _cargo.Run.End.SpanStart && IsRemote(wait));

    // An object that it was handed is another one afterwards.
    bool Changes() => _cargo.Run.Nodes().OfType<AssignmentExpressionSyntax>().Any(each => each.Left is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax && each.Left.DescendantNodes().OfType<IdentifierNameSyntax>().FirstOrDefault() is { } owner
        && _cargo.Ins.Any(value => value.Name == owner.Identifier.ValueText));

    bool IsRemote(AwaitExpressionSyntax wait) => CalledBy(wait) is { ContainingType: { } type } && (type.Name == "HttpClient" || (type.ContainingNamespace?.ToDisplayString() is { } space && space != "System" && !space.StartsWith("System.", StringComparison.Ordinal)));

    IMethodSymbol? CalledBy(AwaitExpressionSyntax wait)
    {
        var called = wait.Expression;
        while (called is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var inner } }) called = inner;
        return _cargo.Scene.Model.GetSymbolInfo(called, _cargo.Scene.Cancellation).Symbol as IMethodSymbol;
    }

    /// <summary>What it changes at the others: the verb of its only kind of write; null where it only asks them, to compute something.</summary>
    Verb? Serving()
    {
        var kinds = _cargo.Run.OwnNodes().OfType<AwaitExpressionSyntax>().Where(IsRemote).Select(wait => KindOf(Names.Words(CalledBy(wait)!.Name).First())).Distinct().ToList();
        if (kinds.Remove("Load") && kinds.Count == 0 && Yields.Count == 0) kinds.Add("Process");
        return kinds.Count == 0 ? null : new Verb(kinds.Count > 1 ? "Process" : kinds[0] == "Save" && Yields is [{ Noun: not null }] ? "Create" : kinds[0], Verb.Service, "Completed");
    }

    static string KindOf(string word) => word switch
    {
        "Get" or "Query" or "Scan" or "List" or "Find" or "Load" or "Read" or "Select" or "Describe" or "Head" or "Search" or "Fetch" or "Batch" or "Exists" => "Load",
        "Update" or "Set" or "Change" => "Update",
        "Delete" or "Remove" => "Delete",
        "Send" or "Publish" or "Notify" or "Post" or "Enqueue" => "Send",
        "Put" or "Save" or "Store" or "Insert" or "Add" or "Write" or "Create" or "Upload" or "Transact" => "Save",
        _ => "Process",
    };
}
