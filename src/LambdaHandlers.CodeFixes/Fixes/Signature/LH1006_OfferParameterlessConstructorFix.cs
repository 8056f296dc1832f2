using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary>A public constructor without parameters joins the one that takes the dependencies: Lambda calls the one, tests the other.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class OfferParameterlessConstructorFix() : LambdaFix(OfferParameterlessConstructor.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans =>
        [new("Add", "Add a constructor that creates the dependencies", Add), new("Public", "Make the constructor public", MakePublic), new("Static", "Make the handler static", MakeStatic)];

    static Edit? MakePublic(Target target) =>
        target.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration && target.Model.GetDeclaredSymbol(declaration, target.Cancellation) is { TypeKind: TypeKind.Class, IsAbstract: false } type ? PublicConstructor.Of(type, target) : null;

    // Where it needs no object; who calls it on one would have to change.
    static Edit? MakeStatic(Target target)
    {
        if (target.Project is not { } project || target.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration || target.Model.GetDeclaredSymbol(declaration, target.Cancellation) is not { } type
            || project.HandlersOn(type, target.Cancellation).Where(handler => handler.Model == ProgrammingModel.ClassLibrary && !handler.Method.IsStatic).ToList() is not [{ Method: { IsVirtual: false, IsOverride: false, IsAbstract: false } method }]
            || method.DeclaringSyntaxReferences is not [var reference] || reference.GetSyntax(target.Cancellation) is not MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } written || written.SyntaxTree != declaration.SyntaxTree)
            return null;
        var head = written.Modifiers.Count > 0 ? written.WithModifiers(written.Modifiers.Insert(1, SyntaxFactory.Token(SyntaxKind.StaticKeyword).WithTrailingTrivia(SyntaxFactory.Space)))
            : written.WithReturnType(written.ReturnType.WithoutLeadingTrivia()).WithModifiers(SyntaxFactory.TokenList(SyntaxFactory.Token(written.GetLeadingTrivia(), SyntaxKind.StaticKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space))));
        var root = target.Root.ReplaceNode(written, head);
        return StillCompiles.With(new Dictionary<SyntaxTree, SyntaxNode> { [written.SyntaxTree] = root }, project.Compilation.SyntaxTrees.Where(tree => SourceIndex.Of(tree).Mentions(method.Name)), project.Compilation, target.Cancellation)
            ? target.Replacing((_, _) => root) : null;
    }

    static Edit? Add(Target target)
    {
        if (target.Project is not { } project || target.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { OpenBraceToken.RawKind: not 0 } declaration || declaration is not (ClassDeclarationSyntax or RecordDeclarationSyntax)
            || target.Model.GetDeclaredSymbol(declaration, target.Cancellation) is not { IsAbstract: false } type
            || type.InstanceConstructors.Any(each => each.Parameters.Length == 0)
            || type.InstanceConstructors.Where(each => !each.IsImplicitlyDeclared || each.Parameters.Length != 1 || !SymbolEqualityComparer.Default.Equals(each.Parameters[0].Type, type)).ToList() is not [var full]
            || full.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.IsParams))
            return null;
        var arguments = full.Parameters.Select(parameter => Created(parameter, type, target, project)).ToList();
        if (arguments.Contains(null)) return null;
        return target.Replacing((root, _) =>
        {
            var before = declaration.Members.OfType<ConstructorDeclarationSyntax>().FirstOrDefault(each => !each.Modifiers.Any(SyntaxKind.StaticKeyword)) ?? declaration.Members.FirstOrDefault();
            var made = SyntaxFactory.ParseMemberDeclaration($"public {type.Name}() : this({string.Join(", ", arguments)}) {{ }}")!;
            if (before is null) return root.ReplaceNode(declaration, declaration.AddMembers(made.WithTrailingTrivia(SyntaxFactory.Space)));
            // A blank line above the other constructor stands above both; comments stay its own.
            var leading = before.GetLeadingTrivia();
            var isInLine = !declaration.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
            made = isInLine ? made.WithTrailingTrivia(SyntaxFactory.Space)
                : made.WithLeadingTrivia(leading.TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).Concat(leading.Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1))).WithTrailingTrivia(Layout.EndOfLine(root));
            return root.ReplaceNode(declaration, declaration.WithMembers(declaration.Members.Insert(declaration.Members.IndexOf(before), made)));
        });
    }

    /// <summary>How a dependency is created: an AWS client for its interface, the only implementation, a default value; null where nobody can tell.</summary>
    static string? Created(IParameterSymbol parameter, INamedTypeSymbol type, Target target, LambdaProject project)
    {
        var position = target.Node.SpanStart;
        if (parameter is { IsOptional: true, HasExplicitDefaultValue: true })
            return parameter.ExplicitDefaultValue switch { null => null, string text => SymbolDisplay.FormatLiteral(text, quote: true), bool flag => flag ? "true" : "false", int number => SymbolDisplay.FormatPrimitive(number, quoteStrings: true, useHexadecimalNumbers: false), _ => null };
        if (parameter.Type is not INamedTypeSymbol wanted) return null;
        var made = wanted switch
        {
            { TypeKind: TypeKind.Interface, Name: ['I', .. var name] } when wanted.AllInterfaces.Any(each => each.Is(project.Types.AmazonService)) => project.Find($"{wanted.ContainingNamespace.ToDisplayString()}.{name}Client"),
            { TypeKind: TypeKind.Interface, DeclaringSyntaxReferences.IsEmpty: false } => project.Hierarchy.Below(wanted, target.Cancellation).Where(each => each is { TypeKind: TypeKind.Class, IsAbstract: false }).ToList() is [var only] ? only : null,
            { TypeKind: TypeKind.Class, IsAbstract: false, DeclaringSyntaxReferences.IsEmpty: false } => wanted,
            _ => null,
        };
        return made is { IsGenericType: false, IsAbstract: false } && !made.Is(type) && made.InstanceConstructors.Any(each => each is { Parameters.Length: 0, DeclaredAccessibility: Accessibility.Public })
            ? $"new {made.ToMinimalDisplayString(target.Model, position)}()" : null;
    }
}
