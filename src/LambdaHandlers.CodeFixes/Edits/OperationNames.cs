using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>What a message calls the work that a piece of code does: the method's name, or the class's where all handlers are called alike.</summary>
static class OperationNames
{
    static readonly HashSet<string> Anonymous = new(StringComparer.Ordinal) { "Handle", "Handler", "FunctionHandler", "Run", "Main", "Invoke", "Execute", "Process", "Get", "Post", "Put", "Delete" };
    static readonly HashSet<string> Bare = new(StringComparer.Ordinal) { "Function", "Functions", "Program", "Handler", "Lambda", "F" };

    /// <summary>The name for a message; "The handler" where code has none.</summary>
    public static string Of(SyntaxNode node)
    {
        var name = node.Ancestors().Select(each => each switch
        {
            LocalFunctionStatementSyntax local => local.Identifier.ValueText,
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            _ => null,
        }).FirstOrDefault(each => each is not null);
        if (name is not null) name = Names.Without(name, "Async");
        if (name is not null && !Anonymous.Contains(name)) return name;
        var type = node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText;
        return type is not null && !Bare.Contains(type) ? Names.Without(Names.Without(type, "Handler"), "Function") : name ?? "The handler";
    }
}
