using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Something that a handler's object holds and its constructors see to.</summary>
/// <param name="Member">The field or property that holds it.</param>
/// <param name="Creation">How it is created; where a constructor creates it, from what was assigned before.</param>
/// <param name="Type">As what a constructor takes it, as the file would write it; null where a constructor creates it itself.</param>
sealed record Held(string Member, ExpressionSyntax Creation, string? Type = null);

/// <summary>The two constructors of a handler's class: Lambda calls the one without parameters, which creates what a test passes to the other.</summary>
sealed class ConstructorPair
{
    ConstructorPair(bool takesDependencies) => TakesDependencies = takesDependencies;

    /// <summary>True when a constructor takes parameters already. Its callers are anybody's: it takes no more, it can only create more.</summary>
    public bool TakesDependencies { get; }

    /// <summary>The constructors of a class, or null where they are not in this part of it, or where nobody can tell which one tests use.</summary>
    public static ConstructorPair? Of(TypeDeclarationSyntax type, SemanticModel model, CancellationToken cancellation)
    {
        if (type is not (ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword }) || type.OpenBraceToken.RawKind == 0 || type.OpenBraceToken.IsMissing
            || model.GetDeclaredSymbol(type, cancellation) is not { IsStatic: false } symbol)
            return null;
        var declared = symbol.InstanceConstructors.SelectMany(constructor => constructor.DeclaringSyntaxReferences).Select(reference => reference.GetSyntax(cancellation)).ToList();
        if (declared.Any(each => each != type && each.Parent != type) || (declared.Contains(type) && type.ParameterList is not { Parameters.Count: > 0 })) return null;
        var taking = declared.Count(each => each == type || each is ConstructorDeclarationSyntax { ParameterList.Parameters.Count: > 0 });
        return taking > 1 ? null : new ConstructorPair(taking == 1);
    }

    /// <summary>The class with constructors that see to what it holds; its fields and properties are there already, without initialisers.</summary>
    /// <param name="current">The class, whatever else was changed in it.</param>
    /// <param name="held">In the order in which they are assigned; those with a type become parameters, which only a class that takes none yet can have.</param>
    /// <param name="accessibility">Of the constructor that takes them: internal where it names a type that is.</param>
    public TypeDeclarationSyntax With(TypeDeclarationSyntax current, IReadOnlyList<Held> held, string accessibility = "public")
    {
        var taken = held.Where(each => each.Type is not null).ToList();
        if (taken.Count > 0 && TakesDependencies) throw new ArgumentException("the class takes its dependencies already", nameof(held));
        var constructors = current.Members.OfType<ConstructorDeclarationSyntax>().Where(each => !each.Modifiers.Any(SyntaxKind.StaticKeyword)).ToList();
        if (taken.Count > 0)
            return constructors is [var plain] ? Paired(current, plain, held, taken, accessibility) : Inserted(current, held, taken, accessibility);
        if (current.ParameterList is not null || constructors.Count == 0)
            return held.Aggregate(current, Initialised);
        // A constructor that chains to another one leaves it to that one.
        return current.ReplaceNodes(constructors.Where(each => each.Initializer?.ThisOrBaseKeyword.IsKind(SyntaxKind.ThisKeyword) != true),
            (_, each) => WithBody(each, Statements(each).Concat(held.Select(one => Assignment(one.Member, one.Creation)))));
    }

    /// <summary>What a constructor's parameter for a field or property is called: <c>s3</c> for <c>_s3</c> and for <c>S3</c>.</summary>
    public static string ParameterFor(string member)
    {
        var bare = FieldName.Bare(member);
        return SyntaxFacts.GetKeywordKind(bare) == SyntaxKind.None ? FieldName.Camel(bare) : "@" + bare;
    }

    // The constructor without parameters was all there was: what it does, the other one does from now on.
    static TypeDeclarationSyntax Paired(TypeDeclarationSyntax type, ConstructorDeclarationSyntax plain, IReadOnlyList<Held> held, List<Held> taken, string accessibility)
    {
        var full = Taking(type, held, taken, accessibility, plain);
        var creating = Creating(type, taken).WithLeadingTrivia(plain.GetLeadingTrivia()).WithAttributeLists(plain.AttributeLists);
        var members = SetOff(type.Members, type.Members.IndexOf(plain) + 1, Layout.EndOfLine(type));
        return type.WithMembers(members.ReplaceRange(members[type.Members.IndexOf(plain)], [creating, full]));
    }

    static TypeDeclarationSyntax Inserted(TypeDeclarationSyntax type, IReadOnlyList<Held> held, List<Held> taken, string accessibility)
    {
        var members = type.Members;
        var at = members.TakeWhile(member => member is BaseFieldDeclarationSyntax or PropertyDeclarationSyntax).Count();
        var end = Layout.EndOfLine(type);
        var creating = Creating(type, taken);
        if (IsDocumented(type)) creating = creating.WithLeadingTrivia(Documentation("Called by Lambda.", end));
        if (at > 0) creating = creating.WithLeadingTrivia(creating.GetLeadingTrivia().Insert(0, end));
        return type.WithMembers(SetOff(members, at, end).InsertRange(at, [creating, Taking(type, held, taken, accessibility, null)]));
    }

    // An empty line before the member that follows.
    static SyntaxList<MemberDeclarationSyntax> SetOff(SyntaxList<MemberDeclarationSyntax> members, int at, SyntaxTrivia end) =>
        at < members.Count && !members[at].GetLeadingTrivia().FirstOrDefault(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia)).IsKind(SyntaxKind.EndOfLineTrivia)
            ? members.Replace(members[at], members[at].WithLeadingTrivia(members[at].GetLeadingTrivia().Insert(0, end))) : members;

    static ConstructorDeclarationSyntax Creating(TypeDeclarationSyntax type, List<Held> taken)
    {
        var made = (ConstructorDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"public {type.Identifier.Text}() : this({string.Join(", ", taken.Select((_, index) => "a" + index))}) {{ }}")!;
        var arguments = made.Initializer!.ArgumentList.Arguments;
        return made.ReplaceNodes(arguments, (argument, _) => SyntaxFactory.Argument(taken[arguments.IndexOf(argument)].Creation.WithoutTrivia()))
            .WithTrailingTrivia(Layout.EndOfLine(type)).WithAdditionalAnnotations(Formatter.Annotation);
    }

    static ConstructorDeclarationSyntax Taking(TypeDeclarationSyntax type, IReadOnlyList<Held> held, List<Held> taken, string accessibility, ConstructorDeclarationSyntax? before)
    {
        var end = Layout.EndOfLine(type);
        var names = taken.ToDictionary(each => each, each => Parameter(each.Member, before));
        var parameters = string.Join(", ", taken.Select(each => $"{each.Type} {names[each]}"));
        var chain = before?.Initializer is { } initializer ? $" {initializer.WithoutTrivia()}" : "";
        var made = (ConstructorDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"{accessibility} {type.Identifier.Text}({parameters}){chain}{end}{{{end}}}{end}")!;
        // What is created from other members may need what the old body did.
        var statements = taken.Select(each => Assignment(each.Member, SyntaxFactory.IdentifierName(names[each])))
            .Concat(before is null ? [] : Statements(before))
            .Concat(held.Except(taken).Select(each => Assignment(each.Member, each.Creation)));
        made = WithBody(made, statements);
        var comment = IsDocumented((SyntaxNode?)before ?? type) ? Documentation("Takes what a test replaces.", end) : SyntaxFactory.TriviaList();
        return made.WithLeadingTrivia(comment.Insert(0, end)).WithAdditionalAnnotations(Formatter.Annotation);
    }

    // A parameter must not hide what the old body means by its name.
    static string Parameter(string member, ConstructorDeclarationSyntax? before)
    {
        var name = ParameterFor(member);
        return before is null || name == member ? name : Edits.Statements.Unused(before, name);
    }

    static TypeDeclarationSyntax Initialised(TypeDeclarationSyntax type, Held held)
    {
        foreach (var member in type.Members)
            switch (member)
            {
                case FieldDeclarationSyntax field when field.Declaration.Variables.FirstOrDefault(each => each.Identifier.ValueText == held.Member) is { } variable:
                    return type.ReplaceNode(variable, variable.WithIdentifier(variable.Identifier.WithTrailingTrivia(SyntaxFactory.Space)).WithInitializer(Value(held.Creation)));
                case PropertyDeclarationSyntax property when property.Identifier.ValueText == held.Member:
                    return type.ReplaceNode(property, property.WithoutTrailingTrivia().WithInitializer(Value(held.Creation).WithLeadingTrivia(SyntaxFactory.Space))
                        .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(property.GetTrailingTrivia())));
            }
        return type;
    }

    static EqualsValueClauseSyntax Value(ExpressionSyntax creation) =>
        SyntaxFactory.EqualsValueClause(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space), creation.WithoutTrivia());

    static StatementSyntax Assignment(string member, ExpressionSyntax value)
    {
        var target = value is IdentifierNameSyntax name && name.Identifier.Text == member ? "this." + member : member;
        var statement = (ExpressionStatementSyntax)SyntaxFactory.ParseStatement($"{target} = X;");
        return statement.ReplaceNode(((AssignmentExpressionSyntax)statement.Expression).Right, value.WithoutTrivia());
    }

    static IEnumerable<StatementSyntax> Statements(ConstructorDeclarationSyntax constructor) =>
        constructor.Body?.Statements ?? (constructor.ExpressionBody is { } arrow ? SyntaxFactory.SingletonList<StatementSyntax>(SyntaxFactory.ExpressionStatement(arrow.Expression.WithoutTrivia())
            .WithLeadingTrivia(BlockBody.Beside(arrow, constructor.SemicolonToken).SelectMany(comment => new[] { comment, Layout.EndOfLine(constructor) }))) : default);

    static ConstructorDeclarationSyntax WithBody(ConstructorDeclarationSyntax constructor, IEnumerable<StatementSyntax> statements)
    {
        var end = Layout.EndOfLine(constructor);
        var lines = statements.Select(statement => (statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? statement : statement.WithTrailingTrivia(end)).WithAdditionalAnnotations(Formatter.Annotation));
        var body = constructor.Body ?? SyntaxFactory.Block().WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(constructor.GetTrailingTrivia()));
        var isOnOwnLine = constructor.Body?.OpenBraceToken.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) == true;
        if (!body.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
            body = body.WithOpenBraceToken(body.OpenBraceToken.WithLeadingTrivia(isOnOwnLine ? body.OpenBraceToken.LeadingTrivia : SyntaxFactory.TriviaList(end)).WithTrailingTrivia(end));
        return constructor.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body.WithStatements(SyntaxFactory.List(lines))).WithAdditionalAnnotations(Formatter.Annotation);
    }

    static bool IsDocumented(SyntaxNode node) => node.GetLeadingTrivia().Any(trivia => trivia.HasStructure && trivia.GetStructure() is DocumentationCommentTriviaSyntax);

    static SyntaxTriviaList Documentation(string summary, SyntaxTrivia end) => SyntaxFactory.ParseLeadingTrivia($"/// <summary>{summary}</summary>{end}");
}
