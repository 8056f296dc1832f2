using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>Names for what leaves the handler: from what the code is about and what it does, never from how it was moved.</summary>
sealed class DomainNames
{
    static readonly HashSet<string> Shells = new(StringComparer.Ordinal)
    {
        "Function", "Functions", "Handler", "Handlers", "Lambda", "Lambdas", "Entry", "Point", "Endpoint", "Endpoints", "Api", "Async", "Event", "Events", "Service", "Services", "Program", "App", "Application", "Worker", "Consumer", "Controller", "Trigger", "Http", "Sqs", "Sns", "S3", "Queue", "Stream", "Base", "Before", "After", "Demo", "Sample", "Example", "Examples",
    };

    static readonly HashSet<string> Envelopes = new(StringComparer.Ordinal)
    {
        "Request", "Dto", "Event", "Message", "Model", "Payload", "Input", "Command", "Data", "Body", "Args", "Params", "Info", "Entity", "Query", "Item", "Response", "Result", "Output", "Detail", "Details", "Batch", "List", "Collection", "Options", "Notification",
    };

    static readonly HashSet<string> Vague = new(StringComparer.OrdinalIgnoreCase)
    {
        "result", "results", "response", "value", "values", "output", "data", "temp", "tmp", "item", "items", "obj", "list", "payload", "body", "json", "text", "content", "input", "message", "record", "request", "event", "evt", "msg", "key", "id", "name", "line", "row", "entry", "x", "e", "r", "sb", "builder", "dict", "map",
    };

    static readonly HashSet<string> Money = new(StringComparer.Ordinal) { "Price", "Prices", "Discount", "Tax", "Subtotal", "Fee", "Surcharge", "Shipping", "Premium", "Vat", "Cost", "Quote", "Charge" };

    readonly Scene _scene;
    readonly IReadOnlyList<Cargo> _cargos;
    readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    readonly Dictionary<Cargo, Verb> _verbs = [];

    DomainNames(Scene scene, IReadOnlyList<Cargo> cargos) => (_scene, _cargos) = (scene, cargos);

    /// <summary>What it is about: Order.</summary>
    public string Noun { get; private set; } = "";

    /// <summary>The new class.</summary>
    public string Class { get; private set; } = "";

    /// <summary>The names for these runs.</summary>
    public static DomainNames Of(Scene scene, IReadOnlyList<Cargo> cargos)
    {
        var names = new DomainNames(scene, cargos);
        var told = names.Told();
        foreach (var cargo in cargos) names._verbs[cargo] = names.VerbOf(cargo, told.Verb);
        names.Noun = names.NounOf(told.Noun);
        var verb = cargos.Count == 1 || names._verbs.Values.Distinct().Count() == 1 ? names._verbs[cargos[0]] : told.Verb ?? Verb.Process;
        names.Class = names.Free(names.With(verb.Agent), names.Noun + verb.Doing, names.Noun + "Workflow", names.Noun + "Rules");
        return names;
    }

    string With(string agent) => Noun.EndsWith(agent, StringComparison.Ordinal) ? Noun : Noun + agent;

    /// <summary>A name that no type has where the new code will stand.</summary>
    public string Free(params string[] wishes)
    {
        var place = _scene.TypeDeclaration?.SpanStart ?? _scene.Declaration.SpanStart;
        var free = wishes.Concat(Enumerable.Range(2, 50).Select(n => wishes[0] + n)).First(wish => !_taken.Contains(wish) && _scene.Model.LookupNamespacesAndTypes(place, name: wish).IsEmpty
            && _scene.Type?.GetMembers(wish).IsEmpty != false && _scene.Type?.Name != wish);
        _taken.Add(free);
        return free;
    }

