using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Rename;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Of the overloads that a handler string names one is the handler; the others get another name, with all who call them.</summary>
static class OverloadRename
{
    /// <summary>The edit, or null where no single overload has a handler's parameters, or where another one is not ours to rename.</summary>
    public static async Task<Edit?> Of(Diagnostic finding, Project project, CancellationToken cancellation)
    {
        if (await project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not CSharpCompilation compilation || LambdaProject.Of(compilation, project.AnalyzerOptions) is not { } lambda
            || lambda.Deployment.Functions.FirstOrDefault(function => function.Handler?.Location == finding.Location) is not { ParsedHandler: { } text }
            || HandlerLookup.Of(text, compilation) is not { Type: { } type, Overloads: { IsEmpty: false } overloads }
            || overloads.Where(method => TakesAnEvent(method, lambda.Types)).ToList() is not [var handler]
            || overloads.Any(other => !other.Equals(handler, SymbolEqualityComparer.Default) && !IsOurs(other)))
            return null;
        var name = Names.Free(handler.Name + "Core", each => type.GetMembers(each).IsEmpty);
        var (declaring, kept) = (NearestHandler.ClrName(handler.ContainingType), handler.ToDisplayString());
        return async cancel =>
        {
            var solution = project.Solution;
            for (var left = overloads.Length - 1; left > 0; left--)
                if ((await solution.GetProject(project.Id)!.GetCompilationAsync(cancel).ConfigureAwait(false))!.Assembly.GetTypeByMetadataName(declaring)?
                    .GetMembers(handler.Name).OfType<IMethodSymbol>().FirstOrDefault(method => method.ToDisplayString() != kept) is { } other)
                    solution = await Renamer.RenameSymbolAsync(solution, other, default, name, cancel).ConfigureAwait(false);
            return solution;
        };
    }

    static bool TakesAnEvent(IMethodSymbol method, LambdaTypes types) => method is { IsGenericMethod: false, Parameters.Length: 1 or 2 }
        && (method.Parameters[method.Parameters.Length - 1].Type.Is(types.LambdaContext) || (method.Parameters.Length == 1 && EventSources.IsAwsEvent(method.Parameters[0].Type)));

    // Not what another assembly calls by its name.
    static bool IsOurs(IMethodSymbol method)
    {
        for (var at = method; at is not null; at = at.OverriddenMethod)
            if (at.DeclaringSyntaxReferences.IsEmpty) return false;
        return method.MethodKind == MethodKind.Ordinary && !method.ContainingType.AllInterfaces.Where(contract => contract.DeclaringSyntaxReferences.IsEmpty)
            .SelectMany(contract => contract.GetMembers(method.Name)).Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
    }
}
