using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Who disposes an object: what is shared from now on must not be disposed by one of those that use it.</summary>
static class Disposal
{
    /// <summary>True for <c>x.Dispose()</c>, <c>x?.Dispose()</c>, <c>await x.DisposeAsync()</c>, <c>using (x)</c> and <c>using var y = x</c>.</summary>
    public static bool IsDisposedAt(ExpressionSyntax use) => use.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == use && IsDispose(access.Name),
        ConditionalAccessExpressionSyntax access => access.Expression == use && access.WhenNotNull.DescendantNodesAndSelf().OfType<MemberBindingExpressionSyntax>().Any(binding => IsDispose(binding.Name)),
        UsingStatementSyntax statement => statement.Expression == use,
        AwaitExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax => IsDisposedAt((ExpressionSyntax)use.Parent),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: var owner } } } =>
            owner is UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.UsingKeyword },
        _ => false,
    };

    static bool IsDispose(SimpleNameSyntax name) => name.Identifier.ValueText is "Dispose" or "DisposeAsync" or "Close";

    /// <summary>True when no user of a field, property or method result disposes it, as far as the project goes.</summary>
    public static bool IsLeftAlone(ISymbol member, LambdaProject project, CancellationToken cancellation)
    {
        foreach (var site in project.Calls.Of(member, cancellation))
        {
            if (site.Target is not ExpressionSyntax use) return false;
            if (use.Parent is InvocationExpressionSyntax call && call.Expression == use) use = call;
            while (use.Parent is AwaitExpressionSyntax awaiting) use = awaiting;
            if (use.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax || IsDisposedAt(use)) return false;
            if (use.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax local } && local.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } scope
                && Construction.Uses(local, scope, site.Model, cancellation).Any(IsDisposedAt)) return false;
        }
        return true;
    }

    /// <summary>True when what is called here leaves its argument undisposed.</summary>
    public static bool IsOnlyLent(ArgumentSyntax argument, SemanticModel model, CancellationToken cancellation)
    {
        if (argument.RefKindKeyword != default || argument.Parent?.Parent is not ExpressionSyntax call) return false;
        if (model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol method) return false;
        foreach (var declaration in method.DeclaringSyntaxReferences)
            if (declaration.GetSyntax(cancellation).DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => method.Parameters.Any(parameter => parameter.Name == name.Identifier.ValueText) && IsDisposedAt(name)))
                return false;
        // An object that disposes what it was given.
        return method.MethodKind != MethodKind.Constructor || !method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(member => member.Name is "Dispose" or "DisposeAsync")
            .SelectMany(member => member.DeclaringSyntaxReferences)
            .Any(member => member.GetSyntax(cancellation).DescendantNodes().OfType<SimpleNameSyntax>().Any(IsDispose));
    }
}
