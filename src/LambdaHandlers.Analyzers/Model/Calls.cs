using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using static LambdaHandlers.Analyzers.Model.Identity;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>One place that calls, reads or creates a member.</summary>
readonly record struct CallSite(SyntaxNode Node, SemanticModel Model)
{
    /// <summary>True where the variable or property is given a value: assigned, counted up, handed out by reference, filled by a deconstruction.</summary>
    public bool Writes => Target.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == Target,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression } => true,
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } => true,
        ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } => assignment.Left == tuple,
        _ => false,
    };

    /// <summary>True where its value is used, also by a compound assignment.</summary>
    public bool Reads => !Writes || Target.Parent is not (AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } or ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword });

    /// <summary>What is assigned there with <c>=</c>, or null.</summary>
    public ExpressionSyntax? Assigned => Target.Parent is AssignmentExpressionSyntax assignment && assignment.Left == Target ? assignment.Right : null;

    /// <summary>The use itself: the call, the read of the field, the creation.</summary>
    public IOperation? Operation => Model.GetOperation(Target.Parent is InvocationExpressionSyntax call && call.Expression == Target ? call : Target);

    /// <summary>The name with what it is asked of: <c>x</c> or <c>this.x</c>.</summary>
    public SyntaxNode Target => Node is SimpleNameSyntax name ? Mentions.Whole(name) : Node;

    /// <summary>What is passed there; empty for what takes no arguments.</summary>
    public ImmutableArray<IArgumentOperation> Arguments
    {
        get
        {
            var call = Node.FirstAncestorOrSelf<ExpressionSyntax>(node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax);
            return (call is null ? null : Model.GetOperation(call)) switch
            {
                IInvocationOperation invocation => invocation.Arguments,
                IObjectCreationOperation creation => creation.Arguments,
                IPropertyReferenceOperation indexer => indexer.Arguments,
                _ => ImmutableArray<IArgumentOperation>.Empty,
            };
        }
    }
}

/// <summary>
/// Who uses a member, asked backwards: by name over the index of every file, and bound only where it fits.
/// </summary>
sealed class Calls(LambdaProject project)
{
    // Past this many bound places a question has no answer, and no answer is silence.
    const int MostBound = 400;
    // Of files that do not even mention the member's type only so many places are tried.
    const int MostUnlikely = 40;

    readonly ConcurrentDictionary<ISymbol, ImmutableArray<CallSite>> _known = new(SymbolEqualityComparer.Default);
    readonly ConcurrentDictionary<(SyntaxTree, TextSpan), ISymbol?> _bound = new();
    SourceIndex[]? _globalImports;

    /// <summary>How many names have been bound so far: the measure of what all questions cost.</summary>
    public int Bound => _bound.Count;

    /// <summary>The places that lead to a method, constructor, property, field or local function; virtual and interface calls where only this implementation can be meant.</summary>
    public ImmutableArray<CallSite> Of(ISymbol member, CancellationToken cancellation)
    {
        member = ((member as IMethodSymbol)?.PartialDefinitionPart ?? member).OriginalDefinition;
        return _known.TryGetValue(member, out var sites) ? sites : _known.GetOrAdd(member, Find(member, exact: true, cancellation));
    }

    /// <summary>
    /// True when somebody other than Lambda calls the method: a chain of callers that starts neither at the method itself nor in Main or the top-level statements.
    /// </summary>
    public bool IsCalledFromElsewhere(IMethodSymbol method, CancellationToken cancellation) => IsCalledFromElsewhere(method, method, [], 4, cancellation);

    bool IsCalledFromElsewhere(ISymbol method, ISymbol root, HashSet<ISymbol> seen, int depth, CancellationToken cancellation)
    {
        foreach (var site in Find(method, exact: false, cancellation))
        {
            if (Mentions.IsNameOf(site.Node))
                continue;
            if (Frame.Member(site.Node) is not { } frame || frame is CompilationUnitSyntax)
                continue;
            var caller = Frame.Symbol(frame, site.Model, cancellation);
            if (caller is IMethodSymbol { Name: "Main", IsStatic: true } || SymbolEqualityComparer.Default.Equals(caller, root))
                continue;
            var next = (caller as IMethodSymbol)?.AssociatedSymbol is IPropertySymbol owner ? owner : caller;
            if (next is not (IMethodSymbol or IPropertySymbol) || frame is EqualsValueClauseSyntax || depth == 0)
                return true;
            if (!seen.Add(next))
                continue;
            // A helper that only the method itself calls leads back to it.
            if (Find(next, exact: false, cancellation).IsEmpty || IsCalledFromElsewhere(next, root, seen, depth - 1, cancellation))
                return true;
        }
        return false;
    }

