using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>A client or setting that the new class is given at its construction.</summary>
/// <param name="Source">The field, property, captured local or parameter of the handler's side.</param>
/// <param name="Type">Its type.</param>
/// <param name="CanBeNull">True where null may come.</param>
/// <param name="Field">The field of the new class.</param>
/// <param name="Parameter">The parameter of its constructor.</param>
sealed record Dependency(ISymbol Source, ITypeSymbol Type, bool CanBeNull, string Field, string Parameter);

/// <summary>Members of the handler's class that the run needs: what moves along, what is handed over, what stays and is named in full.</summary>
sealed class Closure
{
    readonly Scene _scene;
    readonly Func<SyntaxNode, bool> _moves;
    readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    readonly List<(SimpleNameSyntax Place, ISymbol Member)> _open = [];
    HashSet<ISymbol> _movable = new(SymbolEqualityComparer.Default);

    Closure(Scene scene, Func<SyntaxNode, bool> moves) => (_scene, _moves) = (scene, moves);

    /// <summary>What the constructor takes.</summary>
    public List<Dependency> Dependencies { get; } = [];

    /// <summary>Private helpers, constants and tables that only the run needs.</summary>
    public List<SyntaxNode> Moved { get; } = [];

    /// <summary>Private nested types that its code names; they move beside the new class.</summary>
    public List<BaseTypeDeclarationSyntax> Lifted { get; } = [];

    /// <summary>Members whose value is handed over with each call.</summary>
    public List<(ISymbol Member, ITypeSymbol Type)> Passed { get; } = [];

    /// <summary>What stands in the moved code instead of a name.</summary>
    public Dictionary<SyntaxNode, string> Renamed { get; } = [];

    /// <summary>The name that can't follow, if there is one.</summary>
    public SyntaxNode? Blocker { get; private set; }

    /// <summary>The closure of what a run uses.</summary>
    /// <param name="members">The members it names.</param>
    /// <param name="scene">The handler.</param>
    /// <param name="moves">True for code of the run that leaves.</param>
    public static Closure Of(IEnumerable<(SimpleNameSyntax Place, ISymbol Member)> members, Scene scene, Func<SyntaxNode, bool> moves)
    {
        var closure = new Closure(scene, moves);
        closure._open.AddRange(members);
        closure._movable = closure.Movable(closure._open.Select(each => each.Member));
        while (closure._open.Count > 0 && closure.Blocker is null)
        {
            // Helpers first: what else moves depends on which of them do.
            var next = Math.Max(0, closure._open.FindIndex(each => each.Member is IMethodSymbol));
            var (place, member) = closure._open[next];
            closure._open.RemoveAt(next);
            if (!closure.Follow(place, member)) closure.Blocker = place;
        }
        return closure;
    }

    /// <summary>The private helpers that nobody needs but the run and each other.</summary>
    HashSet<ISymbol> Movable(IEnumerable<ISymbol> used)
    {
        var reached = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<ISymbol>(used);
        while (open.Count > 0)
            if (open.Dequeue().OriginalDefinition is var member && IsHelper(member) && reached.Add(member))
                foreach (var name in Declaration(member)!.DescendantNodes().OfType<SimpleNameSyntax>())
                    if (_scene.Model.GetSymbolInfo(name, _scene.Cancellation).Symbol is { Kind: SymbolKind.Method or SymbolKind.Property } inner) open.Enqueue(inner);
        while (reached.FirstOrDefault(member => !Uses(member, _scene).All(place => _moves(place) || reached.Any(other => Declaration(other)!.Span.Contains(place.Span))) && !IsSelfContained(member, [])) is { } shared)
            reached.Remove(shared);
        return reached;
    }

