using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// Moves a value that is read at initialisation to where it is used, and deletes the variable that held it: in place where there is one use,
/// as a local at the top of the method where there are several. Offered only where all uses are in sight and lie in one method.
/// </summary>
sealed class ReadWhereUsed
{
    readonly Target _target;
    readonly ISymbol _variable;
    readonly ITypeSymbol _type;
    readonly ExpressionSyntax _original;
    readonly ExpressionSyntax _value;
    readonly SyntaxNode _declaration;
    readonly StatementSyntax? _assignment;
    readonly List<ExpressionSyntax> _uses;

    ReadWhereUsed(Target target, ISymbol variable, ITypeSymbol type, ExpressionSyntax original, ExpressionSyntax value, SyntaxNode declaration, StatementSyntax? assignment, List<ExpressionSyntax> uses) =>
        (_target, _variable, _type, _original, _value, _declaration, _assignment, _uses) = (target, variable, type, original, value, declaration, assignment, uses);

    /// <summary>The edit, or null where somebody else could see the variable, or where the value needs what only initialisation knows.</summary>
    public static Edit? Plan(Target target) =>
        Find(target) is { } found && found.Home() is { } home && found.CanGo(home)
            ? cancellation => Task.FromResult(target.Document.WithSyntaxRoot(found.Apply(home)).Project.Solution)
            : null;

