using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Business helpers leave the handler's class for one of their own, beside it in the same file.</summary>
sealed class HelpersToClass
{
    static readonly HashSet<string> Technical = new(StringComparer.Ordinal) { "Function", "Functions", "Handler", "Handlers", "Lambda", "Lambdas", "Entry", "Point", "Program", "Api", "Processor", "Controller", "Class" };

    readonly HelperClosure _closure;
    readonly Target _target;
    readonly TypeDeclarationSyntax _outermost;
    readonly string _name, _field, _newLine, _pad;
    // Where the new class will stand.
    readonly int _place;
    readonly Dictionary<ISymbol, string> _given = new(SymbolEqualityComparer.Default);

    HelpersToClass(HelperClosure closure, Target target)
    {
        (_closure, _target) = (closure, target);
        _outermost = closure.Type.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? closure.Type;
        _place = _outermost.SpanStart;
        _name = NameFor(closure.Symbol, target.Model.Compilation);
        var isUnderscored = closure.Type.Members.OfType<FieldDeclarationSyntax>().Where(field => !field.Modifiers.Any(SyntaxKind.ConstKeyword)).All(field => field.Declaration.Variables[0].Identifier.Text.StartsWith("_", StringComparison.Ordinal));
        _field = Statements.Unused(target.Root, (isUnderscored ? "_" : "") + FieldName.Camel(_name));
        _newLine = Layout.EndOfLine(closure.Type).ToString();
        _pad = Layout.Indentation(_outermost);
        foreach (var dependency in closure.Dependencies)
            _given[dependency] = dependency is IFieldSymbol ? dependency.Name : "_" + ConstructorPair.ParameterFor(dependency.Name).TrimStart('@');
    }

    bool NeedsObject => _closure.Dependencies.Count > 0;

    /// <summary>The file with the new class, or null where the helper can't leave.</summary>
    public static SyntaxNode? Of(MethodDeclarationSyntax helper, Target target) =>
        HelperClosure.Of(helper, target) is { } closure && new HelpersToClass(closure, target).Root() is { } root && StillCompiles.With(root, target.Model, target.Cancellation) ? root : null;

    SyntaxNode? Root()
    {
        var (place, type) = (new SyntaxAnnotation(), _closure.Type);
        var renamed = _closure.Uses.Where(use => !use.Name.IsPartOfStructuredTrivia()).Select(use => (Old: (SyntaxNode)use.Whole, New: Renamed(use))).Where(each => each.New is not null).ToDictionary(each => each.Old, each => each.New!);
        var root = _target.Root.ReplaceNodes(renamed.Keys.Append(type), (old, rewritten) => old == type ? rewritten.WithAdditionalAnnotations(place) : renamed[old].WithTriviaFrom(old));
        var changed = (TypeDeclarationSyntax)root.GetAnnotatedNodes(place).Single();
        var moved = Enumerable.Range(0, type.Members.Count).Where(n => _closure.Moves(type.Members[n])).ToList();
        var made = NewClass([.. moved.Select(n => (type.Members[n], changed.Members[n]))]);
        var left = changed.WithMembers(SyntaxFactory.List(changed.Members.Where((_, n) => !moved.Contains(n))));
        if (left.Members.Count > 0) left = left.ReplaceNode(left.Members[0], WithoutBlankLines(left.Members[0]));
        if (NeedsObject && Holding(left) is var holding) if (holding is null) return null; else left = holding;
        root = root.ReplaceNode(changed, left);
        left = (TypeDeclarationSyntax)root.GetAnnotatedNodes(place).Single();
        var outermost = _outermost == type ? left : left.Ancestors().OfType<TypeDeclarationSyntax>().Last();
        // At the end of a file that doesn't end its last line.
        if (!outermost.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            return root.ReplaceNode(outermost, [outermost.WithTrailingTrivia(SyntaxFactory.EndOfLine(_newLine)), made.WithoutTrailingTrivia()]);
        return root.InsertNodesAfter(outermost, [made]);
    }

    /// <summary>What stands in place of a name; null where it stays as it is.</summary>
    ExpressionSyntax? Renamed(MemberUse use)
    {
        var (leaves, isThere) = (_closure.Moves(use.Member), _closure.Moves(use.Within));
        if (leaves && isThere) return use.Whole == use.Name ? null : use.Name.WithoutTrivia();
        if (leaves) return In(use.Member is IMethodSymbol method && !use.IsNameOf && _closure.NeedsObject(method) ? _field : _name, use);
        if (!isThere) return null;
        if (_given.TryGetValue(use.Member, out var given)) return SyntaxFactory.IdentifierName(given);
        return use.Member.IsStatic || use.Member is INamedTypeSymbol ? In(_closure.Symbol.ToMinimalDisplayString(_target.Model, _place), use) : null;
    }

    static ExpressionSyntax In(string holder, MemberUse use) => SyntaxFacts.IsInTypeOnlyContext(use.Name)
        ? SyntaxFactory.QualifiedName(SyntaxFactory.ParseName(holder), use.Name.WithoutTrivia())
        : SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.ParseExpression(holder), use.Name.WithoutTrivia());

