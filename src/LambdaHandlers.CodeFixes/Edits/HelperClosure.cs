using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Structure;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Where a file names a member of the handler's class.</summary>
/// <param name="Name">The name itself.</param>
/// <param name="Member">What it names.</param>
/// <param name="Within">The member of the class that it stands in; null outside of them.</param>
sealed record MemberUse(SimpleNameSyntax Name, ISymbol Member, MemberDeclarationSyntax? Within)
{
    /// <summary>The name with the <c>this</c> or the type before it.</summary>
    public ExpressionSyntax Whole => Name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or SimpleNameSyntax } access && access.Name == Name ? access : Name;

    /// <summary>True where nothing is called, only named.</summary>
    public bool IsNameOf => Mentions.IsNameOf(Name);
}

/// <summary>What leaves a handler's class together: business helpers, the private members that only they use, and what they are given.</summary>
sealed class HelperClosure
{
    readonly Dictionary<ISymbol, MemberDeclarationSyntax> _members = new(SymbolEqualityComparer.Default);
    readonly HashSet<ISymbol> _moved = new(SymbolEqualityComparer.Default);

    HelperClosure(TypeDeclarationSyntax type, INamedTypeSymbol symbol, Target target)
    {
        (Type, Symbol) = (type, symbol);
        foreach (var member in type.Members)
            if (target.Model.GetDeclaredSymbol(member is FieldDeclarationSyntax { Declaration.Variables: [var only] } ? only : member, target.Cancellation) is { } declared)
                _members[declared] = member;
        Uses = [.. UsesIn(target)];
    }

    /// <summary>The handler's class.</summary>
    public TypeDeclarationSyntax Type { get; }

    /// <summary>The same as a symbol.</summary>
    public INamedTypeSymbol Symbol { get; }

    /// <summary>The business helpers.</summary>
    public List<IMethodSymbol> Roots { get; } = [];

    /// <summary>Fields, properties and primary constructor's parameters whose values the new class is given.</summary>
    public List<ISymbol> Dependencies { get; } = [];

    /// <summary>Every place of the file that names a member of the class.</summary>
    public List<MemberUse> Uses { get; }

    /// <summary>True for a member that leaves.</summary>
    public bool Moves(ISymbol member) => _moved.Contains(member);

    /// <summary>True for code that leaves.</summary>
    public bool Moves(MemberDeclarationSyntax? member) => member is not null && _moved.Any(each => _members[each] == member);

    /// <summary>The declarations that leave, in the order of the text.</summary>
    public IEnumerable<MemberDeclarationSyntax> Moved => Type.Members.Where(Moves);

