using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Which parameter an argument goes to.</summary>
static class Parameters
{
    /// <summary>The parameter, or null when the call does not bind.</summary>
    public static IParameterSymbol? Of(SyntaxNode argument, SemanticModel model, CancellationToken cancellation)
    {
        var (call, index, name) = argument switch
        {
            ArgumentSyntax { Parent: ArgumentListSyntax list } plain => (list.Parent, list.Arguments.IndexOf(plain), plain.NameColon?.Name.Identifier.Text),
            AttributeArgumentSyntax { Parent: AttributeArgumentListSyntax list } plain => (list.Parent, list.Arguments.IndexOf(plain), plain.NameColon?.Name.Identifier.Text),
            _ => (null, 0, null),
        };
        if (call is null) return null;
        var info = model.GetSymbolInfo(call, cancellation);
        if ((info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)) is not IMethodSymbol method) return null;
        foreach (var parameter in method.Parameters)
            if (name is null ? parameter.Ordinal == index : parameter.Name == name) return parameter;
        return method.Parameters.Length > 0 && index >= method.Parameters.Length && method.Parameters[method.Parameters.Length - 1] is { IsParams: true } rest ? rest : null;
    }
}