    /// <summary>What the author says: ProcessOrder, InvoiceGeneratorFunction, an ImageResizer namespace.</summary>
    (Verb? Verb, string? Noun) Told()
    {
        var method = _scene.Declaration switch
        {
            MethodDeclarationSyntax declaration => declaration.Identifier.ValueText,
            LocalFunctionStatementSyntax local => local.Identifier.ValueText,
            _ => "",
        };
        var spaces = Enumerable.Reverse((_scene.Type?.ContainingNamespace?.ToDisplayString() ?? "").Split('.'));
        Verb? verb = null;
        string? noun = null;
        foreach (var name in new[] { method, _scene.Type?.Name ?? "" }.Concat(spaces).Append(_scene.Model.Compilation.AssemblyName ?? ""))
        {
            var words = Wording.Trimmed(name.Replace(".", "_").Replace("-", "_"), Shells, Shells).Where(word => word is not ("Handle" or "On" or "The" or "Get" or "Post" or "Put" or "Delete" or "Run" or "Execute" or "Invoke" or "Main")).ToList();
            if (words.Count == 0) continue;
            if (Verb.Of(words[0]) is { } leading && (words.Count > 1 || name == method)) { verb ??= leading; words.RemoveAt(0); }
            else if (words.Count > 1 && Verb.Of(words[words.Count - 1]) is { } trailing) { verb ??= trailing; words.RemoveAt(words.Count - 1); }
            else if (Verb.OfAgent(words[words.Count - 1]) is { } agent) { verb ??= agent; words.RemoveAt(words.Count - 1); }
            // A method that is called by a single word says what it does, not what it is about.
            if (words.Count is > 0 and < 4 && (name != method || words.Count > 1 || verb is not null)) noun ??= string.Concat(words.Take(words.Count - 1).Append(Wording.Singular(words[words.Count - 1])));
            if (noun is not null) break;
        }
        return (verb, noun);
    }

    string NounOf(string? told)
    {
        var uses = _cargos.SelectMany(cargo => cargo.Ins.Select(each => (each.Type, Weight: cargo.Survey.Values.Count(value => value.Symbol.Name == each.Name)))).OrderByDescending(each => each.Weight)
            .Select(each => each.Type).Concat(_cargos.SelectMany(cargo => cargo.Outs.Select(each => each.Symbol.Type)));
        foreach (var type in uses)
            if (OwnType(type) is { } own && NounIn(own.Name) is { } noun && (told is null || Verb.Of(noun) is null)) return noun;
        if (told is not null) return told;
        foreach (var name in _cargos.SelectMany(cargo => cargo.Ins.Select(each => each.Name).Concat(cargo.Outs.Select(each => each.Symbol.Name))))
            if (name.Length > 2 && !Vague.Contains(name)) return Wording.Pascal(Wording.Singular(name));
        return "Payload";
    }

