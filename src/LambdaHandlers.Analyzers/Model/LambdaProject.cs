using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using LambdaHandlers.Analyzers.Model.Deployment;
using LambdaHandlers.Analyzers.Model.Logging;
using LambdaHandlers.Analyzers.Model.Models;
using LambdaHandlers.Analyzers.Model.Recursion;
using LambdaHandlers.Analyzers.Model.Secrets;
using LambdaHandlers.Analyzers.Model.Services;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>A compilation seen as a Lambda project. Built once, shared by every rule.</summary>
sealed class LambdaProject
{
    // Keyed by both: after a template was edited the compilation is the same and the options are new.
    static readonly ConditionalWeakTable<Compilation, ConditionalWeakTable<AnalyzerOptions, Lazy<LambdaProject?>>> Known = new();

    readonly ConcurrentDictionary<string, INamedTypeSymbol?> _found = new();
    readonly ConcurrentDictionary<SyntaxTree, ImmutableArray<HardCodedSecret>> _secrets = new();
    readonly ConcurrentDictionary<string, HandlerLookup> _lookups = new();

    LambdaProject(CSharpCompilation compilation, AnalyzerOptions options)
    {
        Compilation = compilation;
        Options = options;
        Types = new LambdaTypes(Find);
        Settings = new BuildSettings(options.AnalyzerConfigOptionsProvider.GlobalOptions);
        Calls = new Calls(this);
        Hierarchy = new Hierarchy(this);
        Path = new HandlerPath(this);
        Init = new InitPath(this);
        Graph = new CallGraph(this);
        Recursions = new Recursions(this);
        Data = new InvocationData(this);
        Loggers = new Loggers(this);
        Shared = new SharedState(this);
        Injected = new Injected(this);
        Leftover = new Leftover(this);
        Services = new ServiceRegistrations(this);
        IsTest = Settings.IsTestProject || compilation.SourceModule.ReferencedAssemblies.Any(reference => TestFrameworks.Contains(reference.Name));
    }

    // Deliberately not the runners: a function's own project references none of these.
    static readonly HashSet<string> TestFrameworks = new(StringComparer.OrdinalIgnoreCase)
    {
        "xunit.core", "xunit.assert", "xunit.v3.core", "xunit.v3.assert", "nunit.framework",
        "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core", "Amazon.Lambda.TestUtilities",
    };

    /// <summary>The project behind a compilation, or null when it has nothing to do with Lambda.</summary>
    public static LambdaProject? Of(Compilation compilation, AnalyzerOptions options) =>
        Known.GetValue(compilation, static _ => new())
            .GetValue(options, given => new(() => compilation is CSharpCompilation csharp && UsesLambda(csharp) ? new LambdaProject(csharp, given) : null))
            .Value;

    static bool UsesLambda(CSharpCompilation compilation) =>
        compilation.SourceModule.ReferencedAssemblies.Any(reference => reference.Name.StartsWith("Amazon.Lambda.", StringComparison.Ordinal))
        || TypeIn(compilation, LambdaTypes.LambdaContextName) is not null;

    /// <summary>The compilation that this is a view of.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>What each source file mentions.</summary>
    public SourceIndex[] Sources => _sources ??= [.. Compilation.SyntaxTrees.Select(SourceIndex.Of)];

    /// <summary>The options it is analysed with: additional files and settings.</summary>
    public AnalyzerOptions Options { get; }

    /// <summary>The MSBuild properties that the package makes visible.</summary>
    public BuildSettings Settings { get; }

    /// <summary>True for a test project: it has no handlers, whatever its methods look like.</summary>
    public bool IsTest { get; }

    /// <summary>Named types, one line each.</summary>
    public LambdaTypes Types { get; }

    /// <summary>Functions, handlers, runtimes, events and environment variables, with positions.</summary>
    /// <remarks>Not cancelled: the files are few, capped in size, and known by their text from one edit to the next.</remarks>
    public DeploymentModel Deployment
    {
        get
        {
            if (_deployment is null) lock (_gate) _deployment ??= DeploymentModel.Read(Options, Settings, Compilation.AssemblyName, CancellationToken.None);
            return _deployment;
        }
    }

    /// <summary>The catalogue of loggers.</summary>
    public Loggers Loggers { get; }

