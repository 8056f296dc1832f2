using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>
/// Which names of the project's members mention one another. No member is bound here: it is the cheap question whether two members could be on one loop at all.
/// </summary>
sealed class NameGraph
{
    // By file, so that a keystroke walks one file and no other.
    static readonly ConditionalWeakTable<SyntaxTree, List<(string Name, string[] Uses)>> Known = new();

    readonly Dictionary<string, int> _part = new(StringComparer.Ordinal);
    readonly HashSet<int> _loops = [];

    /// <summary>The graph of a compilation.</summary>
    public NameGraph(Compilation compilation, CancellationToken cancellation)
    {
        var uses = new Dictionary<string, List<string[]>>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
            foreach (var member in Of(tree, cancellation))
            {
                if (!uses.TryGetValue(member.Name, out var known)) uses[member.Name] = known = [];
                known.Add(member.Uses);
            }
        foreach (var name in uses.Keys)
            if (!_part.ContainsKey(name))
                foreach (var part in StronglyConnected.From(name, at => uses[at].SelectMany(each => each).Where(uses.ContainsKey), _part.ContainsKey, cancellation))
                {
                    var number = _part.Count;
                    foreach (var each in part) _part[each] = number;
                    if (part.Count > 1 || uses[part[0]].Any(each => each.Contains(part[0]))) _loops.Add(number);
                }
    }

    /// <summary>True when a member of this name could be on a loop.</summary>
    public bool MayLoop(string? name) => name is not null && _part.TryGetValue(name, out var part) && _loops.Contains(part);

    /// <summary>True when a file declares a member that could be on a loop.</summary>
    public bool MayLoopIn(SyntaxTree tree, CancellationToken cancellation)
    {
        foreach (var member in Of(tree, cancellation))
            if (MayLoop(member.Name)) return true;
        return false;
    }

    /// <summary>True when members of these names could be on one loop; a name that nobody knows could be anything.</summary>
    public bool MayShareLoop(string? one, string? other) =>
        one is null || other is null || (_part.TryGetValue(one, out var first) && _part.TryGetValue(other, out var second) && first == second);

    /// <summary>What a frame is called, and others use it by; null for a lambda that no variable holds.</summary>
    public static string? NameOf(SyntaxNode frame) => frame switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax local => local.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        OperatorDeclarationSyntax op => op.OperatorToken.Text,
        IndexerDeclarationSyntax => SourceIndex.Indexer,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        AccessorDeclarationSyntax { Parent.Parent: { } owner } => NameOf(owner),
        ArrowExpressionClauseSyntax { Parent: { } owner } => NameOf(owner),
        EqualsValueClauseSyntax when Frame.IsFrame(frame) => frame.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText,
        AnonymousFunctionExpressionSyntax lambda => VariableOf(lambda),
        _ => null,
    };

    // Fibonacci = n => … or Fibonacci = Compute
    static string? VariableOf(ExpressionSyntax value)
    {
        SyntaxNode at = value;
        while (at.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax) at = at.Parent;
        return at.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
            AssignmentExpressionSyntax assignment when assignment.Right == at => (assignment.Left as SimpleNameSyntax ?? (assignment.Left as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText,
            _ => null,
        };
    }

    static List<(string Name, string[] Uses)> Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (Known.TryGetValue(tree, out var known)) return known;
        var uses = new List<(string Name, string[] Uses)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in tree.GetRoot(cancellation).DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
            if (node is MemberDeclarationSyntax member and not (BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax))
                Read(member, names, uses);
        return Known.GetValue(tree, _ => uses);
    }

    static void Read(MemberDeclarationSyntax member, HashSet<string> names, List<(string Name, string[] Uses)> uses)
    {
        names.Clear();
        var functions = new List<(string Name, SyntaxNode Code)>();
        foreach (var node in member.DescendantNodesAndSelf())
        {
            AddName(node, names);
            if (node is LocalFunctionStatementSyntax local) functions.Add((local.Identifier.ValueText, local));
            else if (node is AnonymousFunctionExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax && VariableOf((ExpressionSyntax)node) is { } variable) functions.Add((variable, node));
        }
        string[] all = [.. names];
        // An initialiser belongs to the construction of its type, a variable to whoever calls what it holds.
        if (member is BaseFieldDeclarationSyntax or PropertyDeclarationSyntax { Initializer: not null } && member.Parent is TypeDeclarationSyntax type) uses.Add((type.Identifier.ValueText, all));
        if (NameOf(member) is { } name) uses.Add((name, all));
        foreach (var (function, code) in functions)
        {
            names.Clear();
            foreach (var node in code.DescendantNodesAndSelf()) AddName(node, names);
            uses.Add((function, [.. names]));
        }
    }

    static void AddName(SyntaxNode node, HashSet<string> names)
    {
        switch (node)
        {
            case SimpleNameSyntax name: names.Add(name.Identifier.ValueText); break;
            case ElementAccessExpressionSyntax or ElementBindingExpressionSyntax: names.Add(SourceIndex.Indexer); break;
            case BinaryExpressionSyntax binary: names.Add(binary.OperatorToken.Text); break;
            case PrefixUnaryExpressionSyntax unary: names.Add(unary.OperatorToken.Text); break;
        }
    }
}
