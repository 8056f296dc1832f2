using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>
/// Where the handler holds the object that does its work: a readonly field with the constructor pair, so that the runtime can create the handler
/// and a test can hand in a fake; a static field, or a local of the program.
/// </summary>
sealed class Seam
{
    const int Widest = 140;

    readonly Scene _scene;
    readonly NewClass _made;
    readonly TypeDeclarationSyntax? _type;
    readonly List<ConstructorDeclarationSyntax> _constructors = [];
    readonly List<Supply> _supplies = [];
    readonly string _held;
    readonly string _line;

    public Seam(Scene scene, NewClass made)
    {
        (_scene, _made, _type, _held) = (scene, made, scene.TypeDeclaration, made.Interface ?? made.Name);
        _line = Layout.EndOfLine(scene.Declaration).ToString();
        if (made.Form == Form.Static)
        {
            Receiver = made.Name;
            return;
        }
        if (_type is null)
        {
            Receiver = CanStandBefore() ? Statements.Unused(scene.Target.Root, Wording.Camel(made.Name)) : null;
            return;
        }
        _constructors.AddRange(_type.Members.OfType<ConstructorDeclarationSyntax>().Where(each => each.Modifiers.Any(SyntaxKind.StaticKeyword) == scene.IsStatic && each.Initializer is not { ThisOrBaseKeyword.RawKind: (int)SyntaxKind.ThisKeyword }));
        foreach (var dependency in made.Dependencies) _supplies.Add(Supply.Of(dependency, scene, _constructors, made.Takes));
        if (IsPossible()) Receiver = FieldName();
    }

    /// <summary>What the handler calls; null where there is no place for it.</summary>
    public string? Receiver { get; }

    /// <summary>What will be changed.</summary>
    public IEnumerable<SyntaxNode> Touched
    {
        get
        {
            if (_type is null) return _scene.Target.Root.ChildNodes().OfType<GlobalStatementSyntax>();
            return _constructors.Concat(_supplies.Select(each => each.Declaration).OfType<SyntaxNode>()).Concat(_supplies.SelectMany(each => each.Assigned.Values).Select(each => (SyntaxNode?)each.FirstAncestorOrSelf<ExpressionStatementSyntax>()).OfType<SyntaxNode>())
                .Append(Text.Outermost(_type)).Append(_type);
        }
    }

    bool IsPossible()
    {
        // Constructors in another file are out of reach.
        if (_scene.Type!.Constructors.Any(each => !each.IsImplicitlyDeclared && each.DeclaringSyntaxReferences.Any(part => part.SyntaxTree != _scene.Model.SyntaxTree || !_type!.Span.Contains(part.Span)))) return false;
        if (_type is InterfaceDeclarationSyntax or StructDeclarationSyntax) return false;
        if (_type!.ParameterList is not null) return !_scene.IsStatic && _supplies.All(each => each.Dependency.Source is IParameterSymbol || (each.Initial is not null && !NamesInstance(each.Initial)));
        return true;
    }

    bool NamesInstance(ExpressionSyntax value) => value.DescendantNodesAndSelf().Any(node => node is ThisExpressionSyntax || (node is SimpleNameSyntax name && name.Parent is not MemberAccessExpressionSyntax { } access | (name.Parent as MemberAccessExpressionSyntax)?.Expression == name
        && _scene.Model.GetSymbolInfo(name, _scene.Cancellation).Symbol is { IsStatic: false, Kind: SymbolKind.Field or SymbolKind.Property or SymbolKind.Method } member && SymbolEqualityComparer.Default.Equals(member.ContainingType, _scene.Type)));

    string FieldName()
    {
        var fields = _type!.Members.OfType<FieldDeclarationSyntax>().Where(field => field.Modifiers.Any(SyntaxKind.StaticKeyword) == _scene.IsStatic && !field.Modifiers.Any(SyntaxKind.PublicKeyword) && !field.Modifiers.Any(SyntaxKind.ConstKeyword)).ToList();
        var isBare = fields.Count > 0 && fields.All(field => !field.Declaration.Variables[0].Identifier.ValueText.StartsWith("_", StringComparison.Ordinal) && char.IsLower(field.Declaration.Variables[0].Identifier.ValueText[0]));
        var camel = Wording.Camel(_made.Name).TrimStart('@');
        return Statements.Unused(_type, isBare ? camel : "_" + camel, "_" + camel);
    }

    /// <summary>The file with the seam in it.</summary>
    public CompilationUnitSyntax Apply(CompilationUnitSyntax root)
    {
        if (_type is null) return _made.Form == Form.Static ? root : WithLocal(root);
        root = Marked(root);
        if (_made.Form == Form.Static) return root;
        var position = Position();
        var isInitialised = _made.Dependencies.Count == 0 || _type.ParameterList is not null || (_scene.IsStatic && _supplies.All(each => each.Assigned.Count == 0));
        root = isInitialised ? root : WithConstructors(root);
        foreach (var supply in _supplies)
            if (supply.IsSpare && root.GetCurrentNode(supply.Declaration!) is { } spare)
            {
                root = Removal.Of(root, spare);
                position--;
            }
        var member = $"{Accessibility}{(_scene.IsStatic ? "static " : "")}readonly {_held} {Receiver}{(isInitialised ? $" = {Creation(null)}" : "")};";
        return WithField(root, member, Math.Max(0, position));
    }

