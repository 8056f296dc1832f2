using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>An <c>ILogger</c> that the container of Annotations hands to a handler's class, through the constructor that is there.</summary>
sealed class InjectedLogger
{
    readonly TypeDeclarationSyntax _type;
    readonly ConstructorDeclarationSyntax? _constructor;
    readonly MethodDeclarationSyntax _handler;
    readonly INamedTypeSymbol _logger;
    readonly Target _target;
    readonly string _name;

    InjectedLogger(TypeDeclarationSyntax type, ConstructorDeclarationSyntax? constructor, MethodDeclarationSyntax handler, INamedTypeSymbol logger, Target target) =>
        (_type, _constructor, _handler, _logger, _target, _name) = (type, constructor, handler, logger, target, Statements.Unused(type, "logger", "log"));

    /// <summary>The logger under the name that the handler sees.</summary>
    public LoggerInScope Logger => LoggerInScope.Injected(_constructor is null ? _name : "_" + _name);

    /// <summary>The logger for a handler; null where no container would hand it over, or where somebody makes the class by hand.</summary>
    public static InjectedLogger? Of(MethodDeclarationSyntax handler, IMethodSymbol method, Target target)
    {
        if (method.IsStatic || handler.Parent is not TypeDeclarationSyntax type || type.Modifiers.Any(SyntaxKind.PartialKeyword) || target.Project is not { } project || project.Find("Microsoft.Extensions.Logging.ILogger`1") is not { } logger
            || !Registers(target) || Constants.HasDependents(target.Document.Project)
            || method.ContainingType.InstanceConstructors.Where(each => !each.IsImplicitlyDeclared).ToList() is not [var only] || !project.Calls.Of(only, target.Cancellation).IsEmpty || !project.Hierarchy.Below(method.ContainingType, target.Cancellation).IsEmpty)
            return null;
        return only.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(target.Cancellation) switch
        {
            ConstructorDeclarationSyntax { Body: not null, Initializer: null } constructor when constructor.Parent == type && !type.DescendantTokens().Any(token => token.ValueText == "_logger") => new(type, constructor, handler, logger, target),
            TypeDeclarationSyntax primary when primary == type => new(type, null, handler, logger, target),
            _ => null,
        };
    }

    // A host's builder registers logging by itself.
    static bool Registers(Target target) => target.Model.Compilation.SyntaxTrees.Select(SourceIndex.Of)
        .Any(index => index.Mentions("AddLogging") || index.Mentions("CreateApplicationBuilder") || index.Mentions("CreateDefaultBuilder") || index.Mentions("AddSerilog"));

    /// <summary>The root with the logger held, and the handler changed.</summary>
    public SyntaxNode Into(SyntaxNode root, SyntaxNode handler)
    {
        var parameter = $"{Usings.NameOf(_logger, _target.Model, _type.SpanStart).Split('<')[0]}<{_type.Identifier.ValueText}{_type.TypeParameterList}>";
        var changed = _type.ReplaceNodes(_constructor is null ? [_handler] : new SyntaxNode[] { _handler, _constructor }, (old, now) => old == _handler ? handler : Taking((ConstructorDeclarationSyntax)now, parameter));
        if (_constructor is null) changed = changed.WithParameterList(ContextParameter.Added(changed.ParameterList!, parameter, _name));
        else
        {
            var field = SyntaxFactory.ParseMemberDeclaration($"private readonly {parameter} _{_name};")!.WithTrailingTrivia(Layout.EndOfLine(_type)).WithAdditionalAnnotations(Formatter.Annotation);
            var fields = changed.Members.TakeWhile(member => member is FieldDeclarationSyntax).Count();
            changed = changed.WithMembers(changed.Members.Insert(fields, field));
        }
        root = root.ReplaceNode(_type, changed);
        return Usings.Add(root, _logger, _target.Model, _type.SpanStart);
    }

    ConstructorDeclarationSyntax Taking(ConstructorDeclarationSyntax constructor, string parameter) => constructor
        .WithParameterList(ContextParameter.Added(constructor.ParameterList, parameter, _name))
        .WithBody(_constructor is { Body: { } body } ? body.Insert(body.Statements.Count, SyntaxFactory.ParseStatement($"_{_name} = {_name};")) : constructor.Body);
}
