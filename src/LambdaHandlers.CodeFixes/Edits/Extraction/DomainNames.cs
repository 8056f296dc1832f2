using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>Names for what leaves the handler: from what the code is about and what it does, never from how it was moved.</summary>
sealed class DomainNames
{
    readonly Scene _scene;
    readonly IReadOnlyList<Cargo> _cargos;
    readonly Told _told;
    readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    readonly HashSet<string> _members = new(StringComparer.Ordinal);
    readonly Dictionary<Cargo, Purpose> _purposes = [];

    DomainNames(Scene scene, IReadOnlyList<Cargo> cargos)
    {
        (_scene, _cargos, _told) = (scene, cargos, Told.Of(scene));
        Noun = NounOf();
        foreach (var cargo in cargos) _purposes[cargo] = Purpose.Of(cargo, _told.Verb, Noun);
        Class = NameOf(Main());
    }

    /// <summary>What it is about: Order.</summary>
    public string Noun { get; }

    /// <summary>The new class.</summary>
    public string Class { get; }

    /// <summary>Variables that the handler takes results in.</summary>
    public HashSet<string> Locals { get; } = new(StringComparer.Ordinal);

    /// <summary>The names for these runs.</summary>
    public static DomainNames Of(Scene scene, IReadOnlyList<Cargo> cargos) => new(scene, cargos);

    // Who asks other services gives a class its name, then the one that is most of the code.
    Purpose Main() => _cargos.OrderByDescending(cargo => _purposes[cargo].IsService).ThenByDescending(cargo => cargo.Run.Span.Length).Select(cargo => _purposes[cargo]).First();

    string NameOf(Purpose purpose)
    {
        var (verb, subject) = (purpose.Verb, Subject(purpose));
        // Who grades exam grades grades exams.
        if (subject.Length > verb.Word.Length && subject.EndsWith(verb.Word, StringComparison.Ordinal) && verb.Agent is not (Verb.Rules or Verb.Service)) subject = subject.Substring(0, subject.Length - verb.Word.Length);
        var plain = With(subject, verb.Agent);
        var rules = With(plain, purpose.IsService || _cargos.Any(cargo => cargo.Run.Awaits) ? Verb.Service : Verb.Rules);
        if (Told.IsAlike(plain, _scene.Type?.Name ?? "")) return Free(verb.IsPerson ? subject + verb.Doing : rules, rules, subject + Verb.Rules);
        return Free(plain, rules, subject + Verb.Service);
    }

    // A transaction's score, a shipment's notice; the session of click sessions is said already.
    string Subject(Purpose purpose) => purpose.Verb.Word is "Build" or "Calculate" or "Create" && _told.Verb is null && purpose.Yields is [{ Noun: { } made }] && !Noun.EndsWith(made, StringComparison.Ordinal)
        && !made.StartsWith(Noun, StringComparison.Ordinal) ? Noun + made : Noun;

    static string With(string noun, string agent) => noun.EndsWith(agent, StringComparison.Ordinal) ? noun : noun + agent;

    /// <summary>A name that no type has where the new code will stand.</summary>
    public string Free(params string[] wishes)
    {
        var place = _scene.TypeDeclaration?.SpanStart ?? _scene.Declaration.SpanStart;
        var free = wishes.Concat(Enumerable.Range(2, 50).Select(n => wishes[0] + n)).First(wish => !_taken.Contains(wish) && _scene.Model.LookupNamespacesAndTypes(place, name: wish).IsEmpty
            && _scene.Type?.GetMembers(wish).IsEmpty != false && _scene.Type?.Name != wish);
        _taken.Add(free);
        return free;
    }

    // The author's word for it, then the payload's, then that of the program.
    string NounOf()
    {
        // A single word, such as Checkout, says less than what is checked out.
        var isVague = _told.Verb is null && _told.Noun is { } word && Names.Words(word).Length == 1;
        if (_told.Noun is { } told && !isVague) return told;
        var uses = _cargos.SelectMany(cargo => cargo.Ins.Select(each => (Value: new Yield(each.Name, each.Type), Weight: cargo.Survey.Values.Count(value => value.Symbol.Name == each.Name)))).OrderByDescending(each => each.Weight)
            .Select(each => each.Value).Concat(_cargos.SelectMany(Yield.Of));
        if (uses.Select(each => each.Noun).FirstOrDefault(noun => noun is not null && ((_told.Noun ?? _told.Place) is null || (Verb.Of(noun) is null && Yield.Telling(noun) is not null))) is { } payload) return payload;
        if (_told.Noun is not null) return _told.Noun;
        var named = _cargos.SelectMany(cargo => cargo.Ins.Where(each => !each.IsLogger && !Yield.IsNumeric(each.Type) && each.Type.SpecialType == SpecialType.None).Select(each => Yield.Telling(each.Name)));
        return (_told.Verb is null ? null : named.FirstOrDefault(each => each is not null)) ?? _told.Place
            ?? _cargos.SelectMany(cargo => cargo.Ins.Select(each => Yield.Telling(each.Name)).Concat(Yield.Of(cargo).Select(each => each.Name))).OfType<string>().Select(Names.Singular).FirstOrDefault() ?? "Business";
    }

