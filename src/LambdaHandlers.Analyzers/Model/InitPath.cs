using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>
/// What runs once per execution environment: initialisers and constructors of what lives as long as it, start-up code, and what only those call.
/// </summary>
sealed class InitPath(LambdaProject project)
{
    readonly ConcurrentDictionary<SyntaxNode, bool> _frames = new();
    readonly ConcurrentDictionary<INamedTypeSymbol, bool> _types = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<INamedTypeSymbol, bool> _fleeting = new(SymbolEqualityComparer.Default);

    /// <summary>True when the node runs once per environment.</summary>
    public bool Contains(SyntaxNode node, CancellationToken cancellation) =>
        Frame.Around(node) is { } frame && new Question(this, project, cancellation).IsInit(frame);

    /// <summary>
    /// True when objects of the type live as long as the environment: Lambda makes one of the handler's class, and what that one or start-up code makes and keeps lives with it.
    /// </summary>
    public bool IsLongLived(INamedTypeSymbol type, CancellationToken cancellation) =>
        new Question(this, project, cancellation).IsLongLived(type.OriginalDefinition);

    /// <summary>True when the handler, or what it calls, makes an object of the type at every invocation, and nobody keeps one for longer.</summary>
    public bool IsMadePerInvocation(INamedTypeSymbol type, CancellationToken cancellation)
    {
        type = type.OriginalDefinition;
        if (_fleeting.TryGetValue(type, out var known)) return known;
        if (IsController(type)) return _fleeting[type] = true;
        if (IsLongLived(type, cancellation)) return _fleeting[type] = false;
        // The question comes back to itself where two classes make each other; then nobody can tell.
        var asked = t_asked ??= new(SymbolEqualityComparer.Default);
        if (!asked.Add(type)) return false;
        try
        {
            return _fleeting[type] = type.InstanceConstructors
                .SelectMany(constructor => project.Calls.Of(constructor, cancellation))
                .Any(site => project.PathTo(site.Node, everyTime: true, cancellation) is not null);
        }
        finally { asked.Remove(type); }
    }

    [ThreadStatic] static HashSet<INamedTypeSymbol>? t_asked;

    /// <summary>True for a controller of ASP.NET Core, which is made for every request.</summary>
    public bool IsController(INamedTypeSymbol type) => project.Find("Microsoft.AspNetCore.Mvc.ControllerBase") is { } controller && Bases(type).Contains(controller, SymbolEqualityComparer.Default);