    /// <summary>True for a method that needs what the class is given, itself or through another one.</summary>
    public bool NeedsObject(IMethodSymbol method) => NeedsObject(method, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    /// <summary>The closure of all business helpers of a class, else of this one alone; null where it can't leave.</summary>
    public static HelperClosure? Of(MethodDeclarationSyntax helper, Target target)
    {
        if (target.Project is not { } project || helper.Parent is not TypeDeclarationSyntax { TypeParameterList: null } type || type is InterfaceDeclarationSyntax
            || target.Model.GetDeclaredSymbol(type, target.Cancellation) is not { } symbol || symbol.DeclaringSyntaxReferences.Any(part => part.GetSyntax(target.Cancellation) is var other && other != type && other is not CompilationUnitSyntax))
            return null;
        var all = type.Members.OfType<MethodDeclarationSyntax>()
            .Where(method => target.Model.GetDeclaredSymbol(method, target.Cancellation) is { } declared && BusinessHelper.HandlerOf(declared, project, target.Cancellation) is not null).ToList();
        if (!all.Contains(helper)) return null;
        return new HelperClosure(type, symbol, target) is var together && together.Fill(all, target) ? together
            : new HelperClosure(type, symbol, target) is var alone && alone.Fill([helper], target) ? alone : null;
    }

    IEnumerable<MemberUse> UsesIn(Target target)
    {
        var names = new HashSet<string>(Symbol.GetMembers().Select(member => member.Name).Concat(Type.ParameterList?.Parameters.Select(parameter => parameter.Identifier.ValueText) ?? []), StringComparer.Ordinal);
        foreach (var name in target.Root.DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>())
            if (names.Contains(name.Identifier.ValueText) && target.Model.GetSymbolInfo(name, target.Cancellation) is var found && (found.Symbol ?? (found.CandidateSymbols is [var only] ? only : null))?.OriginalDefinition is { } member && IsOwn(member))
                yield return new MemberUse(name, member is IMethodSymbol { ReducedFrom: { } reduced } ? reduced : member, name.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault(each => each.Parent == Type));
    }

    bool IsOwn(ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingType, Symbol)
        && (member is not IParameterSymbol || member.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && constructor.DeclaringSyntaxReferences.Any(each => each.GetSyntax() == Type))
        && member is not (ILocalSymbol or ITypeParameterSymbol or IMethodSymbol { MethodKind: not MethodKind.Ordinary });

    bool Fill(List<MethodDeclarationSyntax> helpers, Target target)
    {
        foreach (var helper in helpers)
        {
            var method = (IMethodSymbol)target.Model.GetDeclaredSymbol(helper, target.Cancellation)!;
            Roots.Add(method);
            _moved.Add(method);
            if (!IsKnownHere(method, target)) return false;
        }
        while (Uses.FirstOrDefault(use => Moves(use.Within) && !Moves(use.Member) && IsOnlyTheirs(use.Member)) is { } next) _moved.Add(next.Member);
        foreach (var use in Uses)
            if (use.Name.IsPartOfStructuredTrivia() ? Moves(use.Member) && !Moves(use.Within) : Moves(use.Within) && !Moves(use.Member) && !CanStay(use)) return false;
        return Moved.All(member => !member.ContainsDirectives && !Touches(member, target))
            && Uses.All(use => !Moves(use.Member) || Moves(use.Within) || !IsEarly(use));
    }

    // Called from this file only, tests included.
    static bool IsKnownHere(IMethodSymbol method, Target target) =>
        Elsewhere.Uses(method, target.Document.Project.Solution, target.Model.Compilation, target.Cancellation) is { Count: 0 }
        && target.Project!.Calls.Of(method, target.Cancellation).All(site => site.Node.SyntaxTree == target.Model.SyntaxTree);

    bool IsOnlyTheirs(ISymbol member) => _members.TryGetValue(member, out var declaration) && member.DeclaredAccessibility == Accessibility.Private
        && member is IMethodSymbol or IFieldSymbol { IsConst: true } or IFieldSymbol { IsStatic: true, IsReadOnly: true } or INamedTypeSymbol
        && Uses.All(use => !SymbolEqualityComparer.Default.Equals(use.Member, member) || Moves(use.Within) || use.Within == declaration);

    /// <summary>True when the moved code can still use what stays: by its full name, or as what it is given.</summary>
    bool CanStay(MemberUse use)
    {
        switch (use.Member)
        {
            case IFieldSymbol { IsStatic: false, IsReadOnly: true }:
            case IPropertySymbol { IsStatic: false, SetMethod: null, IsVirtual: false, IsOverride: false } property when Symbol.GetMembers().Any(member => member is IFieldSymbol { AssociatedSymbol: { } associated } && SymbolEqualityComparer.Default.Equals(associated, property)):
            case IParameterSymbol when !Uses.Any(other => SymbolEqualityComparer.Default.Equals(other.Member, use.Member) && other.Whole.Parent is AssignmentExpressionSyntax { Left: var left } && left == other.Whole):
                if (!Dependencies.Contains(use.Member, SymbolEqualityComparer.Default)) Dependencies.Add(use.Member);
                return true;
            case INamedTypeSymbol or IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true } or IMethodSymbol { IsStatic: true }:
                return use.Member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
            default:
                return false;
        }
    }

    // The object itself, a base, or something of Lambda's.
    static bool Touches(MemberDeclarationSyntax member, Target target) => member.DescendantNodes().Any(node => node switch
    {
        ThisExpressionSyntax => node.Parent is not MemberAccessExpressionSyntax,
        BaseExpressionSyntax => true,
        SimpleNameSyntax name => target.Model.GetSymbolInfo(name, target.Cancellation).Symbol is { } named && (named as INamespaceOrTypeSymbol ?? named.ContainingType)?.ToDisplayString() is { } full && full.StartsWith("Amazon.Lambda.", StringComparison.Ordinal),
        _ => false,
    });

    // A constructor or an initialiser runs before the new object is there.
    bool IsEarly(MemberUse use) => use.Member is IMethodSymbol method && !use.IsNameOf && NeedsObject(method) && use.Within is not (MethodDeclarationSyntax or PropertyDeclarationSyntax { Initializer: null });

    bool NeedsObject(IMethodSymbol method, HashSet<ISymbol> seen) => seen.Add(method) && Uses.Any(use => use.Within is not null && use.Within == _members[method]
        && (Dependencies.Contains(use.Member, SymbolEqualityComparer.Default) || (use.Member is IMethodSymbol other && Moves(other) && !use.IsNameOf && NeedsObject(other, seen))));
}
