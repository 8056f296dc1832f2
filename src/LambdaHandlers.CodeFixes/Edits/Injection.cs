using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Structure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// What a handler's class creates for itself comes through a constructor, typed by its interface; the constructor that Lambda calls creates it.
/// Offered where nothing else happens in another order than before.
/// </summary>
sealed class Injection
{
    readonly TypeDeclarationSyntax _type;
    readonly SemanticModel _model;
    readonly LambdaProject _project;
    readonly CancellationToken _cancellation;
    readonly ConstructorPair _pair;
    readonly InstanceContext _instance;
    readonly List<Held> _held = [];
    readonly Dictionary<SyntaxNode, TypeSyntax?> _declarations = [];
    readonly HashSet<StatementSyntax> _removed = [];
    // public Function() => _s3 = new AmazonS3Client();
    readonly List<ConstructorDeclarationSyntax> _arrows = [];
    bool _isInternal;

    Injection(TypeDeclarationSyntax type, ConstructorPair pair, SemanticModel model, LambdaProject project, CancellationToken cancellation)
    {
        (_type, _pair, _model, _project, _cancellation) = (type, pair, model, project, cancellation);
        _instance = new(type, model, project, cancellation);
    }

    /// <summary>The injection of what a class creates, or null where it would change what the code does.</summary>
    public static Injection? Of(TypeDeclarationSyntax type, IReadOnlyCollection<OwnResource> resources, SemanticModel model, LambdaProject project, CancellationToken cancellation)
    {
        if (ConstructorPair.Of(type, model, cancellation) is not { TakesDependencies: false } pair) return null;
        var members = new HashSet<ISymbol>(resources.Select(each => each.Member), SymbolEqualityComparer.Default);
        var injection = new Injection(type, pair, model, project, cancellation);
        return members.Count == resources.Count && resources.All(each => injection.Take(each, members)) && injection._held.Any(each => each.Type is not null) && injection.KeepsOrder() ? injection : null;
    }

    /// <summary>The class with its pair of constructors.</summary>
    public TypeDeclarationSyntax Apply()
    {
        var changed = _type.ReplaceNodes(_declarations.Keys.Concat(_instance.Methods).Concat(_removed.Select(statement => statement.Parent!)).Concat(_arrows).Distinct(), (original, current) => current switch
        {
            FieldDeclarationSyntax field => Bare(field, _declarations[original]),
            PropertyDeclarationSyntax property => Bare(property, _declarations[original]),
            MethodDeclarationSyntax method => InstanceContext.WithoutStatic(method),
            BlockSyntax block => StatementRemoval.Without((BlockSyntax)original, block, _removed, keepComments: true),
            ConstructorDeclarationSyntax constructor => constructor.WithExpressionBody(null).WithSemicolonToken(default).WithBody(SyntaxFactory.Block()),
            _ => current,
        });
        return _pair.With(changed, _held, _isInternal ? "internal" : "public");
    }

    bool Take(OwnResource resource, HashSet<ISymbol> members)
    {
        var (member, value, made) = resource;
        if (!_type.Span.Contains(value.Span) || value.SyntaxTree != _type.SyntaxTree || Declaration(member) is not { } declaration) return false;
        if (member.IsStatic && (value.Parent is not EqualsValueClauseSyntax || !_instance.Allows(member, members))) return false;
        var isDerived = value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => _model.GetSymbolInfo(name, _cancellation).Symbol is { } used && members.Contains(used));
        // In a constructor it may stay where it is: what it is made of was passed in.
        if (isDerived && value.Parent is AssignmentExpressionSyntax) return true;
        if (Narrowed(member, made) is not { } type) return false;
        var held = (member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type;
        if (isDerived)
        {
            _held.Add(new(member.Name, Explicit(value, made)));
            _declarations[declaration] = SymbolEqualityComparer.Default.Equals(type, held) ? null : Name(type);
            return true;
        }
        if (!IsReplaceable(type, made) || Construction.Of(value, null, value.FirstAncestorOrSelf<MemberDeclarationSyntax>()!, _model, _cancellation) is not { } construction || !IsTakenOut(value, construction)) return false;
        _isInternal |= !IsPublic(type);
        _held.Add(new(member.Name, Explicit(construction.Value, made), Name(type).ToString()));
        _declarations[declaration] = SymbolEqualityComparer.Default.Equals(type, held) ? null : Name(type);
        return true;
    }