    // Order, List<Order>, Order[], Dictionary<string, Order>
    static INamedTypeSymbol? OwnType(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => OwnType(array.ElementType),
        INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsTupleType: false, DeclaringSyntaxReferences.Length: > 0 } own => own,
        INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } => arguments.Select(OwnType).FirstOrDefault(each => each is not null),
        _ => null,
    };

    static string? NounIn(string type)
    {
        var words = Wording.Trimmed(type, new HashSet<string>(), Envelopes).ToList();
        if (words.Count == 0) return null;
        if (words.Count > 1 && (Verb.Of(words[0]) is not null || words[0] is "Create" or "Get" or "Post" or "Put")) words.RemoveAt(0);
        else if (words.Count > 1 && words[words.Count - 1].EndsWith("ed", StringComparison.Ordinal)) words.RemoveAt(words.Count - 1);
        return string.Concat(words.Take(words.Count - 1).Append(Wording.Singular(words[words.Count - 1])));
    }

    Verb VerbOf(Cargo cargo, Verb? told)
    {
        var outs = cargo.Outs.Select(each => each.Symbol).ToList();
        var words = new HashSet<string>(cargo.Run.Nodes().Select(node => node switch { VariableDeclaratorSyntax variable => variable.Identifier.ValueText, MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText, _ => null }).OfType<string>().SelectMany(Names.Words));
        var result = cargo.ReturnsForHandler ? cargo.Scene.Handler.Output : outs.Count == 1 ? outs[0].Type : null;
        var writes = cargo.Run.Awaits;
        if (!writes && cargo.Answers.Count > 0 && outs.Count == 0 && cargo.EndIsReachable) return Verb.Of("Validate")!;
        if (!writes && (outs.Any(each => Money.Overlaps(Names.Words(each.Name))) || words.Count(Money.Contains) > 1)) return Verb.Of("Price")!;
        if (told is not null) return told;
        if (!writes && outs.Count > 0 && outs.All(each => IsNumber(each.Type)) || (result is not null && IsNumber(result))) return Verb.Of("Calculate")!;
        if (outs.Concat<ISymbol>(result is null ? [] : [result]).Any(each => Names.Words(each.Name).LastOrDefault() is "Summary" or "Report" or "Statistics" or "Stats" or "Totals")) return Verb.Of("Summarize")!;
        if (!writes && result is { SpecialType: SpecialType.System_String } && cargo.Run.Nodes().OfType<ObjectCreationExpressionSyntax>().Any(each => each.Type.ToString() == "StringBuilder")) return Verb.Of("Format")!;
        if (!writes && result is { SpecialType: SpecialType.System_String } or { TypeKind: TypeKind.Enum } && outs.Any(each => Names.Words(each.Name).LastOrDefault() is "Category" or "Type" or "Level" or "Priority" or "Severity" or "Status" or "Tier" or "Grade" or "Kind" or "Class")) return Verb.Of("Classify")!;
        return Verb.Process;
    }

    static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;

    /// <summary>What the method of a run is called.</summary>
    public string MethodOf(Cargo cargo, bool tries)
    {
        var verb = _verbs[cargo];
        var outs = cargo.Outs.Select(each => each.Symbol).ToList();
        string? thing = outs.Count == 1 && !Vague.Contains(outs[0].Name) ? Wording.Pascal(outs[0].Name) : null;
        var name = outs is [{ Type.SpecialType: SpecialType.System_Boolean }] && thing is not null && Names.Words(thing)[0] is "Is" or "Has" or "Can" or "Should" or "Needs" ? thing!
            : verb.Word is "Price" or "Calculate" ? "Calculate" + (thing ?? (outs.Count > 1 ? verb.Word == "Price" ? "Price" : IsStatistics(outs) ? "Statistics" : "Totals" : verb.Word == "Price" ? "Price" : Noun))
            : verb.Word == "Classify" && thing is not null ? "Determine" + thing
            : verb.Word == "Process" && thing is not null && !cargo.Run.Awaits && cargo.Answers.Count == 0 ? (IsCollection(outs[0].Type) ? "Collect" : "Build") + thing
            : verb.Word;
        if (_cargos.Count > 1 && _cargos.Any(other => other != cargo && _verbs[other] == verb) && name == verb.Word) name = verb.Word + (thing ?? (outs.Count > 0 ? Wording.Pascal(outs[0].Name) : Noun));
        if (tries) name = "Try" + name;
        if (cargo.Run.Awaits) name += "Async";
        return FreeMember(name);
    }

    static bool IsCollection(ITypeSymbol type) => type.SpecialType != SpecialType.System_String && (type is IArrayTypeSymbol || type.AllInterfaces.Any(each => each.SpecialType == SpecialType.System_Collections_IEnumerable));

    readonly HashSet<string> _members = new(StringComparer.Ordinal);

    string FreeMember(string name)
    {
        var free = name;
        for (var n = 2; free == Class || !_members.Add(free); n++) free = name + n;
        return free;
    }

    static bool IsStatistics(IEnumerable<ILocalSymbol> outs) => outs.Any(each => Names.Words(each.Name).Any(word => word is "Average" or "Min" or "Max" or "Mean" or "Median" or "Count"));

    /// <summary>What the type is called that carries several values out.</summary>
    public string ResultOf(Cargo cargo)
    {
        var verb = _verbs[cargo];
        var outs = cargo.Outs.Select(each => each.Symbol).ToList();
        return verb.Word switch
        {
            "Summarize" => Free(Noun + "Summary", Noun + "Overview"),
            "Price" => Free(Noun + "Price", Noun + "Pricing", "Priced" + Noun),
            "Calculate" => Free(Noun + (IsStatistics(outs) ? "Statistics" : "Totals"), Noun + "Figures"),
            "Classify" => Free(Noun + "Classification"),
            _ => Free(verb.Done + Noun, Noun + "Outcome"),
        };
    }

    /// <summary>What the type is called whose cases are the ways that it can end.</summary>
    public string OutcomeOf() => Free(Noun + "Outcome", Class + "Outcome");

    /// <summary>The case in which it went well.</summary>
    public string SuccessOf(Cargo cargo) => _verbs[cargo].Word == "Price" ? "Priced" : _verbs[cargo].Done;
}
