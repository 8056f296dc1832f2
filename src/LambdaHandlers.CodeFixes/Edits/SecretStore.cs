using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Where AWS keeps secrets, and the code that fetches one: at the first call of an environment, and again when that failed.</summary>
/// <param name="Client">The client's type.</param>
/// <param name="Interface">Its interface.</param>
/// <param name="Field">The field that holds it.</param>
/// <param name="Suffix">How the variable ends that tells the name or the ARN.</param>
/// <param name="Call">The call, from the client's dot on, around <c>ID</c>.</param>
sealed record SecretStore(string Client, string Interface, string Field, string Suffix, string Call)
{
    public static readonly SecretStore SecretsManager = new(
        "Amazon.SecretsManager.AmazonSecretsManagerClient", "Amazon.SecretsManager.IAmazonSecretsManager", "s_secretsManager", "SECRET_ARN",
        "GetSecretValueAsync(new Amazon.SecretsManager.Model.GetSecretValueRequest\n        {\n            SecretId = ID,\n        })).SecretString");

    public static readonly SecretStore ParameterStore = new(
        "Amazon.SimpleSystemsManagement.AmazonSimpleSystemsManagementClient", "Amazon.SimpleSystemsManagement.IAmazonSimpleSystemsManagement", "s_parameterStore", "PARAMETER",
        "GetParameterAsync(new Amazon.SimpleSystemsManagement.Model.GetParameterRequest\n        {\n            Name = ID,\n            WithDecryption = true,\n        })).Parameter.Value");

    /// <summary>True where an <c>await</c> may stand: in an async member's own code, under no lock.</summary>
    public static bool CanWaitAt(SyntaxNode expression)
    {
        foreach (var node in expression.Ancestors())
            switch (node)
            {
                case LockStatementSyntax or QueryExpressionSyntax or UnsafeStatementSyntax or CatchFilterClauseSyntax: return false;
                case AnonymousFunctionExpressionSyntax lambda: return lambda.AsyncKeyword != default && IsInClass(node);
                case LocalFunctionStatementSyntax function: return function.Modifiers.Any(SyntaxKind.AsyncKeyword) && IsInClass(node);
                case MethodDeclarationSyntax method: return method.Modifiers.Any(SyntaxKind.AsyncKeyword) && IsInClass(node);
                case MemberDeclarationSyntax: return false;
            }
        return false;
    }

    // The members that are added need a type that can hold static ones.
    static bool IsInClass(SyntaxNode node) => node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is ClassDeclarationSyntax { OpenBraceToken.IsMissing: false } or StructDeclarationSyntax { OpenBraceToken.IsMissing: false };

    /// <summary>The root where the expression awaits the secret, and its type holds the members that fetch it.</summary>
    public SyntaxNode Fetch(SyntaxNode root, ExpressionSyntax expression, string variable, LambdaProject project, SemanticModel model)
    {
        var type = expression.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        var name = string.Concat(variable.Split('_').Select(word => word.Length == 0 ? "" : word[0] + word.Substring(1).ToLowerInvariant()));
        var taken = new HashSet<string>(model.GetDeclaredSymbol(type) is INamedTypeSymbol symbol ? symbol.MemberNames : []);
        while (taken.Contains($"Get{name}Async") || taken.Contains(Held(name))) name += "2";
        var id = EnvironmentRead.Of($"{variable}_{Suffix}", expression, project, model).ToString().TrimStart('(');
        if (!EnvironmentRead.StandsAlone(expression)) id = id.TrimEnd(')') + ")";
        var awaited = SyntaxFactory.ParseExpression(EnvironmentRead.StandsAlone(expression) ? $"await Get{name}Async()" : $"(await Get{name}Async())").WithTriviaFrom(expression);
        var members = (taken.Contains(Field) ? "" : $"    static readonly {Interface} {Field} = new {Client}();\n\n")
            + $"    static string? {Held(name)};\n\n    static async System.Threading.Tasks.Task<string> Get{name}Async() =>\n        {Held(name)} ??= (await {Field}.{Call.Replace("ID", id)};\n\n";
        if (model.LookupNamespacesAndTypes(expression.SpanStart, name: "Task").Any()) members = members.Replace("System.Threading.Tasks.Task<", "Task<");
        if ((model.Compilation.Options as CSharpCompilationOptions)?.NullableContextOptions == NullableContextOptions.Disable) members = members.Replace("string? ", "string ");
        var (outer, step, end) = (Layout.Indentation(type), Layout.Step(root), Layout.EndOfLine(root).ToString());
        members = string.Concat(members.Split('\n').Select(line => line.Length == 0 ? end : outer + line.Replace("    ", step) + end));
        members = members.Substring(0, members.Length - end.Length);
        var parsed = ((TypeDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"class C{end}{{{end}{members}}}")!).Members;
        var changed = type.ReplaceNode(expression, awaited);
        // An empty line between what is put in and what was the first member.
        var first = changed.Members[0];
        changed = changed.ReplaceNode(first, first.WithLeadingTrivia(first.GetLeadingTrivia().Insert(0, Layout.EndOfLine(root))));
        changed = changed.WithMembers(changed.Members.InsertRange(0, parsed));
        return EnvironmentRead.WithUsings(root.ReplaceNode(type, changed), expression, project, model);
    }

    static string Held(string name) => "s_" + char.ToLowerInvariant(name[0]) + name.Substring(1);
}
