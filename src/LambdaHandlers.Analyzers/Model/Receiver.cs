using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What a member is asked of, read off the text alone: cheap enough to ask before anything is bound.</summary>
static class Receiver
{
    /// <summary>The simple name of the type that a receiver is declared with in the same file; null where the text does not say.</summary>
    public static string? TypeName(ExpressionSyntax receiver) => receiver switch
    {
        ParenthesizedExpressionSyntax parenthesized => TypeName(parenthesized.Expression),
        ObjectCreationExpressionSyntax creation => Head(creation.Type, creation),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } when name.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type => InType(name.Identifier.ValueText, type, out var member) ? member : null,
        IdentifierNameSyntax name => Declared(name.Identifier.ValueText, name),
        _ => null,
    };

    static string? Declared(string name, SyntaxNode from)
    {
        for (var at = from.Parent; at is not null; at = at.Parent)
            switch (at)
            {
                case BlockSyntax block when InStatements(name, block.Statements, out var local): return local;
                case ParenthesizedLambdaExpressionSyntax lambda when InParameters(name, lambda.ParameterList, out var parameter): return parameter;
                case SimpleLambdaExpressionSyntax lambda when lambda.Parameter.Identifier.ValueText == name: return null;
                case LocalFunctionStatementSyntax function when InParameters(name, function.ParameterList, out var parameter): return parameter;
                case BaseMethodDeclarationSyntax method when InParameters(name, method.ParameterList, out var parameter): return parameter;
                case MemberDeclarationSyntax and not BaseTypeDeclarationSyntax when IsDeclaredOtherwise(name, at): return null;
                case TypeDeclarationSyntax type when InType(name, type, out var member): return member;
                // It may be inherited.
                case TypeDeclarationSyntax { BaseList: not null }: return null;
            }
        return null;
    }

    static bool InStatements(string name, SyntaxList<StatementSyntax> statements, out string? type)
    {
        foreach (var statement in statements)
            if (statement is LocalDeclarationStatementSyntax { Declaration: var declaration })
                foreach (var variable in declaration.Variables)
                    if (variable.Identifier.ValueText == name)
                    {
                        type = declaration.Type.IsVar ? (variable.Initializer?.Value is ObjectCreationExpressionSyntax creation ? Head(creation.Type, creation) : null) : Head(declaration.Type, statement);
                        return true;
                    }
        type = null;
        return false;
    }

    static bool InParameters(string name, ParameterListSyntax? list, out string? type)
    {
        foreach (var parameter in list?.Parameters ?? [])
            if (parameter.Identifier.ValueText == name)
            {
                type = parameter.Type is null ? null : Head(parameter.Type, parameter);
                return true;
            }
        type = null;
        return false;
    }

    static bool InType(string name, TypeDeclarationSyntax declaration, out string? type)
    {
        foreach (var member in declaration.Members)
            if (member is FieldDeclarationSyntax field && field.Declaration.Variables.Any(variable => variable.Identifier.ValueText == name))
            {
                type = Head(field.Declaration.Type, member);
                return true;
            }
            else if (member is PropertyDeclarationSyntax property && property.Identifier.ValueText == name)
            {
                type = Head(property.Type, member);
                return true;
            }
        return InParameters(name, declaration.ParameterList, out type);
    }

    // By a pattern, a loop, an out variable, a resource: what type it has, only the compiler knows.
    static bool IsDeclaredOtherwise(string name, SyntaxNode member) => member.DescendantNodes().Any(node => node switch
    {
        SingleVariableDesignationSyntax variable => variable.Identifier.ValueText == name,
        ForEachStatementSyntax loop => loop.Identifier.ValueText == name,
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText == name,
        FromClauseSyntax or LetClauseSyntax or JoinClauseSyntax => true,
        _ => false,
    });

    static string? Head(TypeSyntax type, SyntaxNode place) => type switch
    {
        IdentifierNameSyntax name => IsParameter(name.Identifier.ValueText, place) ? null : name.Identifier.ValueText,
        GenericNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax name => Head(name.Right, place),
        NullableTypeSyntax nullable => Head(nullable.ElementType, place),
        PredefinedTypeSyntax predefined => predefined.Keyword.ValueText,
        _ => null,
    };

    static bool IsParameter(string name, SyntaxNode place) => place.AncestorsAndSelf().Any(node => (node switch
    {
        TypeDeclarationSyntax type => type.TypeParameterList,
        MethodDeclarationSyntax method => method.TypeParameterList,
        LocalFunctionStatementSyntax function => function.TypeParameterList,
        _ => null,
    })?.Parameters.Any(parameter => parameter.Identifier.ValueText == name) == true);
}
