using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>What a field holds before the first invocation, told so that a local can begin with the same.</summary>
/// <param name="Declaration">The field's declaration; it has no other variable and no attributes.</param>
/// <param name="Value">The value.</param>
/// <param name="IsResource">True for what is made anew, and disposed of at the end of the method.</param>
/// <param name="Assignment">The constructor's assignment that goes; null where the field has an initialiser, or nothing.</param>
sealed record FieldStart(FieldDeclarationSyntax Declaration, ExpressionSyntax Value, bool IsResource = false, AssignmentExpressionSyntax? Assignment = null)
{
    /// <summary>The field's type.</summary>
    public TypeSyntax Type => Declaration.Declaration.Type.WithoutTrivia();

    /// <summary>A constant, nothing, or a new empty object: every invocation can have its own.</summary>
    public static FieldStart? OfValue(IFieldSymbol field, SemanticModel model, CancellationToken cancellation)
    {
        if (Variable(field, cancellation) is not var (variable, declaration)) return null;
        if (variable.Initializer is { Value: { } value })
            return model.GetConstantValue(value, cancellation).HasValue || IsEmpty(value, field.Type, model, cancellation) ? new(declaration, value.WithoutTrivia()) : null;
        var text = field.Type switch
        {
            { SpecialType: SpecialType.System_Boolean } => "false",
            { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => "0",
            { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } when model.GetNullableContext(declaration.SpanStart).AnnotationsEnabled() => "null!",
            { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "null",
            _ => "default",
        };
        return new(declaration, SyntaxFactory.ParseExpression(text));
    }

    // new List<string>(), new(), []: what is in it is constant, and nobody else has it.
    static bool IsEmpty(ExpressionSyntax value, ITypeSymbol type, SemanticModel model, CancellationToken cancellation) =>
        (value is CollectionExpressionSyntax { Elements.Count: 0 }
            || value is BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: var arguments } && (arguments is null || arguments.Arguments.All(argument => model.GetConstantValue(argument.Expression, cancellation).HasValue)))
        && !type.AllInterfaces.Any(each => each.Name is "IDisposable" or "IAsyncDisposable");

    /// <summary>A connection that the initialiser or the only constructor makes of what is there in every method; null where it is handed in.</summary>
    public static FieldStart? OfResource(IFieldSymbol field, SemanticModel model, LambdaProject project, CancellationToken cancellation)
    {
        if (Variable(field, cancellation) is not var (variable, declaration)) return null;
        var assignments = project.Calls.Of(field, cancellation).Where(site => site.Writes).Select(site => site.Target.Parent as AssignmentExpressionSyntax).ToList();
        return (variable.Initializer, assignments) switch
        {
            ({ Value: { } value }, []) when IsFree(value, model, cancellation) => new(declaration, value.WithoutTrivia(), IsResource: true),
            (null, [{ Parent: ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax } } or ArrowExpressionClauseSyntax { Parent: ConstructorDeclarationSyntax } } only])
                when only.SyntaxTree == declaration.SyntaxTree && IsFree(only.Right, model, cancellation) => new(declaration, only.Right.WithoutTrivia(), IsResource: true, only),
            _ => null,
        };
    }

    // Made of constants, statics and the environment: not of a parameter or of another field.
    static bool IsFree(ExpressionSyntax value, SemanticModel model, CancellationToken cancellation) =>
        value is not LiteralExpressionSyntax && !value.DescendantNodesAndSelf().Any(node => node is ThisExpressionSyntax or BaseExpressionSyntax or AnonymousFunctionExpressionSyntax
            || node is SimpleNameSyntax name && !IsAskedOfSomething(name) && model.GetSymbolInfo(name, cancellation).Symbol is IParameterSymbol or ILocalSymbol or (IFieldSymbol or IPropertySymbol or IMethodSymbol) and { IsStatic: false });

    static bool IsAskedOfSomething(SimpleNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name || name.Parent is MemberBindingExpressionSyntax or NameColonSyntax
        || name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } set && set.Left == name;

    static (VariableDeclaratorSyntax, FieldDeclarationSyntax)? Variable(IFieldSymbol field, CancellationToken cancellation) =>
        field.DeclaringSyntaxReferences is [var reference]
        && reference.GetSyntax(cancellation) is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax { AttributeLists.Count: 0 } declaration } } variable ? (variable, declaration) : null;

    /// <summary>What else goes with the field: the assignment, or the constructor that did nothing else.</summary>
    public IEnumerable<SyntaxNode> Removed => Assignment?.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not { } constructor ? []
        : constructor is { ParameterList.Parameters.Count: 0, AttributeLists.Count: 0, Initializer: null } && constructor.Body?.Statements.Count is null or 1 ? [constructor]
        : Assignment.Parent is ExpressionStatementSyntax statement ? [statement] : [];

    /// <summary>The statement that declares the local.</summary>
    public string Declare(string name, bool isAsync) => IsResource ? $"{(isAsync ? "await using" : "using")} var {name} = {Value};" : $"{Type} {name} = {Value};";
}
