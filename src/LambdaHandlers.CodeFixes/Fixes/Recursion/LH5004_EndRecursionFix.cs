using System.Composition;
using LambdaHandlers.Analyzers.Model.Recursion;
using LambdaHandlers.Analyzers.Rules.Recursion;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace LambdaHandlers.CodeFixes.Fixes.Recursion;

/// <summary>A method that goes as deep as the event becomes a loop, where it calls itself last; else it counts how deep it is, and refuses more than a limit.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class EndRecursionFix() : LambdaFix(EndRecursion.Id)
{
    const string Depth = "depth";
    const int Limit = 64;

    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans => [new("Loop", "Turn the recursion into a loop", Loop), new("Depth", "Count the depth and refuse more than a limit", Count)];

    // A loop without an end is no better than recursion without one.
    static Edit? Loop(Target target) =>
        target.Properties.TryGetValue("Verdict", out var verdict) && verdict == nameof(Verdict.DepthOfTheEvent)
        && target.Around<MethodDeclarationSyntax>() is { } method && TailLoop.Of(method, target.Model, target.Cancellation) is { } loop
            ? target.Replacing((root, _) => root.ReplaceNode(method, loop))
            : null;

    static Edit? Count(Target target)
    {
        if (target.Project is not { } project || target.Around<MethodDeclarationSyntax>() is not { } method || (SyntaxNode?)method.Body is not { } body && (body = method.ExpressionBody?.Expression) is null
            || target.Model.GetDeclaredSymbol(method, target.Cancellation) is not { } symbol || !IsOwn(symbol)
            || project.Find("System.InvalidOperationException") is not { } exception || method.DescendantTokens().Any(token => token.ValueText == Depth))
            return null;
        // Every other caller starts at the top; a method group would no longer fit.
        var calls = method.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => SymbolEqualityComparer.Default.Equals(target.Model.GetSymbolInfo(call, target.Cancellation).Symbol, symbol)).ToList();
        var givesValue = !symbol.ReturnsVoid && !(symbol.IsAsync && symbol.ReturnType is INamedTypeSymbol { Arity: 0 });
        if (calls.Count == 0 || (method.Body is null && !givesValue) || project.Calls.Of(symbol, target.Cancellation).Any(site => CallOf(site.Target) is null)) return null;
        return target.Replacing((root, _) =>
        {
            var refusal = $"throw new {Usings.NameOf(exception, target.Model, body.SpanStart)}(\"{symbol.Name} calls itself more than {Limit} times.\")";
            var changed = method.ReplaceNodes(calls, (_, call) => call.WithArgumentList(call.ArgumentList.WithArguments(Commas.Appended(call.ArgumentList.Arguments,
                SyntaxFactory.Argument(SyntaxFactory.ParseExpression($"{Depth} + 1")).WithNameColon(SyntaxFactory.NameColon(Depth).WithTrailingTrivia(SyntaxFactory.Space))))));
            var parameter = ((MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"void M(int {Depth} = 0) {{ }}")!).ParameterList.Parameters[0];
            changed = changed.WithParameterList(changed.ParameterList.WithParameters(Commas.Appended(changed.ParameterList.Parameters, parameter)));
            if (changed.Body is { } block)
                changed = changed.WithBody(block.WithStatements(block.Statements.Insert(0, SyntaxFactory.ParseStatement($"if ({Depth} > {Limit}) {refusal};").WithTrailingTrivia(Layout.EndOfLine(method)).WithAdditionalAnnotations(Formatter.Annotation))));
            else
            {
                var given = changed.ExpressionBody!.Expression;
                var choice = (ConditionalExpressionSyntax)SyntaxFactory.ParseExpression($"{Depth} > {Limit} ? {refusal} : x");
                changed = changed.ReplaceNode(given, choice.WithWhenFalse(given.WithoutTrivia()).WithTriviaFrom(given));
            }
            return Usings.Add(root.ReplaceNode(method, changed), exception, target.Model, body.SpanStart);
        });
    }

    // Nobody outside of the project knows it, and nothing prescribes its signature.
    static bool IsOwn(IMethodSymbol method) =>
        method is { DeclaredAccessibility: Accessibility.Private or Accessibility.Internal, IsVirtual: false, IsOverride: false, IsAbstract: false, IsExtern: false, PartialDefinitionPart: null, PartialImplementationPart: null }
        && method.ExplicitInterfaceImplementations.IsEmpty && !method.Parameters.Any(parameter => parameter.IsParams);

    static InvocationExpressionSyntax? CallOf(SyntaxNode use) => use.Parent is InvocationExpressionSyntax call && call.Expression == use ? call : null;
}
