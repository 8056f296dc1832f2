using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>The interface that a client goes by: IAmazonS3 for AmazonS3Client.</summary>
static class OwnInterface
{
    /// <summary>The type's own interface, when every use can do with it; else null.</summary>
    public static INamedTypeSymbol? Of(INamedTypeSymbol type, IEnumerable<ExpressionSyntax> uses, SemanticModel model, CancellationToken cancellation)
    {
        var name = "I" + (type.Name.StartsWith("Amazon", StringComparison.Ordinal) && type.Name.EndsWith("Client", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - 6) : type.Name);
        var own = type.AllInterfaces.FirstOrDefault(candidate => candidate.Name == name && SymbolEqualityComparer.Default.Equals(candidate.ContainingNamespace, type.ContainingNamespace));
        return own is not null && uses.All(use => Suffices(own, type, use, model, cancellation)) ? own : null;
    }

    static bool Suffices(INamedTypeSymbol own, INamedTypeSymbol type, ExpressionSyntax use, SemanticModel model, CancellationToken cancellation)
    {
        SimpleNameSyntax? member = use.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Expression == use => access.Name,
            ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } => binding.Name,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } } => binding.Name,
            _ => null,
        };
        if (member is null)
            return use.Parent is not (MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax)
                && model.GetTypeInfo(use, cancellation).ConvertedType is { } wanted
                && model.Compilation.ClassifyConversion(own, wanted) is { IsImplicit: true, IsUserDefined: false };
        var asked = model.GetSymbolInfo(member, cancellation).Symbol;
        if (asked is IMethodSymbol { ReducedFrom: not null, ReceiverType: { } receiver }) return model.Compilation.ClassifyConversion(own, receiver).IsImplicit && !SymbolEqualityComparer.Default.Equals(receiver, type);
        var definition = asked?.OriginalDefinition;
        return asked?.ContainingType.TypeKind == TypeKind.Interface || own.AllInterfaces.Prepend(own).SelectMany(contract => contract.GetMembers(member.Identifier.ValueText))
            .Any(candidate => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(candidate)?.OriginalDefinition, definition));
    }
}
