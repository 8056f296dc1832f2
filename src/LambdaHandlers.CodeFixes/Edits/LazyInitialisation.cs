using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// What a constructor starts and cannot wait for becomes a <c>Lazy&lt;Task&gt;</c>, which every handler of the class awaits first. Null where the method takes
/// arguments, somebody else calls it, or a handler cannot await.
/// </summary>
static class LazyInitialisation
{
    /// <summary>The edit for the call in the constructor: <c>Load();</c> or <c>_ = LoadAsync();</c>.</summary>
    public static Edit? Plan(InvocationExpressionSyntax call, Target target, LambdaProject project)
    {
        var cancellation = target.Cancellation;
        var start = call.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard ? discard : (ExpressionSyntax)call;
        if (call is not { Expression: IdentifierNameSyntax name, ArgumentList.Arguments.Count: 0 } || start.Parent is not (ExpressionStatementSyntax or ArrowExpressionClauseSyntax)
            || start.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not ConstructorDeclarationSyntax { Parent: TypeDeclarationSyntax type } constructor || constructor.Modifiers.Any(SyntaxKind.StaticKeyword)
            || target.Model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol { IsStatic: false, IsVirtual: false, IsOverride: false, IsAbstract: false, DeclaringSyntaxReferences: [var reference] } method
            || reference.GetSyntax(cancellation) is not MethodDeclarationSyntax initialise || initialise.Parent != type || project.Calls.Of(method, cancellation).Length != 1 || project.Find("System.Lazy`1") is not { } lazy
            || !IsTask(method, project) && !(method is { ReturnsVoid: true, IsAsync: true }))
            return null;
        var handlers = Handlers(type, target.Model, project, cancellation);
        if (handlers is null) return null;
        var task = Usings.NameOf(project.Types.Task!, target.Model, initialise.SpanStart);
        var field = Statements.Unused(type, "_" + FieldName.Camel(Names.Without(method.Name, "Async")), "_initialised");
        var edits = new Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>>
        {
            [start] = now => SyntaxFactory.ParseExpression($"{field} = new({name})").WithTriviaFrom(now),
            [type] = now => WithField((TypeDeclarationSyntax)now, type, $"readonly {lazy.ToMinimalDisplayString(target.Model, initialise.SpanStart).Split('<')[0]}<{task}> {field};"),
        };
        if (method.ReturnsVoid) edits[initialise] = now => AsyncBody.Of(now, SyntaxFactory.ParseTypeName(task), keepsTask: false);
        return AsyncChain.Around(handlers, (_, now) => ((BlockSyntax)now).Insert(0, SyntaxFactory.ParseStatement($"await {field}.Value;")), edits, target.Document.Project.Solution, project, cancellation);
    }

    static bool IsTask(IMethodSymbol method, LambdaProject project) => SymbolEqualityComparer.Default.Equals(method.ReturnType, project.Types.Task);

    // All of them, and all in this part of the class.
    static List<BlockSyntax>? Handlers(TypeDeclarationSyntax type, SemanticModel model, LambdaProject project, CancellationToken cancellation)
    {
        var bodies = new List<BlockSyntax>();
        if (model.GetDeclaredSymbol(type, cancellation) is not { } symbol) return null;
        foreach (var handler in project.HandlersOn(symbol, cancellation))
            if (handler.Method.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax(cancellation) is MethodDeclarationSyntax { Body: { Statements.Count: > 0 } body } method && method.Parent == type) bodies.Add(body);
            else return null;
        return bodies.Count == 0 ? null : bodies;
    }

    static TypeDeclarationSyntax WithField(TypeDeclarationSyntax type, TypeDeclarationSyntax old, string field)
    {
        var first = old.Members[0];
        var declaration = SyntaxFactory.ParseMemberDeclaration(field)!.WithLeadingTrivia(SyntaxFactory.Whitespace(Layout.Indentation(first))).WithTrailingTrivia(Layout.EndOfLine(old));
        return type.WithMembers(type.Members.Insert(0, declaration));
    }
}
