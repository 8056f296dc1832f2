using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>What a method hands back, and how the handler takes it: the result of a run and its ways out.</summary>
sealed class Shape
{
    readonly Cargo _cargo;
    readonly Text _text;
    readonly DomainNames _names;
    readonly Func<SyntaxNode, string> _moved;

    Shape(Cargo cargo, Text text, DomainNames names)
    {
        (_cargo, _text, _names) = (cargo, text, names);
        var mover = new Mover(cargo.Replaced);
        _moved = node => mover.Visit(node)!.WithoutTrivia().ToString();
    }

    /// <summary>The type behind <c>Task</c>, or void.</summary>
    public string Type { get; private set; } = "void";

    /// <summary>True when the result says only whether it worked.</summary>
    public bool Tries { get; private set; }

    /// <summary>Types that are declared for the result, without their accessibility; lines begin with nothing.</summary>
    public List<string> Declared { get; } = [];

    /// <summary>What stands in the new method for a statement of a way out; null where it stands for nothing.</summary>
    public Dictionary<StatementSyntax, string?> Left { get; } = [];

    /// <summary>The last statement of the new method, or null.</summary>
    public string? End { get; private set; }

    /// <summary>The handler's statements around a call; each line begins with the pad.</summary>
    public Func<string, string, string> Handler { get; private set; } = (call, pad) => pad + call + ";";

    /// <summary>The shape for a run.</summary>
    public static Shape? Of(Cargo cargo, Text text, DomainNames names)
    {
        var shape = new Shape(cargo, text, names);
        return shape.Choose() ? shape : null;
    }

    string NewLine => _text.NewLine;

    bool Choose()
    {
        var outs = _cargo.Outs;
        if (_cargo.ReturnsForHandler)
        {
            var output = _cargo.Scene.Handler.Output!;
            Type = _text.Of(output, output.NullableAnnotation == NullableAnnotation.Annotated);
            Handler = (call, pad) => pad + "return " + call + ";";
            return true;
        }
        if (_cargo.EndsForHandler)
        {
            foreach (var exit in _cargo.Exits) Left[exit.Jump] = "return;";
            return outs.Count == 0;
        }
        if (_cargo.Answers.Count == 0) return Plain();
        if (_cargo.Answers is [var only]) return _cargo.EndIsReachable ? Interrupted(only) || Cases() : Answered(only);
        return Cases();
    }

    bool Plain()
    {
        var outs = _cargo.Outs;
        if (!_cargo.EndIsReachable && outs.Count == 0) return true;
        if (outs.Count == 0) return true;
        End = outs.Count == 1 ? $"return {Name(outs[0])};" : null;
        if (outs is [var single])
        {
            Type = TypeOf(single);
            var left = single.IsDeclared ? DeclaredType(single) + " " + Name(single) : Name(single);
            Handler = (call, pad) => $"{pad}{left} = {call};";
            return true;
        }
        if (!CanRecord) return false;
        Type = _names.ResultOf(_cargo);
        Declared.Add(Record(Type, outs.Select(each => (TypeOf(each), Property(each)))));
        End = $"return new {Type}({string.Join(", ", outs.Select(Name))});";
        if (Taken(outs) is not { } taken) return false;
        Handler = (call, pad) => $"{pad}{taken} = {call};";
        return true;
    }

    // Every way ends in the same answer: what differs in it is the result.
    bool Answered(Answer answer)
    {
        var holes = Distinct(answer.Holes);
        if (holes.Count > 1 && !CanRecord) return false;
        if (_cargo.Outs.Count > 0) return false;
        var names = holes.Select(hole => Local(Wording.Camel(hole.Name))).ToList();
        if (holes.Count == 1) Type = TypeOf(holes[0]);
        if (holes.Count > 1)
        {
            Type = _names.ResultOf(_cargo);
            Declared.Add(Record(Type, holes.Select(hole => (TypeOf(hole), hole.Name))));
        }
        Leave(answer, values => values.Count switch { 0 => "return;", 1 => $"return {values[0]};", _ => $"return new {Type}({string.Join(", ", values)});" });
        Handler = (call, pad) => (names.Count switch { 0 => "", 1 => $"{pad}var {names[0]} = ", _ => $"{pad}var ({string.Join(", ", names)}) = " }) is var taken
            ? (taken.Length == 0 ? pad : taken) + call + ";" + NewLine + Template(answer, pad, n => names[n]) : "";
        return true;
    }