    CompilationUnitSyntax Marked(CompilationUnitSyntax root)
    {
        var outermost = Text.Outermost(_type!);
        return root.ReplaceNode(root.GetCurrentNode(outermost)!, root.GetCurrentNode(outermost)!.WithAdditionalAnnotations(Extracted.Place));
    }

    // Behind the last field.
    int Position() => _type!.Members.TakeWhile(member => member is BaseFieldDeclarationSyntax || (member is PropertyDeclarationSyntax && _supplies.Any(each => each.Declaration == member))).Count();

    string Accessibility => _type!.Members.OfType<FieldDeclarationSyntax>().Any() && _type.Members.OfType<FieldDeclarationSyntax>().All(declared => !declared.Modifiers.Any(each => each.RawKind is (int)SyntaxKind.PrivateKeyword or (int)SyntaxKind.PublicKeyword or (int)SyntaxKind.InternalKeyword or (int)SyntaxKind.ProtectedKeyword)) ? "" : "private ";

    string Pad => Layout.Indentation(_type!.Members[0]);

    string Unit => Layout.Step(_type!);

    string Creation(ConstructorDeclarationSyntax? constructor)
    {
        var arguments = _supplies.Select(each => each.Argument(constructor, _scene)).ToList();
        var plain = $"new {_made.Name}({string.Join(", ", arguments)})";
        return plain.Length + Pad.Length * 2 + 20 <= Widest ? plain : $"new {_made.Name}({_line}{string.Join("," + _line, arguments.Select(each => Pad + Unit + each))})";
    }