    /// <summary>The hard-coded secrets of a source file; found once, whichever rule asks first.</summary>
    public ImmutableArray<HardCodedSecret> SecretsIn(SemanticModel model, CancellationToken cancellation) =>
        _secrets.TryGetValue(model.SyntaxTree, out var known) ? known : _secrets.GetOrAdd(model.SyntaxTree, SecretsInTree.Of(model, SecretOptions.Of(Options.AnalyzerConfigOptionsProvider.GetOptions(model.SyntaxTree)), cancellation));

    /// <summary>A type by its metadata name, memoised; null when it is not there. Of several (the stand-in beside the real one) the first.</summary>
    public INamedTypeSymbol? Find(string metadataName) =>
        _found.TryGetValue(metadataName, out var known) ? known : _found.GetOrAdd(metadataName, TypeIn(Compilation, metadataName));

    // Down the namespaces, which the compiler has looked through anyway, and not through the tables of every referenced assembly. No nested types.
    static INamedTypeSymbol? TypeIn(CSharpCompilation compilation, string metadataName)
    {
        INamespaceSymbol? space = compilation.GlobalNamespace;
        var at = 0;
        for (var dot = metadataName.IndexOf('.'); dot >= 0 && space is not null; at = dot + 1, dot = metadataName.IndexOf('.', at))
            space = space.GetMembers(metadataName.Substring(at, dot - at)).OfType<INamespaceSymbol>().FirstOrDefault();
        var name = metadataName.Substring(at).Split('`');
        return space?.GetTypeMembers(name[0], name.Length > 1 ? int.Parse(name[1], CultureInfo.InvariantCulture) : 0).FirstOrDefault();
    }

    /// <summary>What the loader finds under a handler string whose assembly is meant to be this one; memoised.</summary>
    public HandlerLookup Lookup(HandlerString text) =>
        _lookups.TryGetValue(text.Text, out var known) ? known : _lookups.GetOrAdd(text.Text, HandlerLookup.Of(text, Compilation));

    /// <summary>The handler that a method is, or null; memoised. Each programming model is asked in turn.</summary>
    public Handler? HandlerOf(IMethodSymbol method, CancellationToken cancellation)
    {
        if (IsTest) return null;
        method = method.PartialDefinitionPart ?? method;
        return _handlers.TryGetValue(method, out var known) ? known : _handlers.GetOrAdd(method, Recognise(method, cancellation));
    }

    /// <summary>The handlers that a member is, or that lie inside it as lambdas and local functions.</summary>
    public ImmutableArray<Handler> HandlersIn(ISymbol member, CancellationToken cancellation)
    {
        if (IsTest) return ImmutableArray<Handler>.Empty;
        if (_handlersIn.TryGetValue(member, out var known)) return known;
        var inside = Delegates(cancellation).Inside(member);
        return _handlersIn.GetOrAdd(member, member is IMethodSymbol method && HandlerOf(method, cancellation) is { } itself ? inside.Insert(0, itself) : inside);
    }

    /// <summary>Every handler of the project; walks all its types, so for what is asked once: a fix, a report, the end of a compilation.</summary>
    public IEnumerable<Handler> Handlers(CancellationToken cancellation) =>
        IsTest ? [] : DeclaredTypes(Compilation.Assembly.GlobalNamespace)
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .Select(method => HandlerOf(method, cancellation))
            .Concat(Delegates(cancellation).All)
            .OfType<Handler>()
            .Distinct();

    /// <summary>True when a handler is a lambda or a local function.</summary>
    public bool HasDelegates(CancellationToken cancellation) => !IsTest && Delegates(cancellation).AreInside;

    /// <summary>True when a handler string names what another assembly or the compiler itself declares.</summary>
    public bool NamesWhatIsElsewhere(CancellationToken cancellation) =>
        !IsTest && Named(cancellation).Methods.Any(method => HandlerOf(method, cancellation) is { IsDeclaredElsewhere: true });

    /// <summary>The handlers that a handler string names through a type; a look-up, whatever the type declares.</summary>
    public IEnumerable<Handler> NamedOn(INamedTypeSymbol type, CancellationToken cancellation) =>
        IsTest || Named(cancellation).On(type) is not [_, ..] named ? [] : named.Select(method => HandlerOf(method, cancellation)).OfType<Handler>();