    // One answer for every way out: the result is null, or false, or the reason.
    bool Interrupted(Answer answer)
    {
        var holes = Distinct(answer.Holes);
        var outs = _cargo.Outs;
        if (outs.Count == 0 && holes.Count == 0)
        {
            (Type, Tries, End) = ("bool", true, "return true;");
            Leave(answer, _ => "return false;");
            Handler = (call, pad) => $"{pad}if (!{call})" + NewLine + Block(answer, pad, n => "");
            return true;
        }
        if (outs.Count == 0 && holes is [{ CanBeNull: false } reason] && Language >= LanguageVersion.CSharp8)
        {
            var name = Local(Wording.Camel(reason.Name));
            (Type, End) = (Nullable(TypeOf(reason)), "return null;");
            Leave(answer, values => $"return {values[0]};");
            Handler = (call, pad) => $"{pad}if ({call} is {{ }} {name})" + NewLine + Block(answer, pad, _ => name);
            return true;
        }
        if (outs is [{ CanBeNull: false, IsDeclared: true } result] && holes.Count == 0 && Language >= LanguageVersion.CSharp9 && result.Symbol.Type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T)
        {
            (Type, End) = (Nullable(TypeOf(result)), $"return {Name(result)};");
            Leave(answer, _ => "return null;");
            Handler = (call, pad) => $"{pad}if ({call} is not {{ }} {Name(result)})" + NewLine + Block(answer, pad, _ => "");
            return true;
        }
        return false;
    }

    // Several ways to end: one case for each, and one for what went well.
    bool Cases()
    {
        if (!CanRecord || Language < LanguageVersion.CSharp9) return false;
        Type = _names.OutcomeOf();
        var outcome = Local("outcome");
        var words = new HashSet<string>(StringComparer.Ordinal);
        var success = _cargo.EndIsReachable ? _names.SuccessOf(_cargo) : "";
        words.Add(success);
        var answers = _cargo.Answers.Select(answer => (Answer: answer, Word: Statuses.WordFor(answer, _cargo.Scene.Model, _cargo.Scene.Cancellation), Holes: Distinct(answer.Holes)))
            .OrderBy(each => Statuses.IsGood(each.Word) ? 1 : 0).ToList();
        var lines = new List<string>();
        if (_cargo.EndIsReachable) lines.Add(Case(success, _cargo.Outs.Select(each => (TypeOf(each), Property(each)))));
        var steps = new List<Func<string, string>>();
        for (var n = 0; n < answers.Count; n++)
        {
            var (answer, word, holes) = answers[n];
            var name = CaseNames(word, answer).First(words.Add);
            lines.Add(Case(name, holes.Select(hole => (TypeOf(hole), hole.Name))));
            Leave(answer, values => $"return new {Type}.{name}({string.Join(", ", values)});");
            var variable = Local(Wording.Camel(name));
            var isLast = n == answers.Count - 1 && !_cargo.EndIsReachable;
            steps.Add(pad => isLast
                ? (holes.Count > 0 ? $"{pad}var {variable} = ({Type}.{name}){outcome};{NewLine}" : "") + Template(answer, pad, hole => variable + "." + holes[hole].Name)
                : $"{pad}if ({outcome} is {Type}.{name}{(holes.Count > 0 ? " " + variable : "")})" + NewLine + Block(answer, pad, hole => variable + "." + holes[hole].Name));
        }
        Declared.Add($"abstract record {Type}{NewLine}{{{NewLine}{string.Join(NewLine + NewLine, lines.Select(line => _text.Unit + line))}{NewLine}}}");
        if (_cargo.EndIsReachable)
        {
            End = $"return new {Type}.{success}({string.Join(", ", _cargo.Outs.Select(Name))});";
            if (_cargo.Outs is [var single])
                steps.Add(pad => $"{pad}{(single.IsDeclared ? DeclaredType(single) + " " : "")}{Name(single)} = (({Type}.{success}){outcome}).{Property(single)};");
            else if (_cargo.Outs.Count > 1)
            {
                if (Taken(_cargo.Outs) is not { } taken) return false;
                steps.Add(pad => $"{pad}{taken} = ({Type}.{success}){outcome};");
            }
        }
        Handler = (call, pad) => $"{pad}var {outcome} = {call};{NewLine}" + string.Join(NewLine, steps.Select(step => step(pad)));
        return true;
    }

    IEnumerable<string> CaseNames(string? word, Answer answer) => Statuses.IsGood(word)
        ? [word == Statuses.Good ? _names.SuccessOf(_cargo) : word!, Statuses.Good, "Succeeded", "Finished", "Done", "Settled"]
        : new[] { word, answer.Exits[0].Jump is ContinueStatementSyntax ? "Skipped" : "Rejected", "Failed", "Refused", "Declined" }.OfType<string>();

    string Case(string name, IEnumerable<(string Type, string Name)> values)
    {
        var list = string.Join(", ", values.Select(each => each.Type + " " + each.Name));
        return $"public sealed record {name}{(list.Length > 0 ? $"({list})" : "")} : {Type};";
    }