    /// <summary>What the method of a run is called.</summary>
    public string MethodOf(Cargo cargo, bool tries)
    {
        var purpose = _purposes[cargo];
        var name = Bare(cargo, purpose);
        var isTaken = _cargos.Any(other => other != cargo && Bare(other, _purposes[other]) == name);
        if (isTaken && name == purpose.Verb.Word) name += purpose.Thing ?? purpose.Yields.Select(each => each.Name).FirstOrDefault(each => each is not null) ?? Noun;
        if (tries) name = "Try" + name;
        if (cargo.Run.Awaits) name += "Async";
        return Names.Free(name, free => free != Class && _members.Add(free));
    }

    string Bare(Cargo cargo, Purpose purpose)
    {
        var (word, thing) = (purpose.Verb.Word, purpose.Thing);
        if (purpose.Yields is [{ Type.SpecialType: SpecialType.System_Boolean, Name: { } asked }] && Names.Words(asked)[0] is "Is" or "Has" or "Can" or "Should" or "Needs") return asked;
        if (purpose.Yields.Count == 0 && cargo.Answers.Count == 0 && cargo.Ins.FirstOrDefault(each => each.Type.Name == "StringBuilder") is { } text) return "Write" + (Yield.Telling(text.Name) ?? "");
        return word switch
        {
            "Price" => "Calculate" + (thing ?? "Price"),
            "Calculate" => word + (thing ?? (purpose.Yields.Count > 1 && Figures(purpose) is var figures and not "Result" ? figures : "")),
            "Classify" when thing is not null => "Determine" + thing,
            "Determine" or "Build" or "Format" or "Select" or "Find" or "Create" => word + (thing ?? (word is "Select" or "Find" or "Format" ? "" : Names.Words(Noun).Last())),
            _ => word,
        };
    }

    // What numbers are together: a size, totals, statistics.
    static string Figures(Purpose purpose)
    {
        var words = new HashSet<string>(purpose.Yields.SelectMany(each => Names.Words(each.Name ?? "")));
        return words.Contains("Width") && words.Contains("Height") ? "Size" : words.Overlaps(["Average", "Min", "Max", "Mean", "Median", "Deviation"]) ? "Statistics" : words.Overlaps(["Total", "Totals", "Sum", "Net", "Gross", "Subtotal"]) ? "Totals" : "Result";
    }

    /// <summary>What the type is called that carries several values out.</summary>
    public string ResultOf(Cargo cargo)
    {
        var purpose = _purposes[cargo];
        var result = Noun + "Result";
        return purpose.Verb.Word switch
        {
            "Summarize" => Free(Noun + "Summary", result),
            "Price" => Free(With(Noun, "Price"), Noun + "Pricing", result),
            "Calculate" => Free(With(Noun, Figures(purpose)), result),
            "Classify" => Free(Noun + "Classification", result),
            "Plan" => Free(With(Noun, "Plan"), result),
            "Evaluate" => Free(Noun + "Evaluation", result),
            "Select" => Free(Noun + "Selection", result),
            "Find" => Free(Noun + "Matches", result),
            _ when purpose.Verb.Agent is Verb.Service or Verb.Rules || Noun == purpose.Verb.Word => Free(result, Noun + "Details"),
            _ => Free(purpose.Verb.Done + Noun, result),
        };
    }

    /// <summary>What the type is called whose cases are the ways that it can end.</summary>
    public string OutcomeOf() => Free(Noun + "Outcome", Class + "Outcome");

    /// <summary>The case in which it went well.</summary>
    public string SuccessOf(Cargo cargo) => _purposes[cargo].Verb is { Agent: not (Verb.Service or Verb.Rules) } verb ? verb.Done : "Completed";
}
