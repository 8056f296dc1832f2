using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// An expression made independent of the method that it stands in: what its locals hold is folded into it, so that it can stand in a field.
/// There is none where it needs a parameter, an instance, or a value that is computed on the way.
/// </summary>
sealed class Construction
{
    readonly SemanticModel _model;
    readonly SyntaxNode _scope;
    readonly CancellationToken _cancellation;
    readonly HashSet<StatementSyntax> _absorbed = [];

    Construction(SemanticModel model, SyntaxNode scope, CancellationToken cancellation) => (_model, _scope, _cancellation) = (model, scope, cancellation);

    /// <summary>The expression, ready for a field.</summary>
    public ExpressionSyntax Value { get; private set; } = null!;

    /// <summary>The statements whose work the expression now does.</summary>
    public IReadOnlyCollection<StatementSyntax> Absorbed => _absorbed;

    /// <summary>The construction that an expression is, with what is set on the local that holds it; null where it can't leave its method.</summary>
    /// <param name="made">The expression.</param>
    /// <param name="holder">The local that it initialises, or null.</param>
    /// <param name="scope">The member around it, or the compilation unit for top-level statements.</param>
    /// <param name="model">The semantic model.</param>
    /// <param name="cancellation">Cancels the search.</param>
    public static Construction? Of(ExpressionSyntax made, VariableDeclaratorSyntax? holder, SyntaxNode scope, SemanticModel model, CancellationToken cancellation)
    {
        var construction = new Construction(model, scope, cancellation);
        var value = construction.Fold(made);
        if (value is not null && holder is not null) value = construction.WithSettings(value, holder);
        if (value is null) return null;
        construction.Value = value.WithoutTrivia();
        return construction;
    }

    /// <summary>Where a local is used in its scope, its declaration not counted.</summary>
    public static IReadOnlyList<IdentifierNameSyntax> Uses(VariableDeclaratorSyntax local, SyntaxNode scope, SemanticModel model, CancellationToken cancellation) =>
        model.GetDeclaredSymbol(local, cancellation) is { } symbol ? [.. Mentions.Of(symbol, scope, model, cancellation)] : [];