    static string Record(string name, IEnumerable<(string Type, string Name)> values) => $"sealed record {name}({string.Join(", ", values.Select(each => each.Type + " " + each.Name))});";

    void Leave(Answer answer, Func<IReadOnlyList<string>, string> statement)
    {
        for (var n = 0; n < answer.Exits.Count; n++)
        {
            var exit = answer.Exits[n];
            var at = n;
            foreach (var each in exit.Tail) Left[each] = null;
            Left[exit.Tail[0]] = statement([.. Distinct(answer.Holes).Select(hole => _moved(hole.Values[at]))]);
        }
    }

    static IReadOnlyList<Hole> Distinct(IReadOnlyList<Hole> holes) => [.. holes.GroupBy(hole => hole.Name).Select(group => group.First())];

    /// <summary>The handler's answer, with the values where they belong.</summary>
    string Template(Answer answer, string pad, Func<int, string> value)
    {
        var distinct = Distinct(answer.Holes).Select(hole => hole.Name).ToList();
        var replaced = answer.Holes.ToDictionary(hole => (SyntaxNode)hole.Values[0], hole => value(distinct.IndexOf(hole.Name)));
        // What has moved is named by its new class.
        foreach (var name in answer.Template.SelectMany(statement => statement.DescendantNodes()).OfType<SimpleNameSyntax>().Where(name => name.SpanStart >= answer.Template[0].SpanStart && _cargo.Closure.HasMoved(name)))
            replaced[Mentions.Whole(name)] = _names.Class + "." + name;
        var mover = new Mover(replaced);
        var from = Layout.Indentation(answer.Template[0]);
        var own = answer.Template.Select(statement => mover.Visit(statement)).ToList();
        // The comments of a way out went with it.
        own[0] = own[0]!.WithLeadingTrivia(SyntaxFactory.Whitespace(from));
        return Text.Trimmed(Text.Indented(own!, from, pad));
    }

    string Block(Answer answer, string pad, Func<int, string> value)
    {
        var inner = Template(answer, pad + _text.Unit, value);
        return answer.Template.Count == 1 && answer.Exits[0].Jump.Parent is not (BlockSyntax or SwitchSectionSyntax) && !inner.Contains('\n')
            ? inner : pad + "{" + NewLine + inner + NewLine + pad + "}";
    }

    string? Taken(IReadOnlyList<Outflow> outs) => outs.All(each => each.IsDeclared) ? $"var ({string.Join(", ", outs.Select(Name))})"
        : outs.Any(each => each.IsDeclared) && Language < LanguageVersion.CSharp10 ? null
        : $"({string.Join(", ", outs.Select(each => (each.IsDeclared ? "var " : "") + Name(each)))})";

    LanguageVersion Language => ((CSharpParseOptions)_cargo.Scene.Model.SyntaxTree.Options).LanguageVersion;

    bool CanRecord => Language >= LanguageVersion.CSharp9 && _cargo.Scene.Project.Find("System.Runtime.CompilerServices.IsExternalInit") is not null;

    string TypeOf(Outflow value) => _text.Of(value.Symbol.Type, value.CanBeNull);

    string TypeOf(Hole hole) => _text.Of(hole.Type, hole.CanBeNull);

    // As the handler wrote it; string is no type for what may be null.
    string DeclaredType(Outflow value) => !(value.CanBeNull && value.Symbol.NullableAnnotation == NullableAnnotation.NotAnnotated) && value.Symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: { IsVar: false } type } } ? type.ToString() : "var";

    static string Nullable(string type) => type.EndsWith("?", StringComparison.Ordinal) ? type : type + "?";

    static string Name(Outflow value) => SyntaxFacts.GetKeywordKind(value.Symbol.Name) == SyntaxKind.None ? value.Symbol.Name : "@" + value.Symbol.Name;

    static string Property(Outflow value) => Wording.Pascal(value.Symbol.Name);

    // What the run alone had named is free once it has left; the names of members are no variables.
    string Local(string wish)
    {
        var used = new HashSet<string>(_cargo.Scene.Declaration.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is { } node && !(_cargo.Run.Contains(node) && _cargo.Leaves(node))
            && node.Parent is not (NameEqualsSyntax or NameColonSyntax) && !(node.Parent is MemberAccessExpressionSyntax access && access.Name == node)).Select(token => token.ValueText), StringComparer.Ordinal);
        var bare = wish.TrimStart('@');
        return new[] { wish, bare + "Result" }.Concat(Enumerable.Range(2, 50).Select(n => bare + n)).First(each => !used.Contains(each.TrimStart('@')) && _names.Locals.Add(each));
    }
}
