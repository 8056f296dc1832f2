using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>
/// What a body decides, computes and transforms by itself. Everything else is an adapter's work: reading the event, guarding, handing on, logging, answering.
/// </summary>
sealed class DomainLogic
{
    /// <summary><c>lambda_handlers.business_logic_threshold</c>: the weight from which on a handler is said to hold business logic.</summary>
    public static readonly Option<int> Threshold = Option.Number("business_logic_threshold", 8);

    // In fewer statements there is nothing to separate.
    const int Shortest = 8;

    readonly ImmutableArray<WeighedStatement> _weighed;

    DomainLogic(ImmutableArray<WeighedStatement> weighed)
    {
        _weighed = weighed;
        var logic = weighed.Sum(each => each.Total);
        Weight = logic + Math.Min(logic, weighed.Sum(each => each.TotalOfCalls));
        Statements = weighed.SelectMany(each => each.Outermost).Select(each => each.Statement.Syntax).OrderBy(each => each.SpanStart).ToImmutableArray();
    }

    /// <summary>What its domain statements weigh together. Calls over the network weigh at most as much as the logic around them: to call one service after the other decides nothing.</summary>
    public int Weight { get; }

    /// <summary>The outermost domain statements in the order of the text; what they enclose belongs to them. An expression where the body is one.</summary>
    public ImmutableArray<SyntaxNode> Statements { get; }

    /// <summary>What the logic of some of its code weighs, calls over the network left out.</summary>
    public int WeightOf(Func<SyntaxNode, bool> code) => _weighed.Sum(each => each.WeightOf(code));

    /// <summary>The logic of a handler that holds too much of it, or null.</summary>
    public static DomainLogic? HeldBy(Handler handler, LambdaProject project, CancellationToken cancellation)
    {
        if (handler.IsDeclaredElsewhere || handler.Model == ProgrammingModel.AspNetCore || handler.Name.SourceTree is not { } tree || handler.Syntax.Sum(Length) < Shortest) return null;
        var logic = Of(handler, project, cancellation);
        // To call one step after the other is what a durable function is for, to take a token apart what an authorizer is for.
        var factor = handler.Model == ProgrammingModel.Durable || handler.Source == EventSource.ApiGatewayAuthorizer ? 2 : 1;
        return logic.Weight >= Threshold.Read(project.Options.AnalyzerConfigOptionsProvider.GetOptions(tree)) * factor ? logic : null;
    }

    /// <summary>The logic in a handler's own text; lambdas and local functions included, what it calls excluded.</summary>
    public static DomainLogic Of(Handler handler, LambdaProject project, CancellationToken cancellation) => Of(handler.Method, project, cancellation);

    /// <summary>The logic in any method's own text.</summary>
    public static DomainLogic Of(IMethodSymbol method, LambdaProject project, CancellationToken cancellation)
    {
        var weigher = new StatementWeigher(project, cancellation);
        var weighed = ImmutableArray.CreateBuilder<WeighedStatement>();
        foreach (var body in Bodies.Of(method, project.Compilation, cancellation)) weighed.AddRange(weigher.Inside(body));
        return new DomainLogic(weighed.ToImmutable());
    }

    /// <summary>The logic in a piece of a body, as if it stood alone.</summary>
    public static DomainLogic Of(IOperation piece, LambdaProject project, CancellationToken cancellation) => new(new StatementWeigher(project, cancellation).Inside(piece));

    // Those in blocks, lambdas and local functions counted; asked before anything is bound.
    static int Length(SyntaxNode declaration) => declaration.DescendantNodes().Count(node => node is StatementSyntax and not BlockSyntax);
}

/// <summary>A statement with what it weighs itself and what is inside it.</summary>
sealed record WeighedStatement(IOperation Statement, int Own, int Calls, ImmutableArray<WeighedStatement> Inside)
{
    public int Total => Own + Inside.Sum(each => each.Total);

    public int WeightOf(Func<SyntaxNode, bool> code) => (code(Statement.Syntax) ? Own : 0) + Inside.Sum(each => each.WeightOf(code));

    public int TotalOfCalls => Calls + Inside.Sum(each => each.TotalOfCalls);

    public IEnumerable<WeighedStatement> Outermost => Own > 0 ? [this] : Inside.SelectMany(each => each.Outermost);
}