    static ReadWhereUsed? Find(Target target)
    {
        var model = target.Model;
        var member = target.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        (SyntaxNode? Name, ExpressionSyntax? Value, StatementSyntax? Assignment) found = member switch
        {
            FieldDeclarationSyntax { Declaration.Variables: [{ Initializer.Value: { } initial } variable], AttributeLists.Count: 0 } => (variable, initial, null),
            PropertyDeclarationSyntax { Initializer.Value: { } initial, AttributeLists.Count: 0 } property => (property, initial, null),
            GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: { } initial } variable], UsingKeyword.RawKind: 0 } } => (variable, initial, null),
            ConstructorDeclarationSyntax when target.Node.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Parent: BlockSyntax, Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: var right } assigned } statement
                && right.Span.Contains(target.Node.Span) && model.GetSymbolInfo(assigned.Left, target.Cancellation).Symbol is IFieldSymbol { DeclaringSyntaxReferences: [var reference] }
                && reference.GetSyntax(target.Cancellation) is VariableDeclaratorSyntax { Initializer: null, Parent.Parent: FieldDeclarationSyntax { Declaration.Variables.Count: 1, AttributeLists.Count: 0 } } field
                && field.SyntaxTree == statement.SyntaxTree => (field, right, statement),
            _ => (null, null, null),
        };
        if (found is not ({ } name, { } value, var assignment) || model.GetDeclaredSymbol(name, target.Cancellation) is not { } symbol) return null;
        var scope = symbol is ILocalSymbol ? target.Root : (SyntaxNode?)name.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        // Another part of the type, or another type, could read it too.
        if (scope is null || symbol is not ILocalSymbol && (symbol.DeclaredAccessibility != Accessibility.Private || symbol.ContainingType.DeclaringSyntaxReferences.Length != 1)) return null;
        if (Construction.Of(value, null, member!, model, target.Cancellation) is not { } construction) return null;
        var uses = Mentions.Of(symbol, scope, model, target.Cancellation).Select(Mentions.Whole)
            .Where(use => assignment is null || use.Parent != ((ExpressionStatementSyntax)assignment).Expression || ((AssignmentExpressionSyntax)use.Parent).Left != use).ToList();
        var type = symbol switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, _ => ((ILocalSymbol)symbol).Type };
        SyntaxNode declaration = name is PropertyDeclarationSyntax ? name : name.FirstAncestorOrSelf<MemberDeclarationSyntax>()!;
        return uses.Count > 0 && uses.All(IsRead) ? new ReadWhereUsed(target, symbol, type, value, construction.Value, declaration, assignment, uses) : null;
    }

    static bool IsRead(ExpressionSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left != use,
        ArgumentSyntax argument => argument.RefKindKeyword == default && !Mentions.IsNameOf(argument),
        PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or RefExpressionSyntax => false,
        MemberAccessExpressionSyntax access => access.Expression is ThisExpressionSyntax || access.Expression == use,
        _ => true,
    } && (use is not MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } other || other.Expression is IdentifierNameSyntax);

    /// <summary>The method, accessor, lambda or local function that holds every use, and that runs per invocation.</summary>
    SyntaxNode? Home()
    {
        var homes = _uses.Select(use => use.Ancestors().Where(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax or IndexerDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseFieldDeclarationSyntax)
            .LastOrDefault(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) || _variable is ILocalSymbol)).Distinct().ToList();
        return homes is [{ } home] && home is not (ConstructorDeclarationSyntax or BaseFieldDeclarationSyntax) ? home : null;
    }

    bool CanGo(SyntaxNode home) =>
        !_declaration.ContainsDirectives && (_assignment is null || !_assignment.ContainsDirectives)
        && (IsInline(home) || BodyOf(home) is not null && !_uses.Any(use => use.Ancestors().TakeWhile(node => node != home).Any(Frame.IsClosed)));

    // One use, once per run, of the very type, and no text in a text.
    bool IsInline(SyntaxNode home) =>
        _uses is [var use] && SymbolEqualityComparer.Default.Equals(_target.Model.GetTypeInfo(_original, _target.Cancellation).Type, _type) && _value is not (ImplicitObjectCreationExpressionSyntax or ConditionalExpressionSyntax)
        && !use.Ancestors().TakeWhile(node => node != home).Any(node => node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
        && !(use.Ancestors().Any(node => node is InterpolationSyntax) && _value.DescendantTokens().Any(token => token.ToString().Contains("\"") || token.IsKind(SyntaxKind.ColonToken)));

    static BlockSyntax? BodyOf(SyntaxNode home) => home switch
    {
        BaseMethodDeclarationSyntax method => method.Body,
        AccessorDeclarationSyntax accessor => accessor.Body,
        AnonymousFunctionExpressionSyntax lambda => lambda.Block,
        LocalFunctionStatementSyntax local => local.Body,
        _ => null,
    };

    SyntaxNode Apply(SyntaxNode home)
    {
        var isInline = IsInline(home);
        var name = isInline ? null : LocalName(home);
        var owner = _declaration.Parent!;
        var changed = _uses.Cast<SyntaxNode>().Append(owner);
        if (!isInline) changed = changed.Append(BodyOf(home)!);
        if (_assignment is not null) changed = changed.Append(_assignment.Parent!);
        return _target.Root.ReplaceNodes(changed.Distinct(), (original, current) =>
        {
            if (original is ExpressionSyntax use && _uses.Contains(use))
                return (name is null ? Parenthesized(use) : IdentifierName(name)).WithTriviaFrom(use);
            if (original == owner) return WithoutDeclaration(original, current);
            if (_assignment is not null && original == _assignment.Parent)
                return StatementRemoval.Without((BlockSyntax)original, (BlockSyntax)current, new HashSet<StatementSyntax> { _assignment }, keepComments: true);
            return WithLocal((BlockSyntax)current, name!);
        });
    }

    ExpressionSyntax Parenthesized(ExpressionSyntax use) =>
        _value is BinaryExpressionSyntax or CastExpressionSyntax or PrefixUnaryExpressionSyntax
        && use.Parent is ExpressionSyntax and not (ParenthesizedExpressionSyntax or AssignmentExpressionSyntax)
            ? ParenthesizedExpression(_value) : _value;

    string LocalName(SyntaxNode home)
    {
        var plain = _variable.Name.TrimStart('_');
        plain = plain.Length == 0 ? "now" : char.ToLowerInvariant(plain[0]) + plain.Substring(1);
        if (SyntaxFacts.GetKeywordKind(plain) != SyntaxKind.None) plain = "current";
        var used = new HashSet<string>(home.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && !_uses.Any(use => use.Span.Contains(token.Span))).Select(token => token.ValueText));
        return Names.Free(plain, name => !used.Contains(name));
    }

    BlockSyntax WithLocal(BlockSyntax body, string name)
    {
        var isVar = SymbolEqualityComparer.Default.Equals(_target.Model.GetTypeInfo(_original, _target.Cancellation).Type, _type) && _value is not ImplicitObjectCreationExpressionSyntax;
        var type = isVar ? "var" : _type.ToMinimalDisplayString(_target.Model, body.SpanStart);
        var statement = (LocalDeclarationStatementSyntax)ParseStatement($"{type} {name} = X;");
        statement = statement.ReplaceNode(statement.Declaration.Variables[0].Initializer!.Value, _value);
        if (!body.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)) return body.WithStatements(body.Statements.Insert(0, statement.WithTrailingTrivia(Space)));
        var indentation = body.Statements[0].GetLeadingTrivia().LastOrDefault() is { RawKind: (int)SyntaxKind.WhitespaceTrivia } space ? space : Whitespace("");
        return body.WithStatements(body.Statements.Insert(0, statement.WithLeadingTrivia(indentation).WithTrailingTrivia(Layout.EndOfLine(_target.Root))));
    }

    // The empty line that set the next member off goes with the first one.
    SyntaxNode WithoutDeclaration(SyntaxNode original, SyntaxNode current)
    {
        var members = original is TypeDeclarationSyntax type ? type.Members : ((CompilationUnitSyntax)original).Members;
        var index = members.IndexOf((MemberDeclarationSyntax)_declaration);
        var now = current is TypeDeclarationSyntax typeNow ? typeNow.Members : ((CompilationUnitSyntax)current).Members;
        var lead = now[index].GetLeadingTrivia();
        now = now.RemoveAt(index);
        if (index == 0 && now.Count > 0 && now[0].GetLeadingTrivia() is [{ RawKind: (int)SyntaxKind.EndOfLineTrivia }, ..] gap)
            now = now.Replace(now[0], now[0].WithLeadingTrivia(lead.TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).Concat(gap.SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)))));
        else if (index == 0 && now.Count > 0 && current is CompilationUnitSyntax)
            now = now.Replace(now[0], now[0].WithLeadingTrivia(lead.TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).Concat(now[0].GetLeadingTrivia())));
        return current is TypeDeclarationSyntax into ? into.WithMembers(now) : ((CompilationUnitSyntax)current).WithMembers(now);
    }
}