    /// <summary>The assignment or <c>Add</c> call that a statement is, when it sets something on a local: <c>http.Timeout = …;</c>.</summary>
    public static bool IsSetting(IdentifierNameSyntax use, out ExpressionStatementSyntax statement)
    {
        statement = (use.FirstAncestorOrSelf<StatementSyntax>() as ExpressionStatementSyntax)!;
        SyntaxNode at = use;
        while (at.Parent is MemberAccessExpressionSyntax access && access.Expression == at) at = access;
        return at != use && statement is not null && at.Parent switch
        {
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment => assignment.Left == at && assignment.Parent == statement,
            InvocationExpressionSyntax call => call.Expression == at && call.Parent == statement
                && at is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Expression: MemberAccessExpressionSyntax },
            _ => false,
        };
    }

    ExpressionSyntax? Fold(ExpressionSyntax expression)
    {
        if (expression.DescendantNodesAndSelf().Any(node => node is AwaitExpressionSyntax or ThisExpressionSyntax or BaseExpressionSyntax or AssignmentExpressionSyntax { Left: IdentifierNameSyntax, Parent: not InitializerExpressionSyntax })) return null;
        var folded = new Dictionary<SyntaxNode, ExpressionSyntax>();
        foreach (var name in expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
            switch (_model.GetSymbolInfo(name, _cancellation).Symbol)
            {
                case ILocalSymbol local when !IsWithin(local, expression):
                    if (local.DeclaringSyntaxReferences is not [var declaration] || declaration.GetSyntax(_cancellation) is not VariableDeclaratorSyntax declarator || FoldLocal(declarator, local, expression) is not { } value) return null;
                    folded[name] = value;
                    break;
                case IParameterSymbol parameter when !IsWithin(parameter, expression):
                case ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method }:
                case IMethodSymbol { MethodKind: MethodKind.LocalFunction }:
                    return null;
                case { IsStatic: false } and (IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } or IEventSymbol) when IsOnThis(name):
                    return null;
                // An initialiser in another part of the type may run later.
                case IFieldSymbol { IsStatic: true, IsConst: false } field when field.DeclaringSyntaxReferences.Any(part => part.SyntaxTree != name.SyntaxTree) && SymbolEqualityComparer.Default.Equals(field.ContainingType, EnclosingType(name)):
                    return null;
            }
        return expression.ReplaceNodes(folded.Keys, (name, _) => folded[name]);
    }

    INamedTypeSymbol? EnclosingType(SyntaxNode node) =>
        node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? _model.GetDeclaredSymbol(type, _cancellation) : null;

    static bool IsWithin(ISymbol symbol, SyntaxNode expression) =>
        symbol.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == expression.SyntaxTree && expression.Span.Contains(declaration.Span));

    // A name that stands for itself, not for a member of what is written before it or initialised around it.
    static bool IsOnThis(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Right == name,
        MemberBindingExpressionSyntax or NameColonSyntax or QualifiedNameSyntax => false,
        _ => true,
    };

    // var config = new AmazonS3Config { … }; config.Timeout = …; new AmazonS3Client(config)
    ExpressionSyntax? FoldLocal(VariableDeclaratorSyntax declarator, ILocalSymbol local, ExpressionSyntax user)
    {
        if (declarator.Initializer is not { Value: var initial } || declarator.Parent is not VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement }) return null;
        if (local.IsConst) return local.HasConstantValue && initial is LiteralExpressionSyntax ? initial.WithoutTrivia() : null;
        if (statement.Parent is not BlockSyntax) return null;
        var others = Uses(declarator, _scope, _model, _cancellation).Where(use => !user.Span.Contains(use.Span) && !IsSetting(use, out _)).ToList();
        if (others.Count > 0 || Uses(declarator, _scope, _model, _cancellation).Count(use => user.Span.Contains(use.Span)) != 1) return null;
        if (Fold(initial) is not { } value || Explicit(value, declarator) is not { } named || WithSettings(named, declarator) is not { } whole) return null;
        _absorbed.Add(statement);
        return whole.WithoutTrivia();
    }

    /// <summary><c>new()</c> with the type that its declaration gave it.</summary>
    ExpressionSyntax Explicit(ExpressionSyntax value, VariableDeclaratorSyntax declarator)
    {
        if (value is not ImplicitObjectCreationExpressionSyntax creation || _model.GetTypeInfo(declarator.Initializer!.Value, _cancellation).Type is not { } type) return value;
        return SyntaxFactory.ObjectCreationExpression(
            SyntaxFactory.Token(SyntaxKind.NewKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.ParseTypeName(type.ToMinimalDisplayString(_model, declarator.SpanStart)), creation.ArgumentList, creation.Initializer);
    }

    ExpressionSyntax? WithSettings(ExpressionSyntax value, VariableDeclaratorSyntax holder)
    {
        var settings = new Settings();
        foreach (var use in Uses(holder, _scope, _model, _cancellation))
        {
            if (!IsSetting(use, out var statement)) continue;
            // Only what follows the declaration, unconditionally, is a setting of the object; the rest happens to it later.
            if (statement.Parent != holder.FirstAncestorOrSelf<StatementSyntax>(node => node is LocalDeclarationStatementSyntax)?.Parent
                && statement.Parent != (holder.FirstAncestorOrSelf<UsingStatementSyntax>() is { } block && block.Declaration?.Variables.Contains(holder) == true ? block.Statement : null)) return null;
            if (!settings.Add(statement.Expression, Fold)) return null;
            _absorbed.Add(statement);
        }
        return settings.IsEmpty ? value : settings.On(value);
    }

    /// <summary>What is set on an object after its creation, as an object initialiser.</summary>
    sealed class Settings
    {
        readonly List<(string Path, ExpressionSyntax Value)> _assigned = [];
        readonly List<(string Path, string Element)> _added = [];

        public bool IsEmpty => _assigned.Count + _added.Count == 0;

        public bool Add(ExpressionSyntax expression, Func<ExpressionSyntax, ExpressionSyntax?> fold)
        {
            switch (expression)
            {
                case AssignmentExpressionSyntax assignment when fold(assignment.Right) is { } value:
                    _assigned.Add((Path(assignment.Left), value.WithoutTrivia()));
                    return true;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList: var arguments } when arguments.Arguments.All(argument => argument.NameColon is null):
                    var given = arguments.Arguments.Select(argument => fold(argument.Expression)?.ToString()).ToList();
                    if (given.Contains(null)) return false;
                    _added.Add((Path(access.Expression), given.Count == 1 ? given[0]! : $"{{ {string.Join(", ", given)} }}"));
                    return true;
                default:
                    return false;
            }
        }

        // http.DefaultRequestHeaders.Accept → DefaultRequestHeaders.Accept
        static string Path(ExpressionSyntax target) => target.ToString() is var text ? text.Substring(text.IndexOf('.') + 1) : "";

        public ExpressionSyntax? On(ExpressionSyntax value)
        {
            if (value is not BaseObjectCreationExpressionSyntax { Initializer: null or { RawKind: (int)SyntaxKind.ObjectInitializerExpression } } creation || Text("") is not { } text) return null;
            if (creation.Initializer?.DescendantTrivia().Any(trivia => trivia.RawKind is (int)SyntaxKind.SingleLineCommentTrivia or (int)SyntaxKind.MultiLineCommentTrivia) == true) return null;
            var before = creation.Initializer is { Expressions: var given } && given.Count > 0 ? string.Join(", ", given.Select(each => each.ToString())) + ", " : "";
            // Twice the same member: the later one wins, and no initialiser can say so.
            if (creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().Any(each => Names().Contains(each.Left.ToString())) == true) return null;
            var whole = SyntaxFactory.ParseExpression($"new X {{ {before}{text} }}");
            var initializer = ((ObjectCreationExpressionSyntax)whole).Initializer!.WithLeadingTrivia(creation.Initializer is null ? SyntaxFactory.TriviaList(SyntaxFactory.Space) : SyntaxFactory.TriviaList());
            return creation switch
            {
                ObjectCreationExpressionSyntax { ArgumentList: { Arguments.Count: 0 } } plain => plain.WithArgumentList(null).WithType(plain.Type.WithoutTrailingTrivia()).WithInitializer(initializer),
                ObjectCreationExpressionSyntax plain => plain.WithInitializer(initializer),
                _ => creation.WithInitializer(initializer),
            };
        }

        IEnumerable<string> Names() => _assigned.Select(each => each.Path).Concat(_added.Select(each => each.Path)).Select(path => path.Split('.')[0]);

        string? Text(string prefix)
        {
            var parts = new List<string>();
            var names = _assigned.Select(each => each.Path).Concat(_added.Select(each => each.Path)).Where(path => path.StartsWith(prefix, StringComparison.Ordinal))
                .Select(path => path.Substring(prefix.Length)).ToList();
            foreach (var name in names.Select(path => path.Split('.')[0]).Distinct())
            {
                var full = prefix + name;
                var assigned = _assigned.Where(each => each.Path == full).ToList();
                var added = _added.Where(each => each.Path == full).ToList();
                var hasInner = _assigned.Select(each => each.Path).Concat(_added.Select(each => each.Path)).Any(path => path.StartsWith(full + ".", StringComparison.Ordinal));
                // A value, elements or members of its own: an initialiser can give one of these.
                if (assigned.Count + (added.Count > 0 ? 1 : 0) + (hasInner ? 1 : 0) != 1) return null;
                if (assigned.Count == 1) parts.Add($"{name} = {assigned[0].Value}");
                else if (added.Count > 0) parts.Add($"{name} = {{ {string.Join(", ", added.Select(each => each.Element))} }}");
                else if (Text(full + ".") is { } inner) parts.Add($"{name} = {{ {inner} }}");
                else return null;
            }
            return string.Join(", ", parts);
        }
    }
}
