using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>
/// What a handler does that is several functions in one: it chooses by its event between tasks that have nothing in common. Each would be small enough for a handler; together they are too much for one.
/// </summary>
sealed class SeveralTasks
{
    const int Fewest = 3;

    SeveralTasks(Choice choice, ImmutableArray<Branch> tasks) => (Choice, Tasks) = (choice, tasks);

    /// <summary>Where it chooses.</summary>
    public Choice Choice { get; }

    /// <summary>The tasks, in the order of the text.</summary>
    public ImmutableArray<Branch> Tasks { get; }

    /// <summary>The tasks of a handler that holds too much logic for no other reason than that it does several; null for any other.</summary>
    public static SeveralTasks? In(Handler handler, LambdaProject project, CancellationToken cancellation)
    {
        if (!handler.Syntax.Any(Chooses) || DomainLogic.HeldBy(handler, project, cancellation) is null) return null;
        var limit = DomainLogic.Threshold.Read(project.Options.AnalyzerConfigOptionsProvider.GetOptions(handler.Name.SourceTree!));
        foreach (var body in Bodies.Of(handler.Method, project.Compilation, cancellation))
            foreach (var choice in Choice.In(body, new Discriminator(handler, body.SemanticModel!, cancellation)))
            {
                if (choice.Branches.Length < Fewest || choice.Branches.SelectMany(each => each.Values.Count == 1 ? each.Values : [each.Name]).GroupBy(value => value).Any(group => group.Count() > 1)) continue;
                var weighed = choice.Branches.Select(branch => (Branch: branch, DomainLogic.Of(branch.Body, project, cancellation).Weight)).ToList();
                var tasks = weighed.Where(each => each.Weight >= limit / 2).Select(each => each.Branch).ToImmutableArray();
                // A task that is too much for a handler of its own has to move out first, and what comes before the choice is what they have in common.
                if (tasks.Length < Fewest || weighed.Any(each => each.Weight >= limit) || WeightAround(body, choice, project, cancellation) >= limit / 2) continue;
                if (new SharedGround(handler, body.SemanticModel!, project, cancellation).IsNone(tasks)) return new(choice, tasks);
            }
        return null;
    }

    // The cheap question: nothing is bound for it.
    static bool Chooses(SyntaxNode declaration)
    {
        var ifs = 0;
        foreach (var node in declaration.DescendantNodes())
            if (node is SwitchStatementSyntax { Sections.Count: >= Fewest } || (node.IsKind(SyntaxKind.IfStatement) && ++ifs == Fewest)) return true;
        return false;
    }

    // What the statements outside of the branches weigh; those that choose are the router's, which stays.
    static int WeightAround(IOperation body, Choice choice, LambdaProject project, CancellationToken cancellation)
    {
        int Of(WeighedStatement each) => choice.Branches.Any(branch => branch.Body.Syntax.Span.Contains(each.Statement.Syntax.Span)) ? 0
            : (each.Statement.Syntax == choice.Holder.Syntax || choice.Branches.Any(branch => branch.Head == each.Statement.Syntax) ? 0 : each.Own) + each.Inside.Sum(Of);
        return new StatementWeigher(project, cancellation).Inside(body).Sum(Of);
    }
}