    static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType) yield return at;
    }

    /// <summary>
    /// One question and those that follow from it. What is asked while it is being answered counts as no: so a yes is always certain,
    /// and a no is remembered only where it did not rest on such a guess.
    /// </summary>
    sealed class Question(InitPath path, LambdaProject project, CancellationToken cancellation)
    {
        const int MostOpen = 24;

        readonly HashSet<object> _open = [];
        int _guesses;

        public bool IsInit(SyntaxNode frame) => Ask(frame, path._frames, Decide);

        public bool IsLongLived(INamedTypeSymbol type) => Ask(type, path._types, Decide);

        bool Ask<T>(T about, ConcurrentDictionary<T, bool> known, Func<T, bool> decide) where T : class
        {
            if (known.TryGetValue(about, out var answer)) return answer;
            cancellation.ThrowIfCancellationRequested();
            if (_open.Count == MostOpen || !_open.Add(about))
            {
                _guesses++;
                return false;
            }
            var guesses = _guesses;
            answer = decide(about);
            _open.Remove(about);
            if (answer || guesses == _guesses || _open.Count == 0) known[about] = answer;
            return answer;
        }

        bool Decide(SyntaxNode frame)
        {
            var model = project.Compilation.GetSemanticModel(frame.SyntaxTree);
            switch (frame)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    if (model.GetEnclosingSymbol(lambda.SpanStart, cancellation) is { } symbol
                        && project.HandlersIn(Outermost(symbol), cancellation).Any(handler => handler.Syntax.Contains(lambda)))
                        return false;
                    // Kept in a variable it runs when that is called; handed to somebody it runs where we are.
                    return lambda.Parent is ArgumentSyntax argument && !RunsLater(argument) && Frame.Around(lambda) is { } outer && IsInit(outer);
                case LocalFunctionStatementSyntax local:
                    return OnlyInitCalls(model.GetDeclaredSymbol(local, cancellation) as IMethodSymbol, frame);
                case CompilationUnitSyntax:
                    return true;
            }
            return Frame.Symbol(frame, model, cancellation) switch
            {
                IMethodSymbol { MethodKind: MethodKind.StaticConstructor } => true,
                IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type } => IsLongLived(type.OriginalDefinition),
                IMethodSymbol { IsStatic: true, Name: "Main" } => true,
                IMethodSymbol { ContainingType: { } type } method when IsStartup(type, method) => true,
                IMethodSymbol { MethodKind: MethodKind.Ordinary } method => OnlyInitCalls(method, frame),
                INamedTypeSymbol type => IsLongLived(type.OriginalDefinition),
                IFieldSymbol or IPropertySymbol when frame is not EqualsValueClauseSyntax => false,
                { IsStatic: true } => true,
                { ContainingType: { } type } => IsLongLived(type.OriginalDefinition),
                _ => false,
            };
        }

        static ISymbol Outermost(ISymbol symbol)
        {
            while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction, ContainingSymbol: { } outer }) symbol = outer;
            return symbol;
        }

        // Middleware, endpoints and the factories of what lives shorter.
        static bool RunsLater(ArgumentSyntax argument) =>
            argument.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } }
            && (name is "AddScoped" or "AddTransient" or "TryAddScoped" or "TryAddTransient" or "Run" or "Register"
                || name.StartsWith("Use", StringComparison.Ordinal) || name.StartsWith("Map", StringComparison.Ordinal));

        static bool IsStartup(INamedTypeSymbol type, IMethodSymbol method) =>
            method.Name is "ConfigureServices" or "ConfigureHostBuilder" or "ConfigureContainer"
            || type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "LambdaStartupAttribute");

        bool OnlyInitCalls(IMethodSymbol? method, SyntaxNode frame)
        {
            if (method is null || project.HandlerOf(method, cancellation) is not null) return false;
            // A call by the method itself says nothing.
            var sites = project.Calls.Of(method, cancellation).Where(site => !frame.Span.Contains(site.Node.Span)).ToList();
            return sites.Count > 0 && sites.All(site => Frame.Around(site.Node) is { } caller && IsInit(caller));
        }

        bool Decide(INamedTypeSymbol type) =>
            !path.IsController(type)
            && (HasHandler(type)
                || project.Hierarchy.Below(type, cancellation).Any(HasHandler)
                || IsSingleton(type)
                || type.InstanceConstructors.SelectMany(constructor => project.Calls.Of(constructor, cancellation)).Any(IsKept));

        bool HasHandler(INamedTypeSymbol type)
        {
            for (var at = type; at is { SpecialType: SpecialType.None }; at = at.BaseType)
                foreach (var member in at.GetMembers())
                    if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method
                        && project.HandlerOf(method, cancellation) is not null)
                        return true;
            return false;
        }

        // services.AddSingleton<IClock, Clock>()
        bool IsSingleton(INamedTypeSymbol type)
        {
            foreach (var index in project.Sources)
            {
                if (!index.Mentions(type.Name) || !Registrations.Any(index.Mentions)) continue;
                foreach (var registration in Registrations)
                    foreach (var name in index.Uses(registration))
                        if (LastType(name) is { } last
                            && last.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(each => each.Identifier.ValueText == type.Name))
                            return true;
            }
            return false;
        }

        static readonly string[] Registrations = ["AddSingleton", "TryAddSingleton", "AddKeyedSingleton"];

        static SyntaxNode? LastType(SyntaxNode name) => name switch
        {
            GenericNameSyntax { TypeArgumentList.Arguments: [.., var last] } => last,
            _ when name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { ArgumentList.Arguments: [.., { Expression: TypeOfExpressionSyntax last }] } => last.Type,
            _ => null,
        };

        // new Clock() in an initialiser or a constructor, not thrown away there.
        bool IsKept(CallSite site)
        {
            if (Frame.Around(site.Node) is not { } frame || !IsInit(frame)) return false;
            var creation = site.Node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>();
            return creation?.Parent switch
            {
                // var clock = new Clock(); at the top level is caught by the handler's lambda; elsewhere it must be handed on.
                EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax local } variable } =>
                    local.Parent is GlobalStatementSyntax || IsHandedOn(variable.Identifier.ValueText, frame),
                ExpressionStatementSyntax or MemberAccessExpressionSyntax => false,
                _ => true,
            };
        }

        static bool IsHandedOn(string local, SyntaxNode frame) =>
            frame.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == local
                && (name.Parent is ArgumentSyntax or ReturnStatementSyntax || name.Parent is AssignmentExpressionSyntax assignment && assignment.Right == name));
    }
}
