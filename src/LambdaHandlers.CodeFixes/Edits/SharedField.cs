using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>The static field that holds an object for all invocations, or the local of a program; one that is there already and holds the same is used again.</summary>
sealed class SharedField(Target target, TypeDeclarationSyntax? container, INamedTypeSymbol made, INamedTypeSymbol type)
{
    string _name = "";

    /// <summary>True when it has to be written.</summary>
    public bool IsNew { get; private set; } = true;

    /// <summary>The type or program that gets it.</summary>
    public SyntaxNode Place => container ?? target.Root;

    /// <summary>Its name; finds the field that holds the same object, or chooses a free name.</summary>
    public string NameFor(ExpressionSyntax value, string? local, bool isFreed)
    {
        if (Same(value) is { } there)
        {
            IsNew = false;
            return _name = there;
        }
        return _name = container is null
            ? FieldName.InProgram((CompilationUnitSyntax)target.Root, local, isFreed, made)
            : FieldName.InType(container, local, made, target.Model, target.Cancellation);
    }

    string? Same(ExpressionSyntax value)
    {
        var sought = Text(value);
        var variables = container is null
            ? ((CompilationUnitSyntax)target.Root).Members.OfType<GlobalStatementSyntax>().TakeWhile(statement => statement != Mention()).Select(statement => (statement.Statement as LocalDeclarationStatementSyntax)?.Declaration)
            : container.Members.OfType<FieldDeclarationSyntax>().Where(field => field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword)).Select(field => field.Declaration);
        foreach (var declaration in variables)
            foreach (var variable in declaration?.Variables ?? [])
                if (variable.Initializer is { Value: var there } && Text(there) == sought
                    && target.Model.GetTypeInfo(there, target.Cancellation).Type is { } its && SymbolEqualityComparer.Default.Equals(its, made)
                    && target.Model.GetDeclaredSymbol(variable, target.Cancellation) is { } symbol
                    && ((symbol as IFieldSymbol)?.Type ?? (symbol as ILocalSymbol)?.Type) is { } held
                    && target.Model.Compilation.ClassifyConversion(held, type) is { IsImplicit: true, IsUserDefined: false })
                    return variable.Identifier.ValueText;
        return null;
    }

    // new T(a) and new(a) are the same once their types are.
    static string Text(ExpressionSyntax value) => value switch
    {
        BaseObjectCreationExpressionSyntax creation => $"({creation.ArgumentList?.Arguments.ToString()}){creation.Initializer?.NormalizeWhitespace()}",
        _ => value.NormalizeWhitespace().ToString(),
    };

    /// <summary>The place with the field in it.</summary>
    public SyntaxNode InsertInto(SyntaxNode current, ExpressionSyntax value, IReadOnlyList<SyntaxTrivia> comments)
    {
        if (!IsNew) return current;
        var newLine = Layout.EndOfLine(target.Root);
        return current is CompilationUnitSyntax unit ? InsertLocal(unit, value, comments, newLine) : InsertField((TypeDeclarationSyntax)current, value, comments, newLine);
    }

    SyntaxNode InsertField(TypeDeclarationSyntax into, ExpressionSyntax value, IReadOnlyList<SyntaxTrivia> comments, SyntaxTrivia newLine)
    {
        var typeName = type.ToMinimalDisplayString(target.Model, container!.OpenBraceToken.Span.End);
        if (value is ImplicitObjectCreationExpressionSyntax creation && !SymbolEqualityComparer.Default.Equals(type, made))
            value = ObjectCreationExpression(Token(SyntaxKind.NewKeyword).WithTrailingTrivia(Space), ParseTypeName(made.ToMinimalDisplayString(target.Model, container.OpenBraceToken.Span.End)), creation.ArgumentList, creation.Initializer);
        var index = into.Members.TakeWhile(member => member is FieldDeclarationSyntax).Count();
        // Static initialisers run in the order of the text: behind every field that the value reads.
        for (var at = index; at < into.Members.Count; at++)
            if (into.Members[at] is BaseFieldDeclarationSyntax { Declaration.Variables: var variables } && variables.Any(variable => value.DescendantTokens().Any(token => token.ValueText == variable.Identifier.ValueText)))
                index = at + 1;
        var neighbour = into.Members[index == 0 ? 0 : index - 1];
        var field = (FieldDeclarationSyntax)ParseMemberDeclaration($"private static readonly {typeName} {_name} = X;")!;
        field = field.ReplaceNode(field.Declaration.Variables[0].Initializer!.Value, value);
        var ownLine = neighbour.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) || neighbour.GetLeadingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        if (!ownLine)
            return into.WithMembers(into.Members.Insert(index, field.WithTrailingTrivia(Space)));
        var indentation = neighbour.GetLeadingTrivia().LastOrDefault() is { RawKind: (int)SyntaxKind.WhitespaceTrivia } space ? space : Whitespace("");
        field = field.WithLeadingTrivia(comments.SelectMany(comment => new[] { indentation, comment, newLine }).Append(indentation)).WithTrailingTrivia(newLine);
        var members = into.Members;
        if (index == 0 && !members[0].GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia))
            members = members.Replace(members[0], members[0].WithLeadingTrivia(members[0].GetLeadingTrivia().Insert(0, newLine)));
        return into.WithMembers(members.Insert(index, field));
    }

    SyntaxNode InsertLocal(CompilationUnitSyntax into, ExpressionSyntax value, IReadOnlyList<SyntaxTrivia> comments, SyntaxTrivia newLine)
    {
        var index = ((CompilationUnitSyntax)target.Root).Members.IndexOf(Mention()!);
        if (value is ImplicitObjectCreationExpressionSyntax creation)
            value = ObjectCreationExpression(Token(SyntaxKind.NewKeyword).WithTrailingTrivia(Space), ParseTypeName(made.ToMinimalDisplayString(target.Model, into.Members[index].SpanStart)), creation.ArgumentList, creation.Initializer);
        var before = into.Members[index];
        // The empty lines that set the statements off stay on top.
        var gap = before.GetLeadingTrivia().TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToList();
        var statement = GlobalStatement(ParseStatement($"var {_name} = X;"));
        statement = statement.ReplaceNode(((LocalDeclarationStatementSyntax)statement.Statement).Declaration.Variables[0].Initializer!.Value, value)
            .WithLeadingTrivia(gap.Concat(comments.SelectMany(comment => new[] { comment, newLine }))).WithTrailingTrivia(newLine);
        return into.WithMembers(into.Members.Replace(before, before.WithLeadingTrivia(before.GetLeadingTrivia().Skip(gap.Count))).Insert(index, statement));
    }

    // The first statement that can run the handler: one that holds the creation, or that names a local function.
    GlobalStatementSyntax? Mention()
    {
        var statements = ((CompilationUnitSyntax)target.Root).Members.OfType<GlobalStatementSyntax>().ToList();
        var functions = new HashSet<string>(statements.Select(statement => statement.Statement).OfType<LocalFunctionStatementSyntax>().Select(function => function.Identifier.ValueText));
        return statements.FirstOrDefault(statement => statement.Span.Contains(target.Node.Span)
            || statement.Statement is not LocalFunctionStatementSyntax && statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => functions.Contains(name.Identifier.ValueText)));
    }
}
