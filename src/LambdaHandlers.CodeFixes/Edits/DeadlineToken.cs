using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A <c>CancellationToken</c> that nobody passes becomes one that the handler makes itself: cancelled a second before Lambda would stop it.</summary>
static class DeadlineToken
{
    /// <summary>The edit, or null where the method does not use the token, or where its body cannot hold a <c>using</c>.</summary>
    public static Edit? In(MethodDeclarationSyntax declaration, IMethodSymbol method, Target target)
    {
        var (types, parameters) = (target.Project!.Types, method.Parameters);
        if (parameters.Where(TakeInputAndContext.IsToken).ToList() is not [var token] || token.RefKind != RefKind.None || declaration.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp8 }
            || !Mentions.Of(token, declaration, target.Model, target.Cancellation).Any()
            || declaration.GetLeadingTrivia().ToString().Contains($"\"{token.Name}\""))
            return null;
        var rest = parameters.Remove(token);
        var context = rest.LastOrDefault() is { } last && last.Type.Is(types.LambdaContext) ? last : null;
        if (rest.Length > (context is null ? 1 : 2) || (rest.Length == 2 && Payload.IsContext(rest[0].Type, types))) return null;
        var name = context?.Name ?? Statements.Unused(declaration, "context", "lambdaContext");
        if (WithToken(declaration, method, token.Name, name, target) is not { } changed) return null;
        var list = WithoutToken(declaration.ParameterList, token.Ordinal, context is null ? $"{Usings.NameOf(types.LambdaContext!, target.Model, declaration.SpanStart)} {name}" : null);
        var root = target.Root.ReplaceNode(declaration, changed.WithParameterList(list.WithTrailingTrivia(changed.ParameterList.GetTrailingTrivia())));
        foreach (var type in new[] { types.LambdaContext, target.Project.Find("System.TimeSpan"), target.Project.Find("System.Threading.Timeout") })
            root = Usings.Add(root, type!, target.Model, declaration.SpanStart);
        return StillCompiles.With(root, target.Model, target.Cancellation) ? target.Replacing((_, _) => root) : null;
    }

    static ParameterListSyntax WithoutToken(ParameterListSyntax list, int token, string? instead)
    {
        if (instead is not null) return list.ReplaceNode(list.Parameters[token], ((MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"void M({instead});")!).ParameterList.Parameters[0].WithTriviaFrom(list.Parameters[token]));
        var first = list.Parameters[0];
        var kept = list.Parameters.RemoveAt(token);
        // The first one stands where the first one stood.
        return list.WithParameters(token == 0 && kept.Count > 0 ? kept.Replace(kept[0], kept[0].WithLeadingTrivia(first.GetLeadingTrivia())) : kept);
    }

    static MethodDeclarationSyntax? WithToken(MethodDeclarationSyntax declaration, IMethodSymbol method, string token, string context, Target target)
    {
        var (types, model, position) = (target.Project!.Types, target.Model, declaration.SpanStart);
        var changed = declaration;
        // A using around a task that is not awaited would end too early.
        if (!method.IsAsync && Awaitables.IsTask(method.ReturnType, types) && !AsyncBody.IsSynchronous(declaration))
        {
            if (!AsyncBody.CanHold(declaration, model, keepsTask: true, target.Cancellation)) return null;
            changed = (MethodDeclarationSyntax)AsyncBody.Of(declaration, null, keepsTask: true);
        }
        string Name(string type) => Usings.NameOf(target.Project.Find(type)!, model, position);
        var (second, source) = ($"{Name("System.TimeSpan")}.FromSeconds(1)", Statements.Unused(declaration, "deadline", "timeLimit"));
        var made = $"using var {source} = new {Name("System.Threading.CancellationTokenSource")}({context}.RemainingTime > {second} ? {context}.RemainingTime - {second} : {Name("System.Threading.Timeout")}.InfiniteTimeSpan);";
        var kept = $"var {token} = {source}.Token;";
        if (changed.Body is { } body) return changed.WithBody(body.Insert(0, SyntaxFactory.ParseStatement(kept)).Insert(0, SyntaxFactory.ParseStatement(made)));
        if (!BlockBody.Fits(changed)) return null;
        var value = changed.ExpressionBody!.Expression.WithoutTrivia();
        var returns = !method.ReturnsVoid && !(changed.Modifiers.Any(SyntaxKind.AsyncKeyword) && Awaitables.Result(method.ReturnType, types) is null);
        return BlockBody.With(changed, declaration, [made, kept, returns && value is not ThrowExpressionSyntax ? $"return {value};" : $"{value};"]);
    }
}
