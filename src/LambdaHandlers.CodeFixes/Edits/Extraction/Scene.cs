using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Structure;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>The handler that gives its logic away, and what stands around it.</summary>
sealed record Scene(Target Target, LambdaProject Project, Handler Handler, SyntaxNode Declaration, BlockSyntax Body)
{
    /// <summary>The model of the handler's file.</summary>
    public SemanticModel Model => Target.Model;

    /// <summary>Cancels the work.</summary>
    public CancellationToken Cancellation => Target.Cancellation;

    /// <summary>The class around the handler; null in top-level statements.</summary>
    public TypeDeclarationSyntax? TypeDeclaration { get; } = Declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    /// <summary>The same as a symbol.</summary>
    public INamedTypeSymbol? Type => TypeDeclaration is null ? null : Target.Model.GetDeclaredSymbol(TypeDeclaration, Target.Cancellation);

    /// <summary>True where there is no object: a static method, a lambda in a static field.</summary>
    public bool IsStatic => TypeDeclaration is not null && Symbol(Declaration is MethodDeclarationSyntax ? Declaration : Statements.Member(Declaration)) is { IsStatic: true };

    ISymbol? Symbol(SyntaxNode member) => Target.Model.GetDeclaredSymbol(member is BaseFieldDeclarationSyntax fields ? fields.Declaration.Variables[0] : member, Target.Cancellation);

    /// <summary>The scene of a finding at a handler's name; null where the handler has no block of statements.</summary>
    public static Scene? Of(Target target)
    {
        if (target.Project is not { } project
            || target.Node.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) is not { } declaration
            || Block(declaration) is not { } body || Symbol(declaration, target.Model, target.Cancellation) is not { } method || project.HandlerOf(method, target.Cancellation) is not { } handler)
            return null;
        return new Scene(target, project, handler, declaration, body);
    }

    static BlockSyntax? Block(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Body,
        LocalFunctionStatementSyntax local => local.Body,
        AnonymousFunctionExpressionSyntax lambda => lambda.Block,
        _ => null,
    };

    /// <summary>The method that a declaration or lambda is.</summary>
    public static IMethodSymbol? Symbol(SyntaxNode declaration, SemanticModel model, CancellationToken cancellation) =>
        (declaration is AnonymousFunctionExpressionSyntax ? model.GetSymbolInfo(declaration, cancellation).Symbol : model.GetDeclaredSymbol(declaration, cancellation)) as IMethodSymbol;

    /// <summary>The statements of its body that are business logic.</summary>
    public IReadOnlyList<SyntaxNode> Domain => _domain ??= [.. Logic.Statements.Where(node => node.SyntaxTree == Body.SyntaxTree && Body.Span.Contains(node.Span))];

    IReadOnlyList<SyntaxNode>? _domain;

    /// <summary>All that it weighs.</summary>
    public DomainLogic Logic => _logic ??= DomainLogic.Of(Handler, Project, Cancellation);

    DomainLogic? _logic;

    /// <summary>What the compiler says of the handler's file as it is; asked once for all plans.</summary>
    public IReadOnlyDictionary<string, int> Loud => _loud ??= StillCompiles.Loud(Model, Cancellation);

    IReadOnlyDictionary<string, int>? _loud;

    /// <summary>Marks the handler through the edits.</summary>
    public static readonly SyntaxAnnotation Mark = new();

    /// <summary>The weight from which on the rule speaks.</summary>
    public int Limit => DomainLogic.Threshold.Read(Project.Options.AnalyzerConfigOptionsProvider.GetOptions(Model.SyntaxTree))
        * (Handler.Model == ProgrammingModel.Durable || Handler.Source == EventSource.ApiGatewayAuthorizer ? 2 : 1);
}
