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

/// <summary>The assembly, or the method alone, gets the serializer that the project references.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class DeclareSerializerFix() : LambdaFix(DeclareSerializer.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Assembly", "Declare a serializer for the assembly", ForAssembly), new("Method", "Declare a serializer for this method", ForMethod)];

    static Edit? ForAssembly(Target target)
    {
        // Behind an attribute that is being typed, there is no telling what a further one would belong to.
        if (Choice(target) is not { } serializer || target.Root is not CompilationUnitSyntax unit || unit.AttributeLists.Any(list => list.ContainsDiagnostics)) return null;
        // Usings can move the ground; the attribute goes in first.
        return target.Replacing((root, _) => Import((CompilationUnitSyntax)Insert((CompilationUnitSyntax)root, serializer, target), serializer, target));
    }

    static Edit? ForMethod(Target target)
    {
        if (Choice(target) is not { } serializer || target.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method) return null;
        return target.Replacing((root, _) =>
        {
            var list = List(null, serializer, target, method.SpanStart).WithLeadingTrivia(method.GetLeadingTrivia()).WithTrailingTrivia(Layout.EndOfLine(method));
            var indent = method.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
            var changed = method.WithLeadingTrivia(indent == default ? default : SyntaxFactory.TriviaList(indent));
            return Import((CompilationUnitSyntax)root.ReplaceNode(method, changed.WithAttributeLists(changed.AttributeLists.Count == 0 ? SyntaxFactory.SingletonList(list) : changed.AttributeLists.Insert(0, list))), serializer, target);
        });
    }

    /// <summary>The serializer to name: one over a context that knows the payload, else the default one; null where native compilation leaves no choice.</summary>
    static INamedTypeSymbol? Choice(Target target)
    {
        if (target.Project is not { } project || target.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || target.Model.GetDeclaredSymbol(declaration, target.Cancellation) is not { } method || project.HandlerOf(method, target.Cancellation) is not { } handler)
            return null;
        var payload = Payload.Of(handler, project);
        if (payload.Attribute is not null) return null;
        if (project.Find("Amazon.Lambda.Serialization.SystemTextJson.SourceGeneratorLambdaJsonSerializer`1") is { } overContext
            && project.Find("System.Text.Json.Serialization.JsonSerializerContext") is { } context && project.Hierarchy.Below(context, target.Cancellation) is [{ IsAbstract: false, DeclaredAccessibility: not Accessibility.Private } own])
        {
            var serializer = overContext.Construct(own);
            if (JsonContext.Of(serializer) is { } known && (payload.Read is null || known.Knows(payload.Read)) && (payload.Written is null || known.Knows(payload.Written))) return serializer;
        }
        return project.Settings.PublishAot ? null
            : project.Find("Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer") ?? project.Find("Amazon.Lambda.Serialization.Json.JsonSerializer");
    }

    static SyntaxNode Insert(CompilationUnitSyntax unit, INamedTypeSymbol serializer, Target target)
    {
        var end = Layout.EndOfLine(unit);
        var list = List(SyntaxFactory.AttributeTargetSpecifier(SyntaxFactory.Token(SyntaxKind.AssemblyKeyword)).WithTrailingTrivia(SyntaxFactory.Space), serializer, target, unit.Members.FirstOrDefault()?.SpanStart ?? 0);
        if (unit.AttributeLists.Count > 0)
            return unit.WithAttributeLists(unit.AttributeLists.Add(list.WithTrailingTrivia(end)));
        // A blank line on either side; what stands above the first declaration stays there.
        var first = unit.Members.FirstOrDefault()?.GetFirstToken(includeZeroWidth: true) ?? unit.EndOfFileToken;
        if (!first.LeadingTrivia.FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia))
            unit = unit.ReplaceToken(first, first.WithLeadingTrivia(first.LeadingTrivia.Insert(0, end)));
        return unit.WithAttributeLists(SyntaxFactory.SingletonList(list.WithLeadingTrivia(unit.Usings.Count > 0 ? SyntaxFactory.TriviaList(end) : default).WithTrailingTrivia(end)));
    }

    static AttributeListSyntax List(AttributeTargetSpecifierSyntax? on, INamedTypeSymbol serializer, Target target, int position)
    {
        var attribute = Usings.NameOf(target.Project!.Types.LambdaSerializerAttribute!, target.Model, position);
        var name = attribute.EndsWith("Attribute", StringComparison.Ordinal) ? attribute.Substring(0, attribute.Length - "Attribute".Length) : attribute;
        return SyntaxFactory.AttributeList(on, SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(SyntaxFactory.ParseName(name),
            SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression($"typeof({Usings.NameOf(serializer, target.Model, position)})")))))));
    }

    static SyntaxNode Import(CompilationUnitSyntax unit, INamedTypeSymbol serializer, Target target)
    {
        var position = target.Node.SpanStart;
        var once = Usings.Add(unit, target.Project!.Types.LambdaSerializerAttribute!, target.Model, position);
        return Usings.Add(once, serializer, target.Model, position);
    }
}