    CompilationUnitSyntax WithField(CompilationUnitSyntax root, string text, int position)
    {
        var type = root.GetCurrentNode(_type!)!;
        var field = Member(text);
        var members = type.Members;
        var isFirst = position == 0;
        if (position < members.Count && members[position] is var next && !next.GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia))
            members = members.Replace(next, next.WithLeadingTrivia(next.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(_line))));
        if (!isFirst && members[position - 1] is PropertyDeclarationSyntax) field = field.WithLeadingTrivia(field.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(_line)));
        return root.ReplaceNode(type, type.WithMembers(members.Insert(position, field)));
    }

    MemberDeclarationSyntax Member(string text) =>
        ((TypeDeclarationSyntax)Extracted.Parsed($"class {_type!.Identifier.Text}{_line}{{{_line}{Pad}{text}{_line}}}", _scene).Single()).Members[0];

    CompilationUnitSyntax WithConstructors(CompilationUnitSyntax root)
    {
        var name = _type!.Identifier.Text;
        var parameter = Wording.Camel(_made.Name);
        var access = _made.IsPublic ? "public" : "internal";
        var injecting = $"{_line}{Pad}{access} {name}({_held} {parameter}){_line}{Pad}{{{_line}{Pad}{Unit}{(Receiver == parameter ? "this." : "")}{Receiver} = {parameter};{_line}{Pad}}}";
        var canChain = _supplies.All(each => each.IsSpare && (_constructors.Count > 0 || !NamesInstance(each.Initial!)));
        if (_constructors.Count == 0)
        {
            if (_scene.IsStatic) return Inserted(root, $"{_line}{Pad}static {name}(){_line}{Pad}{{{_line}{Pad}{Unit}{Receiver} = {Creation(null)};{_line}{Pad}}}", null);
            var pair = canChain
                ? $"{_line}{Pad}public {name}() : this({Creation(null)}){_line}{Pad}{{{_line}{Pad}}}{_line}"
                : $"{_line}{Pad}public {name}(){_line}{Pad}{{{_line}{Pad}{Unit}{Receiver} = {Creation(null)};{_line}{Pad}}}{_line}";
            return Inserted(Inserted(root, injecting, null), pair, null);
        }
        var all = _type.Members.OfType<ConstructorDeclarationSyntax>().Where(each => !each.Modifiers.Any(SyntaxKind.StaticKeyword)).ToList();
        var isPlain = !_scene.IsStatic && all.Count == 1 && all[0].ParameterList.Parameters.Count == 0 && all[0].Initializer is null;
        if (isPlain && canChain && IsOnlySupplying(all[0]))
        {
            var old = root.GetCurrentNode(all[0])!;
            root = Inserted(root, injecting, old);
            old = root.GetCurrentNode(all[0])!;
            var chained = (ConstructorDeclarationSyntax)Member($"{string.Join(" ", old.Modifiers.Select(each => each.Text))} {name}() : this({Creation(all[0])}){_line}{Pad}{{{_line}{Pad}}}");
            return root.ReplaceNode(old, chained.WithLeadingTrivia(old.GetLeadingTrivia()).WithTrailingTrivia(old.GetTrailingTrivia()));
        }
        foreach (var constructor in _constructors) root = WithAssignment(root, constructor);
        // What else the constructor sets up, a second one would have to set up as well.
        var remains = _constructors.Any(each => (each.Body?.Statements.Count ?? 1) > _supplies.Count(supply => supply.IsSpare && supply.Assigned.ContainsKey(each)));
        return isPlain && !remains ? Inserted(root, injecting, root.GetCurrentNode(all[0])!) : root;
    }

    bool IsOnlySupplying(ConstructorDeclarationSyntax constructor) => constructor.Body is { } body
        && body.Statements.All(statement => _supplies.Any(each => each.Assigned.TryGetValue(constructor, out var assignment) && assignment.Parent == statement && !NamesInstance(assignment.Right)))
        && !body.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));

    CompilationUnitSyntax Inserted(CompilationUnitSyntax root, string text, SyntaxNode? behind)
    {
        var member = Member(text.TrimStart(' ', '\t', '\r', '\n'));
        member = member.WithLeadingTrivia(SyntaxFactory.EndOfLine(_line), SyntaxFactory.Whitespace(Pad));
        if (behind is not null) return root.InsertNodesAfter(behind, [member]);
        var type = root.GetCurrentNode(_type!)!;
        var at = Position();
        var members = type.Members;
        if (at == 0) member = member.WithLeadingTrivia(SyntaxFactory.Whitespace(Pad));
        if (at < members.Count && !members[at].GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia))
            members = members.Replace(members[at], members[at].WithLeadingTrivia(members[at].GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(_line))));
        return root.ReplaceNode(type, type.WithMembers(members.Insert(at, member)));
    }

    CompilationUnitSyntax WithAssignment(CompilationUnitSyntax root, ConstructorDeclarationSyntax constructor)
    {
        var text = $"{Receiver} = {Creation(constructor)};";
        var current = root.GetCurrentNode(constructor)!;
        if (constructor.ExpressionBody is { } arrow)
        {
            var keeps = !_supplies.Any(each => each.IsSpare && each.Assigned.TryGetValue(constructor, out var assignment) && assignment == arrow.Expression);
            return root.ReplaceNode(current, BlockBody.With(current, constructor, keeps ? [$"{arrow.Expression};", text] : [text]));
        }
        var gone = _supplies.Where(each => each.IsSpare && each.Assigned.ContainsKey(constructor)).Select(each => (ExpressionStatementSyntax)each.Assigned[constructor].Parent!).OrderBy(each => each.SpanStart).ToList();
        var statement = SyntaxFactory.ParseStatement(text);
        if (gone.Count == 0)
        {
            var block = current.Body!;
            return root.ReplaceNode(block, block.AddStatements(statement.WithLeadingTrivia(SyntaxFactory.Whitespace(Pad + Unit)).WithTrailingTrivia(SyntaxFactory.EndOfLine(_line))));
        }
        foreach (var other in gone.Take(gone.Count - 1)) root = Removal.Of(root, root.GetCurrentNode(other)!);
        var last = root.GetCurrentNode(gone[gone.Count - 1])!;
        return root.ReplaceNode(last, statement.WithTriviaFrom(last));
    }

    GlobalStatementSyntax? FirstMention()
    {
        var name = (_scene.Declaration as LocalFunctionStatementSyntax)?.Identifier.ValueText;
        return _scene.Target.Root.ChildNodes().OfType<GlobalStatementSyntax>().FirstOrDefault(statement => statement.Span.Contains(_scene.Declaration.Span) && statement.Statement is not LocalFunctionStatementSyntax
            || name is not null && statement.Statement is not LocalFunctionStatementSyntax && statement.DescendantNodes().OfType<IdentifierNameSyntax>().Any(each => each.Identifier.ValueText == name));
    }

    // Everything that it takes is there before the handler is handed on.
    bool CanStandBefore() => FirstMention() is { } mention
        && !(_scene.Declaration is LocalFunctionStatementSyntax local && local.Modifiers.Any(SyntaxKind.StaticKeyword)) && !(_scene.Declaration is AnonymousFunctionExpressionSyntax lambda && lambda.Modifiers.Any(SyntaxKind.StaticKeyword))
        && _made.Dependencies.All(each => each.Source.DeclaringSyntaxReferences.All(part => part.Span.End <= mention.SpanStart));

    CompilationUnitSyntax WithLocal(CompilationUnitSyntax root)
    {
        var mention = root.GetCurrentNode(FirstMention()!)!;
        var statement = SyntaxFactory.GlobalStatement(SyntaxFactory.ParseStatement($"{(_made.Interface is null ? "var" : _held)} {Receiver} = new {_made.Name}({string.Join(", ", _made.Dependencies.Select(each => each.Source.Name))});"))
            .WithLeadingTrivia(mention.GetLeadingTrivia().TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))).WithTrailingTrivia(SyntaxFactory.EndOfLine(_line));
        root = root.ReplaceNode(mention, mention.WithLeadingTrivia(mention.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))));
        return root.InsertNodesBefore(root.GetCurrentNode(FirstMention()!)!, [statement]);
    }
}
