using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>A way through the code that ends where it began, and that a handler reaches.</summary>
sealed class Loop
{
    // A message is read by people.
    const int MostNames = 8;

    public Loop(ImmutableArray<Call> calls, Handler? handler, Reached? way) => (Calls, Handler, Way) = (calls, handler, way);

    /// <summary>From where the handler enters it, round; the last one closes it.</summary>
    public ImmutableArray<Call> Calls { get; }

    /// <summary>The handler that is a part of it, or null.</summary>
    public Handler? Handler { get; }

    /// <summary>How a handler reaches it that is no part of it.</summary>
    public Reached? Way { get; }

    /// <summary>The call that closes it.</summary>
    public Call Closing => Calls[Calls.Length - 1];

    /// <summary>The frames that it runs through.</summary>
    public IEnumerable<SyntaxNode> Frames => Calls.Select(call => call.From);

    /// <summary>True where a frame of it hands out its values one by one, when somebody asks for the next.</summary>
    public bool IsLazy => Frames.Any(frame => Frame.Own(frame).Any(node => node is YieldStatementSyntax));

    /// <summary>The way to it and round it, as additional locations.</summary>
    public IEnumerable<Location> Places =>
        (Way?.Way ?? (Handler is { } handler ? [handler.Name] : [])).Concat(Calls.Take(MostNames).Select(call => call.Site.Syntax.GetLocation()));

    /// <summary>What it starts with, by name.</summary>
    public string Start => Handler is { } handler ? handler.DisplayName : Names()[0];

    /// <summary>The whole of it in names: <c>A → B → A</c>.</summary>
    public override string ToString()
    {
        var names = Names();
        if (names.Count > MostNames)
            names = [.. names.Take(MostNames - 2), $"… {names.Count - MostNames + 1} more …", names[names.Count - 1]];
        return string.Join(" → ", names.Append(names[0]));
    }

    List<string> Names()
    {
        var named = Frames.Select(frame => (Frame: frame, Name: NameGraph.NameOf(frame))).Where(each => each.Name is not null && each.Frame is not EqualsValueClauseSyntax).ToList();
        if (named.Count == 0) return ["the lambda"];
        // Two of one name are told apart by their types.
        return named.Select(each => named.Count(other => other.Name == each.Name) > 1 && TypeOf(each.Frame) is { } type && type != each.Name
            ? $"{type}.{each.Name}" : each.Frame is ConstructorDeclarationSyntax ? $"new {each.Name}" : each.Name!).ToList();
    }

    static string? TypeOf(SyntaxNode frame) => frame.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText;
}