    // A field or property of its own line, declared in this part of the class.
    SyntaxNode? Declaration(ISymbol member) => member.DeclaringSyntaxReferences is [var reference] && reference.SyntaxTree == _type.SyntaxTree ? reference.GetSyntax(_cancellation) switch
    {
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax field } } when field.Parent == _type => field,
        PropertyDeclarationSyntax { ExpressionBody: null } property when property.Parent == _type => property,
        _ => null,
    } : null;

    /// <summary>The interface that the member can go by from now on, or the type that it has.</summary>
    INamedTypeSymbol? Narrowed(ISymbol member, INamedTypeSymbol made)
    {
        if (((member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type) is not INamedTypeSymbol held) return null;
        held = (INamedTypeSymbol)held.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        if (held.TypeKind == TypeKind.Interface || member.DeclaredAccessibility != Accessibility.Private || !SymbolEqualityComparer.Default.Equals(held, made)) return held;
        var uses = _project.Calls.Of(member, _cancellation).Where(use => use.Reads).ToList();
        return uses.All(use => use.Node.SyntaxTree == _type.SyntaxTree && use.Target is ExpressionSyntax)
            ? OwnInterface.Of(made, uses.Select(use => (ExpressionSyntax)use.Target), _model, _cancellation) ?? held : held;
    }

    // A class of the project that nobody can derive from and that has no seam of its own: to pass it helps no test.
    static bool IsReplaceable(INamedTypeSymbol type, INamedTypeSymbol made) =>
        type.TypeKind == TypeKind.Interface || type.DeclaringSyntaxReferences.IsEmpty || type.IsAbstract
        || made.InstanceConstructors.Any(constructor => constructor.Parameters.Length > 0)
        || !made.IsSealed && made.GetMembers().Any(each => each is { IsVirtual: true, IsImplicitlyDeclared: false });

    bool IsTakenOut(ExpressionSyntax value, Construction construction)
    {
        if (value.Parent is EqualsValueClauseSyntax) return construction.Absorbed.Count == 0;
        switch (value.Parent)
        {
            case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax } } statement }:
                foreach (var removed in construction.Absorbed.Append(statement))
                    if (removed.Parent != statement.Parent || removed.GetLeadingTrivia().Concat(removed.GetTrailingTrivia()).Any(trivia => trivia.IsDirective)) return false;
                    else _removed.Add(removed);
                return true;
            case AssignmentExpressionSyntax { Parent: ArrowExpressionClauseSyntax { Parent: ConstructorDeclarationSyntax constructor } }:
                _arrows.Add(constructor);
                return true;
            default: return false;
        }
    }

    // What a constructor did before it created something it now does after: fine for its own variables, not for a switch that clients look at.
    bool KeepsOrder() => _removed.Select(statement => (BlockSyntax)statement.Parent!).Distinct().All(block =>
        block.Statements.TakeWhile(statement => statement != block.Statements.Last(_removed.Contains)).Where(statement => !_removed.Contains(statement)).All(IsOwnAffair));

    bool IsOwnAffair(StatementSyntax statement) => statement.DescendantNodesAndSelf().All(node => node switch
    {
        InvocationExpressionSyntax call => _model.GetSymbolInfo(call, _cancellation).Symbol is { ContainingType: { } owner } && owner.ToDisplayString().StartsWith("System.", StringComparison.Ordinal),
        AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment => assignment.Left is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax },
        ReturnStatementSyntax or ThrowStatementSyntax => false,
        _ => true,
    });

    ExpressionSyntax Explicit(ExpressionSyntax value, INamedTypeSymbol made) => value is ImplicitObjectCreationExpressionSyntax creation
        ? SyntaxFactory.ObjectCreationExpression(SyntaxFactory.Token(SyntaxKind.NewKeyword).WithTrailingTrivia(SyntaxFactory.Space), Name(made), creation.ArgumentList, creation.Initializer)
        : value;

    TypeSyntax Name(INamedTypeSymbol type) => SyntaxFactory.ParseTypeName(type.ToMinimalDisplayString(_model, _type.OpenBraceToken.Span.End));

    static bool IsPublic(ISymbol? type) => type is null or INamespaceSymbol || type.DeclaredAccessibility == Accessibility.Public && IsPublic(type.ContainingType);

    static FieldDeclarationSyntax Bare(FieldDeclarationSyntax field, TypeSyntax? type)
    {
        var variable = field.Declaration.Variables[0];
        var declaration = field.Declaration.WithVariables(SyntaxFactory.SingletonSeparatedList(variable.WithInitializer(null).WithIdentifier(variable.Identifier.WithTrailingTrivia())));
        if (type is not null) declaration = declaration.WithType(type.WithTriviaFrom(declaration.Type));
        return (FieldDeclarationSyntax)InstanceContext.WithoutStatic(field.WithDeclaration(declaration));
    }

    static PropertyDeclarationSyntax Bare(PropertyDeclarationSyntax property, TypeSyntax? type)
    {
        if (type is not null) property = property.WithType(type.WithTriviaFrom(property.Type));
        if (property.Initializer is not null)
            property = property.WithInitializer(null).WithSemicolonToken(default).WithAccessorList(property.AccessorList!.WithTrailingTrivia(property.SemicolonToken.TrailingTrivia));
        return (PropertyDeclarationSyntax)InstanceContext.WithoutStatic(property);
    }
}
