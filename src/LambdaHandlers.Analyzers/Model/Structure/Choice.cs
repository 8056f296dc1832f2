using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>What a handler does for certain values of its event.</summary>
/// <param name="Values">The values that ask for it.</param>
/// <param name="Head">The case or the if.</param>
/// <param name="Body">The operation that holds its statements.</param>
/// <param name="Statements">Its statements, without the break at their end.</param>
sealed record Branch(IReadOnlyList<string> Values, SyntaxNode Head, IOperation Body, ImmutableArray<StatementSyntax> Statements)
{
    /// <summary>The values in words.</summary>
    public string Name => string.Join(" ", Values);
}

/// <summary>A place where a handler chooses by its event what to do: a switch, a chain of ifs, or ifs one after the other.</summary>
/// <param name="Holder">The statement or block that chooses.</param>
/// <param name="Branches">The branches that name a value; the default is none of them.</param>
sealed record Choice(IOperation Holder, ImmutableArray<Branch> Branches)
{
    /// <summary>The choices in a body, the outer ones first.</summary>
    public static IEnumerable<Choice> In(IOperation body, Discriminator discriminator)
    {
        foreach (var at in body.DescendantsAndSelf())
            if (at is ISwitchOperation choice && discriminator.Says(choice.Value))
                yield return new(choice, choice.Cases.Select(Of).OfType<Branch>().ToImmutableArray());
            else if (at is IBlockOperation block)
                yield return new(block, block.Operations.OfType<IConditionalOperation>().SelectMany(each => Chain(each, discriminator)).ToImmutableArray());
    }

    static Branch? Of(ISwitchCaseOperation section) =>
        section.Syntax is SwitchSectionSyntax syntax && Discriminator.AskedBy(section) is { Count: > 0 } values ? new(values, syntax, section, WithoutBreak(syntax.Statements)) : null;

    static IEnumerable<Branch> Chain(IConditionalOperation head, Discriminator discriminator)
    {
        for (var at = head; at is { Syntax: IfStatementSyntax branch }; at = at.WhenFalse as IConditionalOperation)
            if (discriminator.AskedBy(at.Condition) is { Count: > 0 } values && branch.Statement is BlockSyntax { Statements: var statements })
                yield return new(values, branch, at.WhenTrue, statements.ToImmutableArray());
    }

    static ImmutableArray<StatementSyntax> WithoutBreak(SyntaxList<StatementSyntax> statements)
    {
        var count = statements.Count - (statements.LastOrDefault() is BreakStatementSyntax ? 1 : 0);
        return count == 1 && statements[0] is BlockSyntax block ? WithoutBreak(block.Statements) : statements.Take(count).ToImmutableArray();
    }
}
