using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Turns the assignment of a culture into a local, and hands that to the one call behind it that depends on the culture.</summary>
static class CultureInCall
{
    static readonly HashSet<string> Sensitive = new(StringComparer.Ordinal) { "StartsWith", "EndsWith", "IndexOf", "LastIndexOf", "Compare", "CompareTo" };

    /// <summary>The root after the change; null where more than one thing, or something out of sight, depends on the culture.</summary>
    public static SyntaxNode? In(AssignmentExpressionSyntax assignment, SemanticModel model, CancellationToken cancellation)
    {
        var statement = (StatementSyntax)assignment.Parent!;
        if (!IsCulture(assignment.Left) || model.GetTypeInfo(assignment.Right, cancellation).ConvertedType is not INamedTypeSymbol { Name: "CultureInfo" } culture
            || statement.FirstAncestorOrSelf<SyntaxNode>(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax) is not { } frame)
            return null;
        var dependents = new List<SyntaxNode>();
        foreach (var node in frame.DescendantNodes().Where(node => node.SpanStart > statement.Span.End))
            switch (model.GetOperation(node, cancellation))
            {
                // Whatever the project itself does with it is out of sight.
                case IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false } or IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: false, Type.IsRecord: false }: return null;
                case IInvocationOperation call when node is InvocationExpressionSyntax && (WithProvider(call.TargetMethod) is not null || Sensitive.Contains(call.TargetMethod.Name)): dependents.Add(node); break;
                case IInterpolatedStringOperation text when text.Parts.OfType<IInterpolationOperation>().Any(part => part.Expression.Type?.AllInterfaces.Any(each => each.Name == "IFormattable") == true): dependents.Add(node); break;
            }
        if (dependents is not [ExpressionSyntax only] || statement.Parent is not BlockSyntax block || !block.Span.Contains(only.Span)) return null;
        var local = Statements.Unused(frame, "culture", "formatCulture");
        if (With(only, local, model, cancellation) is not { } handed) return null;
        var value = assignment.Right is ImplicitObjectCreationExpressionSyntax implied
            ? $"new {Usings.NameOf(culture, model, assignment.SpanStart)}{implied.ArgumentList}" : assignment.Right.WithoutTrivia().ToString();
        var root = model.SyntaxTree.GetRoot(cancellation).ReplaceNodes(new SyntaxNode[] { statement, only }, (old, _) => old == only ? handed.WithTriviaFrom(old) : SyntaxFactory.ParseStatement($"var {local} = {value};").WithTriviaFrom(old));
        if (assignment.Right is ImplicitObjectCreationExpressionSyntax) root = Usings.Add(root, culture, model, assignment.SpanStart);
        return StillCompiles.With(root, model, cancellation) ? root : null;
    }

    // CultureInfo.CurrentCulture, DefaultThreadCurrentCulture, Thread.CurrentThread.CurrentCulture; the one of the resources is another matter.
    static bool IsCulture(ExpressionSyntax left) => left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CurrentCulture" or "DefaultThreadCurrentCulture" };

    static ExpressionSyntax? With(ExpressionSyntax dependent, string culture, SemanticModel model, CancellationToken cancellation)
    {
        var argument = SyntaxFactory.Argument(SyntaxFactory.IdentifierName(culture));
        if (dependent is InterpolatedStringExpressionSyntax)
            return model.GetTypeInfo(dependent, cancellation).ConvertedType?.SpecialType == SpecialType.System_String ? SyntaxFactory.ParseExpression($"string.Create({culture}, {dependent.WithoutTrivia()})") : null;
        if (dependent is not InvocationExpressionSyntax call || model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol method || WithProvider(method) is not { } overload) return null;
        var arguments = call.ArgumentList.Arguments;
        var isFirst = overload.Parameters[0].Type.Name is "IFormatProvider" or "CultureInfo" && method.Parameters.Length > 0;
        return call.WithArgumentList(SyntaxFactory.ArgumentList(Commas.Between(isFirst ? arguments.Insert(0, argument) : arguments.Add(argument))));
    }

    // The overload that takes the culture besides, in front or at the end.
    static IMethodSymbol? WithProvider(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(other =>
        other.IsStatic == method.IsStatic && other.Parameters.Length == method.Parameters.Length + 1
        && (IsProvider(other.Parameters[^1]) && Same(other.Parameters.Take(method.Parameters.Length), method) || IsProvider(other.Parameters[0]) && Same(other.Parameters.Skip(1), method)));

    static bool IsProvider(IParameterSymbol parameter) => parameter.Type.Name is "IFormatProvider" or "CultureInfo";

    static bool Same(IEnumerable<IParameterSymbol> parameters, IMethodSymbol method) =>
        parameters.Select(each => each.Type).SequenceEqual(method.Parameters.Select(each => each.Type), SymbolEqualityComparer.Default);
}