    /// <summary>The handlers whose object a type is: those that it declares and, by a handler string, those that it inherits.</summary>
    public ImmutableArray<Handler> HandlersOn(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (IsTest) return ImmutableArray<Handler>.Empty;
        if (_handlersOn.TryGetValue(type, out var known)) return known;
        var found = ImmutableArray<Handler>.Empty;
        foreach (var member in type.GetMembers()) Add(member);
        foreach (var named in Named(cancellation).On(type)) Add(named);
        return _handlersOn.GetOrAdd(type, found);

        void Add(ISymbol member)
        {
            if (member is IMethodSymbol method && HandlerOf(method, cancellation) is { } handler && handler.NamedTypes.Contains(type, SymbolEqualityComparer.Default) && !found.Contains(handler))
                found = found.Add(handler);
        }
    }

    /// <summary>The handler that reaches a node, and the way; null when none does or when nobody can tell.</summary>
    /// <param name="node">Any code of the project.</param>
    /// <param name="everyTime">True: only ways that run at every invocation count, not those that a lazy initialisation guards.</param>
    /// <param name="cancellation">Cancels the search.</param>
    public Reached? PathTo(SyntaxNode node, bool everyTime, CancellationToken cancellation) => IsTest ? null : Path.To(node, everyTime, cancellation);

    /// <summary>True when the node runs once per execution environment, not once per invocation.</summary>
    public bool IsInit(SyntaxNode node, CancellationToken cancellation) => Init.Contains(node, cancellation);

    /// <summary>True when objects of the type live as long as the execution environment.</summary>
    public bool IsLongLived(INamedTypeSymbol type, CancellationToken cancellation) => Init.IsLongLived(type, cancellation);

    /// <summary>Where a value at the end of a path comes from.</summary>
    public Origin OriginOf(IOperation value, Reached reached, CancellationToken cancellation) => Data.Of(value, reached, cancellation);

    /// <summary>True when Lambda hosts an ASP.NET Core application of this project.</summary>
    public bool IsHostedByLambda => _isHosted ??= AspNetCore.IsHosted(this, CancellationToken.None);

    internal Calls Calls { get; }
    internal Hierarchy Hierarchy { get; }
    internal InitPath Init { get; }
    internal CallGraph Graph { get; }
    internal Recursions Recursions { get; }
    HandlerPath Path { get; }
    internal InvocationData Data { get; }
    internal SharedState Shared { get; }
    internal Injected Injected { get; }
    internal Leftover Leftover { get; }
    internal ServiceRegistrations Services { get; }

    readonly ConcurrentDictionary<IMethodSymbol, Handler?> _handlers = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<ISymbol, ImmutableArray<Handler>> _handlersIn = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<Handler>> _handlersOn = new(SymbolEqualityComparer.Default);
    readonly object _gate = new();
    Bootstrap? _delegates;
    DeploymentModel? _deployment;
    NamedInConfig? _named;
    SourceIndex[]? _sources;
    bool? _isHosted;

    // Not Lazy<T>: a cancelled first question must not be the answer to the next one.
    Bootstrap Delegates(CancellationToken cancellation)
    {
        if (_delegates is null) lock (_gate) _delegates ??= Bootstrap.Read(this, cancellation);
        return _delegates;
    }

    NamedInConfig Named(CancellationToken cancellation)
    {
        if (_named is null) lock (_gate) _named ??= NamedInConfig.Read(this, cancellation);
        return _named;
    }

    Handler? Recognise(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.MethodKind is MethodKind.AnonymousFunction or MethodKind.LocalFunction)
            return Delegates(cancellation).Recognise(method);
        if (method.ContainingType is not { } type)
            return null;
        // A handler string can name an accessor or an operator too.
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
            return Named(cancellation).Recognise(method, this) is { } accessor && !IsObsolete(type) ? accessor : null;
        if (IsObsolete(type))
            return null;
        return Annotations.Recognise(method, this)
            ?? Named(cancellation).Recognise(method, this)
            ?? AspNetCore.Recognise(method, this)
            ?? ClassLibrary.BySerializer(method, this)
            ?? Delegates(cancellation).Recognise(method)
            ?? NamedInEditorConfig.Recognise(method, this)
            ?? ClassLibrary.ByShape(method, this, cancellation);
    }

    static bool IsObsolete(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "ObsoleteAttribute", ContainingNamespace.Name: "System" });

    static IEnumerable<INamedTypeSymbol> DeclaredTypes(INamespaceOrTypeSymbol within) =>
        within.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => DeclaredTypes(member).Concat(member is INamedTypeSymbol type ? [type] : []));
}
