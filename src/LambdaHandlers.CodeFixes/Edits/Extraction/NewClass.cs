using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>How the handler gets at its logic.</summary>
enum Form
{
    /// <summary>A static class.</summary>
    Static,
    /// <summary>An object that the handler holds.</summary>
    Object,
    /// <summary>An object behind an interface.</summary>
    Interface,
}

/// <summary>One method of the new class and the place that calls it.</summary>
sealed record Method(Cargo Cargo, Shape Shape, string Name);

/// <summary>The class that takes the logic, as text.</summary>
sealed class NewClass
{
    readonly Scene _scene;
    readonly Text _text;

    NewClass(Scene scene, Form form, Text text, DomainNames names, IReadOnlyList<Method> methods, IReadOnlyList<Dependency> dependencies)
    {
        (_scene, Form, _text, Name, Methods, Dependencies) = (scene, form, text, names.Class, methods, dependencies);
        Interface = form == Form.Interface ? names.Free("I" + names.Class) : null;
    }

    /// <summary>How the handler gets at it.</summary>
    public Form Form { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The interface that the handler holds, or null.</summary>
    public string? Interface { get; }

    /// <summary>Its methods.</summary>
    public IReadOnlyList<Method> Methods { get; }

    /// <summary>What its constructor takes.</summary>
    public IReadOnlyList<Dependency> Dependencies { get; }

    /// <summary>The class for these runs; null where their results can't be told.</summary>
    public static NewClass? Of(Scene scene, Form form, IReadOnlyList<Cargo> cargos)
    {
        var lifted = cargos.SelectMany(cargo => cargo.Closure.Lifted).Distinct().ToList();
        var text = new Text(scene, lifted);
        var names = DomainNames.Of(scene, cargos);
        var methods = new List<Method>();
        foreach (var cargo in cargos)
        {
            if (Shape.Of(cargo, text, names) is not { } shape) return null;
            methods.Add(new Method(cargo, shape, names.MethodOf(cargo, shape.Tries)));
        }
        var dependencies = cargos.SelectMany(cargo => cargo.Closure.Dependencies).GroupBy(each => each.Source, SymbolEqualityComparer.Default).Select(group => group.First())
            .OrderBy(each => Names.IsEnvironment(each.Type) && each.Type.ContainingNamespace.Name == "System" ? 1 : 0).ToList();
        if (form == Form.Static && (dependencies.Count > 0 || cargos.Any(cargo => !Purity.Of(cargo)))) return null;
        return new NewClass(scene, form, text, names, methods, dependencies);
    }

    /// <summary>The text of the class and its types, at the depth of the handler's class.</summary>
    public string Text()
    {
        var (pad, inner, line) = (_text.Pad, _text.Pad + _text.Unit, _text.NewLine);
        var access = IsPublic ? "public " : "internal ";
        var parts = new List<string>();
        var moved = Methods.SelectMany(method => method.Cargo.Closure.Moved.Select(node => (Node: node, method.Cargo))).GroupBy(each => each.Node).Select(group => group.First()).ToList();
        var data = moved.Where(each => each.Node is FieldDeclarationSyntax).Select(each => Moved(each.Node, each.Cargo, inner)).ToList();
        if (data.Count > 0) parts.Add(string.Join(line, data));
        if (Dependencies.Count > 0)
        {
            parts.Add(string.Join(line, Dependencies.Select(each => $"{inner}private readonly {TypeOf(each)} {each.Field};")));
            parts.Add(Constructor(inner, access));
        }
        parts.AddRange(Methods.Select(method => Code(method, inner)));
        parts.AddRange(moved.Where(each => each.Node is not FieldDeclarationSyntax).Select(each => Moved(each.Node, each.Cargo, inner)));
        var types = new List<string>();
        if (Interface is not null) types.Add($"{pad}{access}interface {Interface}{line}{pad}{{{line}{string.Join(line + line, Methods.Select(method => $"{inner}{Signature(method)};"))}{line}{pad}}}");
        types.Add($"{pad}{access}{(Form == Form.Static ? "static " : "")}class {Name}{(Interface is null ? "" : " : " + Interface)}{line}{pad}{{{line}{string.Join(line + line, parts)}{line}{pad}}}");
        types.AddRange(Methods.SelectMany(method => method.Shape.Declared).Select(each => string.Join(line, (access + each).Split([line], StringSplitOptions.None).Select(one => one.Length > 0 ? pad + one : one))));
        types.AddRange(Methods.SelectMany(method => method.Cargo.Closure.Lifted.Select(node => (Node: node, method.Cargo))).GroupBy(each => each.Node).Select(group => group.First())
            .Select(each => Lifted(each.Node, each.Cargo, access)));
        return string.Join(line + line, types) + line;
    }

    string Constructor(string inner, string access)
    {
        var line = _text.NewLine;
        var parameters = string.Join(", ", Dependencies.Select(each => TypeOf(each) + " " + each.Parameter));
        return $"{inner}public {Name}({parameters}){line}{inner}{{{line}"
            + string.Concat(Dependencies.Select(each => $"{inner}{_text.Unit}{(each.Field == each.Parameter ? "this." : "")}{each.Field} = {each.Parameter};{line}")) + inner + "}";
    }

    string Code(Method method, string inner)
    {
        var (line, deep) = (_text.NewLine, inner + _text.Unit);
        var cargo = method.Cargo;
        var from = Layout.Indentation(cargo.Run.Head);
        var mover = new Mover(cargo.Replaced, method.Shape.Left);
        var own = string.Concat(cargo.Own.Select(local => $"{deep}{_text.Of(local.Type, canBeNull: local.Type.NullableAnnotation == NullableAnnotation.Annotated)} {local.Name};{line}"));
        var body = Extraction.Text.Trimmed(Extraction.Text.Indented(cargo.Run.Statements.Select(statement => mover.Visit(statement)).OfType<SyntaxNode>(), from, deep));
        var end = method.Shape.End is null ? "" : line + deep + method.Shape.End;
        return $"{inner}public {(Form == Form.Static ? "static " : "")}{(cargo.Run.Awaits ? "async " : "")}{Signature(method)}{line}{inner}{{{line}{own}{body}{end}{line}{inner}}}";
    }

    string Signature(Method method)
    {
        var returned = method.Shape.Type;
        if (method.Cargo.Run.Awaits)
        {
            var task = _scene.Project.Types.Task is { } type ? _text.Of(type, canBeNull: false) : "Task";
            returned = returned == "void" ? task : $"{task}<{returned}>";
        }
        return $"{returned} {method.Name}({string.Join(", ", method.Cargo.Ins.Select(each => _text.Of(each.Type, each.CanBeNull) + " " + each.Name))})";
    }

    string Moved(SyntaxNode node, Cargo cargo, string inner)
    {
        var from = Layout.Indentation(node);
        var isStatic = Form == Form.Static || (node is LocalFunctionStatementSyntax && Dependencies.Count == 0) || (Modifiers(node).Any(SyntaxKind.StaticKeyword) && !OnObject.Contains(node));
        var isExposed = Left.Any(each => each.Declaration == node);
        return Extraction.Text.Trimmed(Extraction.Text.Indented([MovedMember.Of(new Mover(cargo.Replaced).Visit(node)!, isStatic || isExposed, isExposed)], from, inner));
    }

    static SyntaxTokenList Modifiers(SyntaxNode node) => node switch { LocalFunctionStatementSyntax local => local.Modifiers, MemberDeclarationSyntax member => member.Modifiers, _ => default };

    /// <summary>True for code that leaves the handler's class.</summary>
    public bool Takes(SyntaxNode node) => Methods.Any(method => (method.Cargo.Run.Contains(node) && method.Cargo.Leaves(node)) || method.Cargo.Closure.Moved.Any(moved => moved.Span.Contains(node.Span)));

    /// <summary>Where what stays names what has moved.</summary>
    public IReadOnlyList<(SimpleNameSyntax Place, SyntaxNode Declaration)> Left => _left ??= [.. Methods.SelectMany(method => method.Cargo.Closure.Moved).Distinct().SelectMany(moved => Closure.Uses(Declared(moved), _scene).Where(use => !Takes(use)).Select(use => (use, moved)))];

    IReadOnlyList<(SimpleNameSyntax, SyntaxNode)>? _left;

    ISymbol Declared(SyntaxNode moved) => _scene.Model.GetDeclaredSymbol(moved is FieldDeclarationSyntax field ? field.Declaration.Variables[0] : moved, _scene.Cancellation)!;

    /// <summary>What has moved and asks, itself or through others, what the new class is given.</summary>
    HashSet<SyntaxNode> OnObject => _onObject ??= WithObject();

    HashSet<SyntaxNode>? _onObject;

    HashSet<SyntaxNode> WithObject()
    {
        var moved = Methods.SelectMany(method => method.Cargo.Closure.Moved).Distinct().ToList();
        var found = new HashSet<SyntaxNode>();
        bool Asks(ISymbol symbol) => Dependencies.Any(each => SymbolEqualityComparer.Default.Equals(each.Source, symbol)) || symbol.DeclaringSyntaxReferences.Any(each => found.Contains(each.GetSyntax(_scene.Cancellation)));
        while (moved.FirstOrDefault(node => !found.Contains(node) && node.DescendantNodes().OfType<SimpleNameSyntax>().Any(name => _scene.Model.GetSymbolInfo(name, _scene.Cancellation).Symbol is { } symbol && Asks(symbol))) is { } next)
            found.Add(next);
        return found;
    }

    string Lifted(BaseTypeDeclarationSyntax node, Cargo cargo, string access)
    {
        var from = Layout.Indentation(node);
        var rewritten = (BaseTypeDeclarationSyntax)new Mover(cargo.Replaced).Visit(node)!;
        var modifiers = rewritten.Modifiers.Where(each => !each.IsKind(SyntaxKind.PrivateKeyword) && !each.IsKind(SyntaxKind.ProtectedKeyword)).Select(each => each.Text + " ");
        var bare = rewritten.WithModifiers(default).WithLeadingTrivia(SyntaxFactory.Whitespace(from));
        var comments = Extraction.Text.Indented([SyntaxFactory.EmptyStatement(SyntaxFactory.Token(node.GetLeadingTrivia(), SyntaxKind.SemicolonToken, default))], from, _text.Pad);
        var body = Extraction.Text.Trimmed(Extraction.Text.Indented([bare], from, _text.Pad)).TrimStart();
        return Extraction.Text.Trimmed(comments.TrimEnd().TrimEnd(';') + access + string.Concat(modifiers) + body);
    }

    string TypeOf(Dependency dependency) => _text.Of(Contract(dependency), dependency.CanBeNull);

    // AmazonS3Client goes by IAmazonS3 where that is enough: a test can hand in a fake.
    ITypeSymbol Contract(Dependency dependency)
    {
        if (dependency.Type is not INamedTypeSymbol { TypeKind: TypeKind.Class } type) return dependency.Type;
        var uses = Methods.SelectMany(method => method.Cargo.Survey.Members.Where(each => method.Cargo.Leaves(each.Place) && SymbolEqualityComparer.Default.Equals(each.Member, dependency.Source)).Select(each => each.Place)
                .Concat(method.Cargo.Survey.Values.Where(each => SymbolEqualityComparer.Default.Equals(each.Symbol, dependency.Source)).Select(each => (SimpleNameSyntax)each.Place)))
            .Concat(Methods.SelectMany(method => method.Cargo.Closure.Moved).SelectMany(node => node.DescendantNodes()).OfType<SimpleNameSyntax>().Where(name => SymbolEqualityComparer.Default.Equals(_scene.Model.GetSymbolInfo(name, _scene.Cancellation).Symbol, dependency.Source)))
            .Select(Mentions.Whole);
        return OwnInterface.Of(type, uses, _scene.Model, _scene.Cancellation) ?? dependency.Type;
    }

    // Where everything public is documented, what nobody has documented yet is internal.
    bool IsDocumented => _scene.Model.SyntaxTree.Options.DocumentationMode == DocumentationMode.Diagnose
        && _scene.TypeDeclaration?.GetLeadingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia)) == true;

    /// <summary>True when everything that its signatures name can be seen by other assemblies.</summary>
    public bool IsPublic => !IsDocumented && (_scene.Type is null || IsVisible(_scene.Type)) && Methods.SelectMany(method => method.Cargo.Ins.Select(each => each.Type).Concat(method.Cargo.Outs.Select(each => each.Symbol.Type))
            .Concat(method.Cargo.Answers.SelectMany(answer => answer.Holes.Select(hole => hole.Type))).Concat(method.Cargo.ReturnsForHandler ? [_scene.Handler.Output!] : []))
        .Concat(Dependencies.Select(each => each.Type)).All(IsVisible);

    bool IsVisible(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsVisible(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.All(IsVisible) && (IsLifted(named) || (named.DeclaredAccessibility is Accessibility.Public or Accessibility.NotApplicable && (named.ContainingType is null || IsVisible(named.ContainingType)))),
        _ => true,
    };

    bool IsLifted(INamedTypeSymbol type) => Methods.Any(method => method.Cargo.Closure.Lifted.Any(node => type.DeclaringSyntaxReferences.Any(each => each.SyntaxTree == node.SyntaxTree && each.Span == node.Span)));

    /// <summary>The handler's call of a method.</summary>
    public string Call(Method method, string receiver) =>
        $"{(method.Cargo.Run.Awaits ? "await " : "")}{receiver}.{method.Name}({string.Join(", ", method.Cargo.Ins.Select(each => each.Argument))})";
}
