using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Logging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>The logger that a person would write to at a place: the injected one, the one of the context, or the static one.</summary>
sealed class LoggerInScope
{
    readonly Logger _kind;
    readonly string _receiver;
    // Of the static logger, whose method takes it: the type of the levels.
    readonly string? _levels;

    LoggerInScope(Logger kind, string receiver, string? needs = null, string? levels = null) => (_kind, _receiver, Needs, _levels) = (kind, receiver, needs, levels);

    /// <summary>True for the runtime's own logger, to which a text is a text.</summary>
    public bool IsNative => _kind == Logger.Lambda;

    /// <summary>The namespace of the extension methods, or of the static logger, that the call needs; or null.</summary>
    public string? Needs { get; }

    /// <summary>The logger for a place; null where this version of Amazon.Lambda.Core knows no levels.</summary>
    public static LoggerInScope? At(SyntaxNode place, SemanticModel model, LambdaProject project)
    {
        var visible = Visible(place, model).ToList();
        return Held(visible, "Microsoft.Extensions.Logging", "ILogger") is { } microsoft ? new(Logger.Microsoft, microsoft, "Microsoft.Extensions.Logging")
            : Held(visible, "Serilog", "ILogger") is { } serilog ? new(Logger.Serilog, serilog)
            : (Held(visible, "NLog", "Logger") ?? Held(visible, "NLog", "ILogger")) is { } nlog ? new(Logger.NLog, nlog)
            : IsStatic("Logger", "AWS.Lambda.Powertools.Logging", place, model) ? new(Logger.Powertools, "Logger")
            : IsStatic("Log", "Serilog", place, model) ? new(Logger.Serilog, "Log")
            : !KnowsLevels(project) ? null
            : Held(visible, "Amazon.Lambda.Core", "ILambdaLogger") is { } lambda ? new(Logger.Lambda, lambda)
            : Held(visible, "Amazon.Lambda.Core", "ILambdaContext") is { } context ? new(Logger.Lambda, context + ".Logger")
            : Static(place, model);
    }

    /// <summary>A logger of Microsoft's that is about to be held under this name.</summary>
    public static LoggerInScope Injected(string name) => new(Logger.Microsoft, name, "Microsoft.Extensions.Logging");

    /// <summary>The same, for a place that is about to get a context of this name.</summary>
    public static LoggerInScope? OfContext(SyntaxNode place, SemanticModel model, LambdaProject project, string context) =>
        At(place, model, project) is { _levels: null } found ? found : KnowsLevels(project) ? new(Logger.Lambda, context + ".Logger") : null;

    /// <summary>The root with the using directive that the call needs.</summary>
    public SyntaxNode Imported(SyntaxNode root) => Needs is { } space && root is CompilationUnitSyntax unit ? Usings.Add(unit, space) : root;

    /// <summary>True where the file of a place imports already what the call needs.</summary>
    public bool IsImportedAt(SyntaxNode place) => Needs is null || place.SyntaxTree.GetRoot() is CompilationUnitSyntax unit && unit.Usings.Any(each => each.Name?.ToString() == Needs);

    /// <summary>A call at a level.</summary>
    /// <param name="severity">The level.</param>
    /// <param name="exception">The variable of the exception, or null.</param>
    /// <param name="template">The template and its values.</param>
    public InvocationExpressionSyntax Call(LogSeverity severity, string? exception, IEnumerable<ArgumentSyntax> template)
    {
        var arguments = new List<ArgumentSyntax>();
        if (_levels is not null) arguments.Add(SyntaxFactory.Argument(SyntaxFactory.ParseExpression(_levels + "." + severity)));
        if (exception is not null) arguments.Add(SyntaxFactory.Argument(SyntaxFactory.IdentifierName(exception)));
        arguments.AddRange(template);
        return SyntaxFactory.InvocationExpression(SyntaxFactory.ParseExpression(_receiver + "." + (_levels is not null ? "Log" : Method(severity))),
            SyntaxFactory.ArgumentList(LogArguments.List(arguments)));
    }

