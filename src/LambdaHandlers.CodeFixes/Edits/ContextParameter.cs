using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A handler's method that gets the context as its last parameter, and the callers that pass one: Lambda hands it to whoever asks.</summary>
static class ContextParameter
{
    const string ForTests = "Amazon.Lambda.TestUtilities.TestLambdaContext";

    /// <summary>The calls in the method's own document that have to pass a context; null where somebody in the project can't, or overrides or holds the method.</summary>
    public static List<SyntaxNode>? Callers(MethodDeclarationSyntax declaration, IMethodSymbol method, Handler handler, Target target)
    {
        if (handler.Model is not (ProgrammingModel.ClassLibrary or ProgrammingModel.Annotations) || target.Project is not { Types.LambdaContext: not null } project
            || (handler.Model != ProgrammingModel.Annotations && declaration.ParameterList.Parameters.Count >= 2) || declaration.ParameterList.Parameters.Any(parameter => parameter.Default is not null || parameter.Modifiers.Any(SyntaxKind.ParamsKeyword))
            || ReturnTypeChange.Family(method, project, target.Cancellation) is not { Length: 1 })
            return null;
        var calls = new List<SyntaxNode>();
        foreach (var site in project.Calls.Of(method, target.Cancellation))
            if (site.Target.Parent is not InvocationExpressionSyntax call || call.Expression != site.Target || declaration.Contains(call) || Passing(call, site.Model) is null) return null;
            else if (call.SyntaxTree == declaration.SyntaxTree) calls.Add(call);
        return calls;
    }

    /// <summary>The parameters with the context behind them.</summary>
    public static ParameterListSyntax Added(ParameterListSyntax list, string type, string name) =>
        list.WithParameters(Commas.Appended(list.Parameters, SyntaxFactory.Parameter(SyntaxFactory.Identifier(name)).WithType(SyntaxFactory.ParseTypeName(type).WithTrailingTrivia(SyntaxFactory.Space))));

    /// <summary>The call with the context that its place sees; null where it sees none.</summary>
    public static InvocationExpressionSyntax? Passing(InvocationExpressionSyntax call, SemanticModel model, bool inTests = false)
    {
        var seen = model.LookupSymbols(call.SpanStart).FirstOrDefault(symbol => symbol switch
        {
            ILocalSymbol local => Is(local.Type) && local.Locations[0].SourceSpan.Start < call.SpanStart,
            IParameterSymbol parameter => Is(parameter.Type),
            IFieldSymbol { IsStatic: false } field => Is(field.Type),
            _ => false,
        })?.Name ?? (inTests && model.Compilation.GetTypesByMetadataName(ForTests) is [var type, ..] ? $"new {Usings.NameOf(type, model, call.SpanStart)}()" : null);
        return seen is null ? null : call.WithArgumentList(call.ArgumentList.WithArguments(Commas.Appended(call.ArgumentList.Arguments, SyntaxFactory.Argument(SyntaxFactory.ParseExpression(seen)))));

        static bool Is(ITypeSymbol held) => held.Name == "ILambdaContext" || held.AllInterfaces.Any(each => each.Name == "ILambdaContext");
    }

    /// <summary>The changed solution with the calls of other documents and projects; as it was where one of them can't pass a context.</summary>
    public static async Task<Solution> PassedElsewhereAsync(Document own, Solution changed, IMethodSymbol method, CancellationToken cancellation)
    {
        var original = own.Project.Solution;
        foreach (var group in (await SymbolFinder.FindReferencesAsync(method, original, cancellation).ConfigureAwait(false)).SelectMany(found => found.Locations).Where(place => place.Document.Id != own.Id && !place.IsImplicit).GroupBy(place => place.Document))
        {
            if (await group.Key.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root || await group.Key.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model) return original;
            var calls = new Dictionary<SyntaxNode, SyntaxNode>();
            foreach (var place in group)
            {
                var name = root.FindNode(place.Location.SourceSpan, getInnermostNodeForTie: true);
                var target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
                if (target.Parent is not InvocationExpressionSyntax call || call.Expression != target || Passing(call, model, inTests: group.Key.Project.Id != own.Project.Id) is not { } passing) return original;
                calls[call] = passing;
            }
            var position = calls.Keys.First().SpanStart;
            root = root.ReplaceNodes(calls.Keys, (old, _) => calls[old]);
            if (calls.Values.Any(call => call.ToString().Contains("TestLambdaContext")) && model.Compilation.GetTypesByMetadataName(ForTests) is [var type, ..]) root = Usings.Add(root, type, model, position);
            changed = changed.WithDocumentSyntaxRoot(group.Key.Id, root);
        }
        return changed;
    }
}
