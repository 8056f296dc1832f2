using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Secrets;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Code that reads an environment variable and throws when it is not set.</summary>
static class EnvironmentRead
{
    const string Encoding = "System.Text.Encoding";

    static readonly string[] Needed = ["System.Environment", "System.InvalidOperationException"];

    /// <summary><c>Environment.GetEnvironmentVariable("NAME") ?? throw …</c>; in brackets where the place needs them.</summary>
    public static ExpressionSyntax Of(string name, SyntaxNode place, LambdaProject project, SemanticModel model)
    {
        var read = Read(name, place, project, model);
        return SyntaxFactory.ParseExpression(StandsAlone(place) ? read : $"({read})");
    }

    /// <summary>The same as bytes, from base64.</summary>
    public static ExpressionSyntax Bytes(string name, SyntaxNode place, LambdaProject project, SemanticModel model) =>
        SyntaxFactory.ParseExpression($"{Type("System.Convert", place, project, model)}.FromBase64String({Read(name, place, project, model)})");

    /// <summary>The same as bytes, from UTF-8.</summary>
    public static ExpressionSyntax Utf8(string name, SyntaxNode place, LambdaProject project, SemanticModel model) =>
        SyntaxFactory.ParseExpression($"{Type(Encoding, place, project, model)}.UTF8.GetBytes({Read(name, place, project, model)})");

    /// <summary>The same as characters.</summary>
    public static ExpressionSyntax Chars(string name, SyntaxNode place, LambdaProject project, SemanticModel model) =>
        SyntaxFactory.ParseExpression($"({Read(name, place, project, model)}).ToCharArray()");

    static string Read(string name, SyntaxNode place, LambdaProject project, SemanticModel model) =>
        $"{Type("System.Environment", place, project, model)}.GetEnvironmentVariable(\"{name}\") ?? {Throw($"Environment variable '{name}' is not set.", place, project, model)}";

    /// <summary><c>throw new InvalidOperationException("…")</c></summary>
    public static string Throw(string message, SyntaxNode place, LambdaProject project, SemanticModel model) =>
        $"throw new {Type("System.InvalidOperationException", place, project, model)}({SymbolDisplay.FormatLiteral(message, quote: true)})";

    /// <summary>The root with the using directives that such code needs.</summary>
    public static SyntaxNode WithUsings(SyntaxNode root, SyntaxNode place, LambdaProject project, SemanticModel model) =>
        (place.IsKind(SyntaxKind.Utf8StringLiteralExpression) ? Needed.Append(Encoding) : Needed).Aggregate(root, (all, each) => project.Find(each) is { } type ? Usings.Add(all, type, model, place.SpanStart) : all);

    static string Type(string name, SyntaxNode place, LambdaProject project, SemanticModel model) =>
        project.Find(name) is { } type ? Usings.NameOf(type, model, place.SpanStart) : "global::" + name;

    /// <summary>True where code of any precedence can stand without brackets.</summary>
    public static bool StandsAlone(SyntaxNode place) => place.Parent switch
    {
        EqualsValueClauseSyntax or ArgumentSyntax or ArrowExpressionClauseSyntax or ReturnStatementSyntax or YieldStatementSyntax or AnonymousObjectMemberDeclaratorSyntax or InitializerExpressionSyntax or ExpressionElementSyntax or ParenthesizedExpressionSyntax or SwitchExpressionArmSyntax => true,
        AssignmentExpressionSyntax assignment => assignment.Right == place,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } choice => choice.Right == place,
        LambdaExpressionSyntax => true,
        _ => false,
    };

    /// <summary>The variable's name, from the symbol that holds the secret, never from its value; one that no text of the project has yet.</summary>
    public static string NameFor(HardCodedSecret secret, Target target, string suffix = "")
    {
        var words = Words.Split(secret.Name is { Length: > 1 } name ? name : secret.What.Replace("JSON web", "JWT"));
        if (words.Count == 0) words = [.. Words.Split(secret.What)];
        words = words.FindAll(word => word.All(c => c is >= 'a' and <= 'z'));
        if (words.Count == 0) words = ["secret"];
        // _password of many classes: the class tells them apart.
        if (words.Count == 1 && target.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type) words.InsertRange(0, Words.Split(type.Identifier.Text).Where(word => word != words[0]).ToList());
        var plain = string.Join("_", words).ToUpperInvariant();
        if (suffix.Length > 0 && !plain.EndsWith(suffix, StringComparison.Ordinal)) plain += "_" + suffix;
        var taken = new HashSet<string>(target.Model.Compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot(target.Cancellation).DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText.StartsWith(plain, StringComparison.Ordinal)).Select(token => token.ValueText));
        var unique = plain;
        for (var number = 2; taken.Contains(unique); number++) unique = $"{plain}_{number}";
        return unique;
    }
}