    string Method(LogSeverity severity) => _kind switch
    {
        Logger.Serilog => severity switch { LogSeverity.Critical => "Fatal", LogSeverity.Trace => "Verbose", _ => severity.ToString() },
        Logger.NLog => severity switch { LogSeverity.Critical => "Fatal", LogSeverity.Warning => "Warn", LogSeverity.Information => "Info", _ => severity.ToString() },
        _ => "Log" + severity,
    };

    const string Core = "Amazon.Lambda.Core";

    // Another LogLevel may be imported, and then ours must not be.
    static LoggerInScope Static(SyntaxNode place, SemanticModel model)
    {
        var (logger, levels) = (Found("LambdaLogger"), Found("LogLevel"));
        return logger == null && levels == null ? new(Logger.Lambda, "LambdaLogger", Core, "LogLevel")
            : new(Logger.Lambda, logger == true ? "LambdaLogger" : Core + ".LambdaLogger", levels: levels == true ? "LogLevel" : Core + ".LogLevel");

        // True: ours; false: others too, or instead; null: none.
        bool? Found(string name) => model.LookupNamespacesAndTypes(place.SpanStart, name: name) switch
        {
            [] => null,
            [INamedTypeSymbol { ContainingNamespace: var space }] => space.ToDisplayString() == Core,
            _ => false,
        };
    }

    static bool KnowsLevels(LambdaProject project) => project.Find("Amazon.Lambda.Core.ILambdaLogger") is { } logger
        && logger.GetMembers("LogError").OfType<IMethodSymbol>().Any(method => method.Parameters.Length == 3) && project.Find("Amazon.Lambda.Core.LogLevel") is not null;

    static bool IsStatic(string type, string space, SyntaxNode place, SemanticModel model) =>
        model.LookupNamespacesAndTypes(place.SpanStart, name: type) is [INamedTypeSymbol { ContainingNamespace: var found }] && found.ToDisplayString() == space
        && place.SyntaxTree.GetRoot() is CompilationUnitSyntax unit && unit.Usings.Any(each => each.Name?.ToString() == space);

    static string? Held(List<ISymbol> visible, string space, string type) => visible.FirstOrDefault(symbol => TypeOf(symbol) is { } held && Is(held, space, type)) is { } found ? FieldName.Escaped(found.Name) : null;

    static bool Is(ITypeSymbol held, string space, string type)
    {
        return IsNamed(held) || held.AllInterfaces.Any(IsNamed);

        bool IsNamed(ITypeSymbol one) => one.Name == type && one.ContainingNamespace?.ToDisplayString() == space;
    }

    static ITypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol { IsIndexer: false, IsWriteOnly: false } property => property.Type,
        _ => null,
    };

    /// <summary>Locals, parameters and members, in this order, that code at the place may use.</summary>
    static IEnumerable<ISymbol> Visible(SyntaxNode place, SemanticModel model)
    {
        var fixedMember = place.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault(member => member is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax) is { } declaration
            && model.GetDeclaredSymbol(declaration) is { IsStatic: true };
        var fixedFunction = place.Ancestors().FirstOrDefault(Frame.IsClosed);
        return model.LookupSymbols(place.SpanStart).Where(symbol => symbol switch
        {
            ILocalSymbol local => local.Locations[0].SourceSpan.Start < place.SpanStart && IsOf(local) && !local.DeclaringSyntaxReferences.Any(each => each.Span.Contains(place.Span)),
            IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter => !fixedMember && fixedFunction is null && (IsOf(parameter) || IsPrimary(parameter)),
            IParameterSymbol parameter => IsOf(parameter),
            IFieldSymbol or IPropertySymbol => symbol.IsStatic || (!fixedMember && fixedFunction is null),
            _ => false,
        }).OrderBy(symbol => symbol switch { ILocalSymbol => 0, IParameterSymbol => 1, _ => 2 });

        bool IsOf(ISymbol symbol) => fixedFunction is null || symbol.DeclaringSyntaxReferences.Any(each => fixedFunction.Span.Contains(each.Span));
        static bool IsPrimary(IParameterSymbol parameter) => parameter.ContainingSymbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is TypeDeclarationSyntax;
    }
}