    MemberDeclarationSyntax NewClass(List<(MemberDeclarationSyntax Old, MemberDeclarationSyntax New)> moved)
    {
        var (depth, was) = (Layout.Indentation(_outermost.Members[0]), Layout.Indentation(moved[0].Old));
        var fields = string.Concat(_closure.Dependencies.Select(each => $"{depth}private readonly {TypeOf(each)} {_given[each]};{_newLine}"));
        var parameters = string.Join(", ", _closure.Dependencies.Select(each => $"{TypeOf(each)} {ConstructorPair.ParameterFor(each.Name)}"));
        var unit = Layout.Step(_outermost);
        var assignments = string.Concat(_closure.Dependencies.Select(each => $"{depth}{unit}{(_given[each] == ConstructorPair.ParameterFor(each.Name) ? "this." : "")}{_given[each]} = {ConstructorPair.ParameterFor(each.Name)};{_newLine}"));
        var constructor = NeedsObject ? $"{fields}{_newLine}{depth}public {_name}({parameters}){_newLine}{depth}{{{_newLine}{assignments}{depth}}}{_newLine}{_newLine}" : "";
        var members = string.Concat(moved.Select((each, n) => (n == 0 ? WithoutBlankLines(Changed(each.Old, each.New)) : Changed(each.Old, each.New)).ToFullString()));
        // A nested class was deeper. The text of a string is not indented.
        if (was.Length > depth.Length && members.StartsWith(was, StringComparison.Ordinal) && !moved.Any(each => each.Old.DescendantTokens().Any(token => token.ValueText.Contains('\n')))) members = members.Replace(_newLine + was, _newLine + depth).Substring(was.Length - depth.Length);
        if (!members.EndsWith(_newLine, StringComparison.Ordinal)) members += _newLine;
        return SyntaxFactory.ParseMemberDeclaration($"{_newLine}{_pad}{Accessibility()}{(NeedsObject ? "sealed " : "static ")}class {_name}{_newLine}{_pad}{{{_newLine}{constructor}{members}{_pad}}}{_newLine}")!;
    }