    // It needs no object: who stays asks the new class for it.
    bool IsSelfContained(ISymbol member, List<ISymbol> asked)
    {
        if (asked.Contains(member, SymbolEqualityComparer.Default)) return true;
        asked.Add(member);
        if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } || !IsHelper(member) || Uses(member, _scene).Any(place => place.SyntaxTree != _scene.Model.SyntaxTree)) return false;
        var survey = SurveyOf(Declaration(member)!);
        return survey.Obstacles.Count == 0 && survey.Crossings.Count == 0 && survey.Values.Count == 0
            && survey.Members.All(each => each.Member is INamedTypeSymbol or IFieldSymbol { IsConst: true } || IsSelfContained(each.Member.OriginalDefinition, asked));
    }

    /// <summary>True for the name of something that moves along.</summary>
    public bool HasMoved(SimpleNameSyntax name) => Moved.Count > 0 && _scene.Model.GetSymbolInfo(name, _scene.Cancellation).Symbol is { } symbol && Moved.Any(moved => Declares(moved, symbol));

    bool IsHelper(ISymbol member) => (member is IMethodSymbol { IsGenericMethod: false, IsExtensionMethod: false } or IPropertySymbol { IsIndexer: false }) && !member.IsVirtual && !member.IsOverride && !member.IsAbstract
        && (member is IMethodSymbol { MethodKind: MethodKind.LocalFunction } || (member.DeclaredAccessibility == Accessibility.Private && SymbolEqualityComparer.Default.Equals(member.ContainingType, _scene.Type)))
        && !(member is IPropertySymbol property && IsStored(property))
        && Declaration(member) is { ContainsDirectives: false } declaration && declaration.SyntaxTree == _scene.Declaration.SyntaxTree && (declaration is MethodDeclarationSyntax or PropertyDeclarationSyntax or LocalFunctionStatementSyntax);

    bool Follow(SimpleNameSyntax place, ISymbol member)
    {
        var isFirst = member is INamedTypeSymbol ? !_seen.Contains(member.OriginalDefinition) : _seen.Add(member.OriginalDefinition);
        switch (member)
        {
            case INamedTypeSymbol type: return FollowType(place, type, isFirst);
            case IFieldSymbol field: return FollowField(place, field, isFirst);
            case IPropertySymbol { IsIndexer: false } property: return IsStored(property) ? FollowState(place, property, property.Type, isFirst) : FollowCode(place, property, isFirst);
            case IMethodSymbol method: return FollowCode(place, method, isFirst);
            case IParameterSymbol parameter: return Depend(place, parameter, parameter.Type, isFirst);
            default: return false;
        }
    }

    /// <summary>Takes the private nested types along that the signature of the new code names; false where one can't.</summary>
    public bool Lift(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Lift(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.All(Lift) && (named.ContainingType is null || Visible(named) || named.TypeKind == TypeKind.TypeParameter || LiftOwn(named)),
        _ => true,
    };

    bool LiftOwn(INamedTypeSymbol type)
    {
        if (!_seen.Add(type.OriginalDefinition)) return true;
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingType, _scene.Type) || type.DeclaringSyntaxReferences is not [var only] || only.GetSyntax(_scene.Cancellation) is not BaseTypeDeclarationSyntax declaration
            || only.SyntaxTree != _scene.Declaration.SyntaxTree || _scene.Type!.ContainingNamespace.GetTypeMembers(type.Name).Any() || _scene.Type.Arity > 0 || declaration.ContainsDirectives)
            return false;
        Lifted.Add(declaration);
        var survey = SurveyOf(declaration);
        return survey.Obstacles.Count == 0 && survey.Members.All(each => each.Member is INamedTypeSymbol nested && Lift(nested));
    }

    bool FollowType(SimpleNameSyntax place, INamedTypeSymbol type, bool isFirst)
    {
        if (Visible(type))
        {
            if (place.Parent is not (QualifiedNameSyntax or MemberAccessExpressionSyntax) || (place.Parent is MemberAccessExpressionSyntax access && access.Expression == place))
                Renamed[place] = type.ToMinimalDisplayString(_scene.Model, _scene.TypeDeclaration!.SpanStart);
            return true;
        }
        return !isFirst || LiftOwn(type);
    }

    static bool Visible(ISymbol symbol)
    {
        for (var at = symbol; at is not null and not INamespaceSymbol; at = at.ContainingSymbol)
            if (at.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)) return false;
        return true;
    }

    bool FollowField(SimpleNameSyntax place, IFieldSymbol field, bool isFirst)
    {
        if (!field.IsConst && !(field.IsStatic && field.IsReadOnly && IsTable(field))) return FollowState(place, field, field.Type, isFirst);
        if (Moved.Any(each => Declares(each, field)))
        {
            Unqualify(place);
            return true;
        }
        if (!isFirst && !Visible(field)) { Renamed[Mentions.Whole(place)] = Wording.Camel(field.Name); return !NeedsConstant(place) && _moves(place); }
        if (IsOnlyUsedHere(field) && Declaration(field) is FieldDeclarationSyntax { Declaration.Variables.Count: 1 } declaration && Continue(declaration))
        {
            Moved.Add(declaration);
            Unqualify(place);
            return true;
        }
        // A limit that the handler names as well is the logic's all the same.
        if (field.IsConst && Yield.IsNumeric(field.Type) && field.DeclaredAccessibility == Accessibility.Private && Declaration(field) is FieldDeclarationSyntax { Declaration.Variables.Count: 1, ContainsDirectives: false } limit
            && Uses(field, _scene).All(use => use.SyntaxTree == _scene.Model.SyntaxTree) && Continue(limit))
        {
            Moved.Add(limit);
            Unqualify(place);
            return true;
        }
        if (Visible(field))
        {
            if (place.Parent is not MemberAccessExpressionSyntax access || access.Name != place) Renamed[place] = _scene.Type!.ToMinimalDisplayString(_scene.Model, _scene.TypeDeclaration!.SpanStart) + "." + field.Name;
            return true;
        }
        if (NeedsConstant(place) || !_moves(place)) return false;
        Passed.Add((field, field.Type));
        Renamed[Mentions.Whole(place)] = Wording.Camel(field.Name);
        return true;
    }

    // Data, not a client: a table of rates, options, a pattern.
    static bool IsTable(IFieldSymbol field) => !field.Type.AllInterfaces.Any(each => each.SpecialType == SpecialType.System_IDisposable)
        && (Names.IsEnvironment(field.Type) || field.Type.TypeKind is TypeKind.Array or TypeKind.Enum || field.Type.IsValueType || field.Type.IsRecord)
        && field.DeclaringSyntaxReferences.Any(each => each.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value } && !value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText is "Environment" or "Configuration"));

    static bool NeedsConstant(SimpleNameSyntax place) => Mentions.Whole(place).Parent is CaseSwitchLabelSyntax or ConstantPatternSyntax or RelationalPatternSyntax or AttributeArgumentSyntax
        || place.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is { Parent: ParameterSyntax } || place.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { IsConst: true };

    static bool IsStored(IPropertySymbol property) => property.DeclaringSyntaxReferences is [var only] && only.GetSyntax() is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors } && accessors.All(accessor => accessor.Body is null && accessor.ExpressionBody is null);

    bool FollowState(SimpleNameSyntax place, ISymbol member, ITypeSymbol type, bool isFirst)
    {
        if (Survey.IsWritten(Mentions.Whole(place))) return false;
        if (Passed.Any(each => SymbolEqualityComparer.Default.Equals(each.Member, member)))
        {
            Renamed[Mentions.Whole(place)] = Wording.Camel(member.Name);
            return true;
        }
        if (!isFirst || !IsChangedLater(member)) return Depend(place, member, type, isFirst);
        // What the handler changes on the way is handed over as it is at the moment.
        if (!_moves(place)) return false;
        Passed.Add((member, type));
        Renamed[Mentions.Whole(place)] = Wording.Camel(member.Name);
        return true;
    }

    bool Depend(SimpleNameSyntax place, ISymbol member, ITypeSymbol type, bool isFirst)
    {
        if (!Border.HasName(type) || Border.IsLambda(type) || type.IsRefLikeType) return false;
        if (isFirst)
        {
            var isField = member is IFieldSymbol { IsStatic: false };
            Dependencies.Add(new Dependency(member, type, type.NullableAnnotation == NullableAnnotation.Annotated, isField ? member.Name : "_" + Wording.Camel(member.Name).TrimStart('@'), Wording.Camel(member.Name)));
        }
        var dependency = Dependencies.First(each => SymbolEqualityComparer.Default.Equals(each.Source, member));
        if (dependency.Field != place.Identifier.ValueText || (place.Parent is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } access && access.Name == place)) Renamed[Mentions.Whole(place)] = dependency.Field;
        return true;
    }

    bool FollowCode(SimpleNameSyntax place, ISymbol member, bool isFirst)
    {
        if (Moved.Any(each => Declares(each, member)))
        {
            Unqualify(place);
            return true;
        }
        if (!isFirst) return true;
        if (_movable.Contains(member.OriginalDefinition))
        {
            var declaration = Declaration(member)!;
            Moved.Add(declaration);
            if (!Continue(declaration)) return false;
            Unqualify(place);
            return true;
        }
        if (!member.IsStatic || !Visible(member)) return false;
        if (place.Parent is not MemberAccessExpressionSyntax access || access.Name != place) Renamed[place] = member.ContainingType.ToMinimalDisplayString(_scene.Model, _scene.TypeDeclaration!.SpanStart) + "." + place;
        return true;
    }

    // Function.Rates["x"] is Rates["x"] where Rates has moved.
    void Unqualify(SimpleNameSyntax place)
    {
        if (place.Parent is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } access && access.Name == place) Renamed[access] = place.ToString();
    }

    /// <summary>Goes on with what a moved declaration itself needs.</summary>
    bool Continue(SyntaxNode declaration)
    {
        var survey = SurveyOf(declaration);
        if (survey.Obstacles.Count > 0 || survey.Crossings.Count > 0 || survey.Values.Count > 0) return false;
        _open.AddRange(survey.Members);
        return true;
    }

    Survey SurveyOf(SyntaxNode declaration) => Survey.Of(declaration.DescendantNodes(), _scene, declaration, symbol => Declares(declaration, symbol));

    SyntaxNode? Declaration(ISymbol member) => member.DeclaringSyntaxReferences is [var only] ? only.GetSyntax(_scene.Cancellation) is VariableDeclaratorSyntax variable ? variable.FirstAncestorOrSelf<FieldDeclarationSyntax>() : only.GetSyntax(_scene.Cancellation) : null;

    bool Declares(SyntaxNode declaration, ISymbol member) => member.DeclaringSyntaxReferences.Any(each => each.SyntaxTree == declaration.SyntaxTree && declaration.Span.Contains(each.Span));

    /// <summary>Everything that names a member, in all parts of its class or in the program around it.</summary>
    public static IEnumerable<SimpleNameSyntax> Uses(ISymbol member, Scene scene)
    {
        IEnumerable<SyntaxNode> places = scene.Type is { } type ? type.DeclaringSyntaxReferences.Select(each => each.GetSyntax(scene.Cancellation)) : [scene.Target.Root];
        foreach (var part in places)
        {
            var model = part.SyntaxTree == scene.Model.SyntaxTree ? scene.Model : scene.Model.Compilation.GetSemanticModel(part.SyntaxTree);
            foreach (var name in part.DescendantNodes().OfType<SimpleNameSyntax>())
                if (name.Identifier.ValueText == member.Name && model.GetSymbolInfo(name, scene.Cancellation) is var info
                    && (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is { } symbol && SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, member.OriginalDefinition))
                    yield return name;
        }
    }

    // Visible from elsewhere, it may be used from there.
    bool IsOnlyUsedHere(ISymbol member) => (member.DeclaredAccessibility == Accessibility.Private || member is IMethodSymbol { MethodKind: MethodKind.LocalFunction })
        && Uses(member, _scene).All(place => _moves(place) || Moved.Any(each => each.Span.Contains(place.Span)) || Declaration(member)?.Span.Contains(place.Span) == true);

    bool IsChangedLater(ISymbol member) => member is not IFieldSymbol { IsReadOnly: true } and not IPropertySymbol { SetMethod: null }
        && Uses(member, _scene).Any(place => Survey.IsWritten(Mentions.Whole(place)) && place.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null);
}