    ImmutableArray<CallSite> Find(ISymbol member, bool exact, CancellationToken cancellation)
    {
        var sought = new Sought(member, project.Hierarchy, cancellation);
        // A declaration without a name, while it is being typed, has no users.
        if (sought.Names is [] or ["", ..]) return ImmutableArray<CallSite>.Empty;
        var sites = ImmutableArray.CreateBuilder<CallSite>();
        var (bound, unlikely) = (0, 0);
        foreach (var index in sought.OnlyTrees?.Where(project.Compilation.ContainsSyntaxTree).Select(SourceIndex.Of) ?? project.Sources)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var name in sought.Names)
            {
                var isWord = char.IsLetter(name[0]) && name is not (SourceIndex.Indexer or SourceIndex.ImplicitNew);
                if (isWord && (!index.Mentions(name) || !IsVisibleIn(index, sought))) continue;
                var likely = sought.IsLikelyIn(index);
                if (!isWord && !likely) continue;
                foreach (var node in index.Uses(name))
                {
                    if (!sought.Fits(node)) continue;
                    if (!likely && ++unlikely > MostUnlikely) continue;
                    if (++bound > MostBound) return ImmutableArray<CallSite>.Empty;
                    if ((Lexical.Means(node, member) ? member : Bind(index.Tree, node, cancellation)) is { } used && Leads(used, member, node, exact, cancellation))
                        sites.Add(new CallSite(node, project.Compilation.GetSemanticModel(index.Tree)));
                }
            }
        }
        return sites.ToImmutable();
    }

    // What is named by its type stands in a namespace that the file declares, imports or writes out; or one that all files import.
    bool IsVisibleIn(SourceIndex index, Sought sought)
    {
        if (sought.Namespace is not { } name || index.Mentions(name)) return true;
        foreach (var imports in GlobalImports)
            if (imports.Mentions(name)) return true;
        return false;
    }

    SourceIndex[] GlobalImports =>
        _globalImports ??= [.. project.Sources.Where(index => index.Mentions("global"))];

    ISymbol? Bind(SyntaxTree tree, SyntaxNode node, CancellationToken cancellation) =>
        _bound.GetOrAdd((tree, node.Span), _ =>
        {
            var model = project.Compilation.GetSemanticModel(tree);
            var target = node is SimpleNameSyntax && node.FirstAncestorOrSelf<ObjectCreationExpressionSyntax>() is { } creation && creation.Type.Span.Contains(node.Span) && creation.Type.Span.End == node.Span.End ? creation : node;
            // While an argument is being typed, or its type is missing, one candidate is as good as bound.
            var symbol = model.GetSymbolInfo(target, cancellation) is { Symbol: null, CandidateReason: CandidateReason.OverloadResolutionFailure, CandidateSymbols: [var only] } ? only : model.GetSymbolInfo(target, cancellation).Symbol;
            return (symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol)?.OriginalDefinition;
        });

    /// <summary>Does using <paramref name="used"/> run <paramref name="member"/>?</summary>
    bool Leads(ISymbol used, ISymbol member, SyntaxNode site, bool exact, CancellationToken cancellation)
    {
        if (Same(used, member))
            return !exact || !(member.IsVirtual || member.IsOverride && !member.IsSealed) || member.ContainingType.TypeKind == TypeKind.Interface
                || IsOnBase(site) || project.Hierarchy.IsOnlyImplementation(member, used, cancellation);
        if (member is IFieldSymbol or ILocalSymbol || used.Kind != member.Kind) return false;
        if (!Hierarchy.Overrides(member, used) && !Implements(member, used)) return false;
        if (!exact) return true;
        // this.Step() in a base class runs the override of whichever handler class derives from it.
        if (IsOnThis(site) && used.ContainingType.TypeKind == TypeKind.Class) return true;
        return project.Hierarchy.IsOnlyImplementation(member, used, cancellation);
    }

    static bool IsOnThis(SyntaxNode site) => site.Parent is not MemberAccessExpressionSyntax access || access.Name != site || access.Expression is ThisExpressionSyntax;

    static bool IsOnBase(SyntaxNode site) => site.Parent is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax };

    static bool Implements(ISymbol member, ISymbol used)
    {
        if (used.ContainingType is not { TypeKind: TypeKind.Interface } contract || member.ContainingType is not { } type) return false;
        foreach (var implemented in type.AllInterfaces)
            if (Same(implemented, contract))
                foreach (var candidate in implemented.GetMembers(used.Name))
                    if (Same(candidate, used) && type.FindImplementationForInterfaceMember(candidate) is { } implementation
                        && (Same(implementation, member) || Hierarchy.Overrides(member, implementation)))
                        return true;
        return false;
    }

    /// <summary>What a place must look like before it is worth binding.</summary>
    sealed class Sought
    {
        readonly ISymbol _member;
        readonly string[] _likely;
        readonly Hierarchy _hierarchy;
        readonly CancellationToken _cancellation;
        HashSet<string>? _receivers;
        readonly (int Least, int Most)? _arity;

        public Sought(ISymbol member, Hierarchy hierarchy, CancellationToken cancellation)
        {
            (_member, _hierarchy, _cancellation) = (member, hierarchy, cancellation);
            var simple = member.Name.Substring(member.Name.LastIndexOf('.') + 1);
            Names = member switch
            {
                IMethodSymbol { MethodKind: MethodKind.Constructor } => [member.ContainingType.Name, SourceIndex.ImplicitNew],
                IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator } => OperatorToken(member.Name) is { } token ? [token] : [],
                IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation or MethodKind.LocalFunction or MethodKind.DelegateInvoke } => [simple],
                IPropertySymbol { IsIndexer: true } => [SourceIndex.Indexer],
                IPropertySymbol or IFieldSymbol or ILocalSymbol or IParameterSymbol or IEventSymbol => [simple],
                _ => [],
            };
            var type = member.ContainingType;
            Namespace = type is { ContainingType: null, ContainingNamespace: { IsGlobalNamespace: false } space } && (type.IsStatic || member is IMethodSymbol { MethodKind: MethodKind.Constructor }) ? space.Name : null;
            _likely = type is null ? [] : [type.Name, .. type.AllInterfaces.Select(contract => contract.Name), .. Bases(type)];
            if (member is IMethodSymbol { MethodKind: not (MethodKind.Constructor or MethodKind.UserDefinedOperator) } method)
                _arity = (method.Parameters.Count(parameter => !parameter.IsOptional && !parameter.IsParams) - (method.IsExtensionMethod ? 1 : 0),
                    method.Parameters.Any(parameter => parameter.IsParams) ? int.MaxValue : method.Parameters.Length);
        }

        public string[] Names { get; }

        /// <summary>The last word of the namespace without which a file can't name the member; null where a file can have it from elsewhere, by a variable or a base class.</summary>
        public string? Namespace { get; }

        /// <summary>The only files that can use a private member, a local or a local function; null for what everybody can.</summary>
        public IEnumerable<SyntaxTree>? OnlyTrees => _member switch
        {
            ILocalSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction } or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } } => _member.DeclaringSyntaxReferences.Select(declaration => declaration.SyntaxTree),
            { DeclaredAccessibility: Accessibility.Private, ContainingType: { } type } and not IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation } and not IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false } =>
                Outermost(type).DeclaringSyntaxReferences.Select(declaration => declaration.SyntaxTree).Distinct(),
            _ => null,
        };

        static INamedTypeSymbol Outermost(INamedTypeSymbol type) => type.ContainingType is { } outer ? Outermost(outer) : type;

        // The type itself, what it derives from and implements, and what derives from it.
        bool CanBeAskedOf(string typeName) =>
            (_receivers ??= [.. _likely, .. _member.ContainingType is { } type ? _hierarchy.Below(type, _cancellation).Select(below => below.Name) : []]).Contains(typeName);

        static IEnumerable<string> Bases(INamedTypeSymbol type)
        {
            for (var at = type.BaseType; at is { SpecialType: SpecialType.None }; at = at.BaseType) yield return at.Name;
        }

        public bool IsLikelyIn(SourceIndex index)
        {
            foreach (var type in _likely)
                if (index.Mentions(type)) return true;
            return _likely.Length == 0;
        }

        public bool Fits(SyntaxNode node)
        {
            if (_member is IMethodSymbol { MethodKind: MethodKind.Constructor })
                return node is ImplicitObjectCreationExpressionSyntax || node.Parent is ObjectCreationExpressionSyntax or QualifiedNameSyntax { Parent: ObjectCreationExpressionSyntax };
            if (node is not SimpleNameSyntax)
                return true;
            if (_arity is var (least, most) && CallOf(node) is { } call && (call.ArgumentList.Arguments.Count < least || call.ArgumentList.Arguments.Count > most))
                return false;
            var access = node.Parent as MemberAccessExpressionSyntax;
            if (access is null || access.Name != node)
                return node.Parent is MemberBindingExpressionSyntax || IsUnqualifiedNameOfIt(node);
            if (access.Expression is ThisExpressionSyntax or BaseExpressionSyntax)
                return IsUnqualifiedNameOfIt(node);
            if (_member is IMethodSymbol { IsExtensionMethod: true })
                return true;
            if (!_member.IsStatic)
                return Receiver.TypeName(access.Expression) is not { } typeName || CanBeAskedOf(typeName) || HasAliases(node);
            // A static member is called by its type's name, or by an alias of it.
            return access.Expression switch
            {
                SimpleNameSyntax name => name.Identifier.ValueText == _member.ContainingType?.Name || HasAliases(node),
                MemberAccessExpressionSyntax inner => inner.Name.Identifier.ValueText == _member.ContainingType?.Name,
                _ => true,
            };
        }

        bool IsUnqualifiedNameOfIt(SyntaxNode node)
        {
            if (_member is ILocalSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction })
                return _member.DeclaringSyntaxReferences is [var declaration, ..] && declaration.SyntaxTree == node.SyntaxTree;
            for (var type = node.FirstAncestorOrSelf<TypeDeclarationSyntax>(); type is not null; type = type.Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>())
                if (type.BaseList is not null || _likely.Contains(type.Identifier.ValueText))
                    return true;
            return HasAliases(node) || node.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } or SubpatternSyntax or NameColonSyntax;
        }

        static bool HasAliases(SyntaxNode node) =>
            ((CompilationUnitSyntax)node.SyntaxTree.GetRoot()).Usings.Any(directive => directive.Alias is not null || directive.StaticKeyword.RawKind != 0)
            || node.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is null;

        static InvocationExpressionSyntax? CallOf(SyntaxNode name)
        {
            var target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access
                : name.Parent is MemberBindingExpressionSyntax ? name.Parent : name;
            return target.Parent is InvocationExpressionSyntax call && call.Expression == target ? call : null;
        }

        static string? OperatorToken(string name) => name switch
        {
            "op_Addition" or "op_UnaryPlus" => "+",
            "op_Subtraction" or "op_UnaryNegation" => "-",
            "op_Multiply" => "*",
            "op_Division" => "/",
            "op_Modulus" => "%",
            "op_Equality" => "==",
            "op_Inequality" => "!=",
            "op_LessThan" => "<",
            "op_GreaterThan" => ">",
            "op_LessThanOrEqual" => "<=",
            "op_GreaterThanOrEqual" => ">=",
            "op_LogicalNot" => "!",
            "op_BitwiseAnd" => "&",
            "op_BitwiseOr" => "|",
            "op_ExclusiveOr" => "^",
            "op_LeftShift" => "<<",
            "op_RightShift" => ">>",
            _ => null,
        };
    }
}