    // public where a helper was wanted, static where it can be.
    MemberDeclarationSyntax Changed(MemberDeclarationSyntax old, MemberDeclarationSyntax member)
    {
        if (old is not MethodDeclarationSyntax declaration || _target.Model.GetDeclaredSymbol(declaration, _target.Cancellation) is not { } method) return member;
        var (first, leading) = (member.GetFirstToken(), member.GetLeadingTrivia());
        var changed = (MethodDeclarationSyntax)member.ReplaceToken(first, first.WithLeadingTrivia());
        var kinds = changed.Modifiers.Select(modifier => modifier.Kind()).ToList();
        if (_closure.Roots.Contains(method, SymbolEqualityComparer.Default))
        {
            kinds.RemoveAll(kind => kind is SyntaxKind.PrivateKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PublicKeyword);
            kinds.Insert(0, SyntaxKind.PublicKeyword);
        }
        if (!_closure.NeedsObject(method) && !kinds.Contains(SyntaxKind.StaticKeyword))
            kinds.Insert(kinds.Count > 0 && SyntaxFacts.IsAccessibilityModifier(kinds[0]) ? 1 : 0, SyntaxKind.StaticKeyword);
        changed = changed.WithModifiers(SyntaxFactory.TokenList(kinds.Select(kind => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space))));
        return changed.WithLeadingTrivia(leading);
    }

    TypeDeclarationSyntax? Holding(TypeDeclarationSyntax type)
    {
        if (ConstructorPair.Of(_closure.Type, _target.Model, _target.Cancellation) is not { } pair) return null;
        var depth = Layout.Indentation(_closure.Type.Members[0]);
        var arguments = string.Join(", ", _closure.Dependencies.Select(each => type.ParameterList is not null && each is IFieldSymbol field ? Source(field) : each.Name));
        var creation = SyntaxFactory.ParseExpression($"new {_name}({arguments})");
        var field = SyntaxFactory.ParseMemberDeclaration($"{depth}private readonly {_name} {_field};{_newLine}")!;
        var at = type.Members.TakeWhile(member => member is FieldDeclarationSyntax).Count();
        type = type.WithMembers(type.Members.Insert(at, field));
        if (at == 0 && type.Members.Count > 1) type = type.ReplaceNode(type.Members[1], type.Members[1].WithLeadingTrivia(type.Members[1].GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(_newLine))));
        if (type.ParameterList is null && !type.Members.Any(SyntaxKind.ConstructorDeclaration))
        {
            var constructor = SyntaxFactory.ParseMemberDeclaration($"{_newLine}{depth}public {type.Identifier.Text}(){_newLine}{depth}{{{_newLine}{depth}}}{_newLine}")!;
            type = type.WithMembers(type.Members.Insert(at + 1, constructor));
        }
        return pair.With(type, [new Held(_field, creation)]);
    }

    // readonly IStore _store = store; an initialiser can't read a field, but what the field was made of.
    string Source(IFieldSymbol field) => field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_target.Cancellation) is VariableDeclaratorSyntax { Initializer.Value: IdentifierNameSyntax value } ? value.Identifier.Text : field.Name;

    string TypeOf(ISymbol dependency) => (dependency switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, IParameterSymbol parameter => parameter.Type, _ => throw new InvalidOperationException() })
        .ToMinimalDisplayString(_target.Model, _place, SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));

    // No more than what its methods take and return.
    string Accessibility()
    {
        var written = _closure.Type.Modifiers.Where(modifier => SyntaxFacts.IsAccessibilityModifier(modifier.Kind())).Select(modifier => modifier.Text + " ").ToList();
        if (_closure.Type.Parent is TypeDeclarationSyntax) return "internal ";
        if (_closure.Symbol.DeclaredAccessibility != Microsoft.CodeAnalysis.Accessibility.Public) return string.Concat(written);
        var types = _closure.Roots.SelectMany(method => method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType));
        return types.All(IsPublic) && _closure.Dependencies.Select(each => (each as IFieldSymbol)?.Type ?? (each as IPropertySymbol)?.Type ?? ((IParameterSymbol)each).Type).All(IsPublic) ? "public " : "internal ";
    }

    static bool IsPublic(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPublic(array.ElementType),
        INamedTypeSymbol named => named.DeclaredAccessibility is Microsoft.CodeAnalysis.Accessibility.Public or Microsoft.CodeAnalysis.Accessibility.NotApplicable && (named.ContainingType is null || IsPublic(named.ContainingType)) && named.TypeArguments.All(IsPublic),
        _ => true,
    };

    static MemberDeclarationSyntax WithoutBlankLines(MemberDeclarationSyntax member) => member.WithLeadingTrivia(member.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));

    /// <summary>OrdersFunction → OrderRules; a class called Function is called after its namespace.</summary>
    static string NameFor(INamedTypeSymbol type, Compilation compilation)
    {
        var words = Words(type.Name);
        for (var space = type.ContainingNamespace; words.Length == 0 && space is { IsGlobalNamespace: false }; space = space.ContainingNamespace) words = Words(space.Name);
        if (words.Length == 0) words = Words(compilation.AssemblyName ?? "");
        var noun = words.Length == 0 ? "Business" : string.Concat(words);
        return Names.Free(Names.Singular(noun) + "Rules", name => !compilation.ContainsSymbolsWithName(name, SymbolFilter.TypeAndMember));
    }

    static string[] Words(string name) => [.. Names.Words(name).Where(word => !Technical.Contains(word) && word.All(char.IsLetterOrDigit))];
}
