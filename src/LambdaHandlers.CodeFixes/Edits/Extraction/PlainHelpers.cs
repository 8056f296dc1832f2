using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>
/// Private helpers that are handed the whole context, or the whole event, take what they use of it: the logger, the body.
/// Then they know nothing of Lambda, and can leave the handler together with the logic that calls them.
/// </summary>
sealed class PlainHelpers
{
    const int MostMembers = 4;

    readonly Scene _scene;
    readonly Dictionary<IParameterSymbol, Opened> _opened = new(SymbolEqualityComparer.Default);

    PlainHelpers(Scene scene) => _scene = scene;

    /// <summary>A parameter that will go, and what of it is used.</summary>
    sealed record Opened(MethodDeclarationSyntax Declaration, ParameterSyntax Parameter, IReadOnlyList<IdentifierNameSyntax> Uses)
    {
        public List<(IPropertySymbol Member, string Name)> Members { get; } = [];
    }

    /// <summary>The scene with such helpers; null where there are none that the logic calls, or where one of them can't do with less.</summary>
    public static Scene? In(Scene scene)
    {
        if (scene.Type is not { DeclaringSyntaxReferences.Length: 1 } || scene.Domain.Count == 0) return null;
        var logic = TextSpan.FromBounds(scene.Domain.Min(node => node.SpanStart), scene.Domain.Max(node => node.Span.End));
        var called = scene.Body.DescendantNodes(node => node.Span.OverlapsWith(logic)).OfType<ArgumentSyntax>().Where(argument => argument.Span.OverlapsWith(logic)).ToList();
        var helpers = new PlainHelpers(scene);
        foreach (var argument in called)
            if (helpers.Taken(argument) is { } parameter) helpers.Open(parameter);
        return helpers._opened.Count == 0 || helpers.Changes() is not { } changes ? null : helpers.Changed(changes);
    }

    // TryProcess(order, context): the parameter of a helper of our own that takes something of Lambda's.
    IParameterSymbol? Taken(ArgumentSyntax argument) => argument is { Expression: IdentifierNameSyntax name, NameColon: null, RefKindKeyword.RawKind: 0, Parent.Parent: InvocationExpressionSyntax call }
        && Border.IsLambda(_scene.Model.GetTypeInfo(name, _scene.Cancellation).Type) && _scene.Model.GetSymbolInfo(call, _scene.Cancellation).Symbol is IMethodSymbol { IsGenericMethod: false } method
        && method.DeclaredAccessibility == Accessibility.Private && SymbolEqualityComparer.Default.Equals(method.ContainingType, _scene.Type)
        && ((ArgumentListSyntax)argument.Parent).Arguments.IndexOf(argument) is var at && at < method.Parameters.Length && method.Parameters[at] is { IsParams: false } parameter && Border.IsLambda(parameter.Type) && !Border.IsLogging(parameter.Type)
            ? parameter : null;

    void Open(IParameterSymbol parameter)
    {
        if (_opened.ContainsKey(parameter) || parameter.DeclaringSyntaxReferences is not [var only] || only.GetSyntax(_scene.Cancellation) is not ParameterSyntax { Default: null, AttributeLists.Count: 0, Parent.Parent: MethodDeclarationSyntax declaration } syntax
            || declaration.SyntaxTree != _scene.Model.SyntaxTree) return;
        var uses = Mentions.Of(parameter, declaration, _scene.Model, _scene.Cancellation).ToList();
        _opened[parameter] = new Opened(declaration, syntax, uses);
        foreach (var argument in uses.Select(use => use.Parent).OfType<ArgumentSyntax>())
            if (Taken(argument) is { } inner) Open(inner);
    }

    /// <summary>The changes of the file; null where something else is done with a parameter than reading it and handing it on.</summary>
    IReadOnlyList<TextChange>? Changes()
    {
        foreach (var (_, opened) in Pairs)
            foreach (var use in opened.Uses)
                if (MemberOf(use) is { } member) Need(opened, member);
                else if (use.Parent is not ArgumentSyntax argument || Taken(argument) is not { } inner || !_opened.ContainsKey(inner)) return null;
        // What is handed on is needed by whoever hands it on.
        for (var grows = true; grows;)
        {
            grows = false;
            foreach (var (_, opened) in Pairs)
                foreach (var member in opened.Uses.Select(use => use.Parent).OfType<ArgumentSyntax>().SelectMany(argument => _opened[Taken(argument)!].Members).Select(each => each.Member).ToList())
                    grows |= Need(opened, member);
        }
        if (Pairs.Any(pair => pair.Opened.Members.Count is 0 or > MostMembers || pair.Opened.Members.Any(each => each.Name.Length == 0))) return null;
        var changes = new List<TextChange>();
        foreach (var (parameter, opened) in Pairs)
        {
            changes.Add(new TextChange(opened.Parameter.Span, string.Join(", ", opened.Members.Select(each => $"{TypeOf(each.Member, opened.Parameter.SpanStart)} {each.Name}"))));
            changes.AddRange(opened.Uses.Where(use => use.Parent is MemberAccessExpressionSyntax).Select(use => new TextChange(use.Parent!.Span, NameOf(opened, MemberOf(use)!) + (IsClock(MemberOf(use)!) ? "()" : ""))));
            foreach (var call in Closure.Uses(parameter.ContainingSymbol, _scene))
            {
                if (Mentions.Whole(call).Parent is not InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } invocation || invocation.Expression != Mentions.Whole(call)) return null;
                if (arguments.ElementAtOrDefault(parameter.Ordinal) is not { } argument || !SymbolEqualityComparer.Default.Equals(Taken(argument), parameter)) return null;
                changes.Add(new TextChange(argument.Span, string.Join(", ", opened.Members.Select(each => Passed((IdentifierNameSyntax)argument.Expression, each.Member)))));
            }
        }
        return [.. changes.OrderBy(change => change.Span.Start)];
    }

    IEnumerable<(IParameterSymbol Parameter, Opened Opened)> Pairs => _opened.Select(pair => (pair.Key, pair.Value));

    // context.Logger, request.Body: nothing of Lambda's is left of it.
    IPropertySymbol? MemberOf(IdentifierNameSyntax use) => use.Parent is MemberAccessExpressionSyntax access && access.Expression == use && !Survey.IsWritten(access)
        && access.Parent is not (AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } or ArgumentSyntax { NameColon: null, Parent: TupleExpressionSyntax }) && !Mentions.IsNameOf(access)
        && _scene.Model.GetSymbolInfo(access, _scene.Cancellation).Symbol is IPropertySymbol member && (Border.IsLogging(member.Type) || !Border.IsLambda(member.Type)) ? member : null;

    bool Need(Opened opened, IPropertySymbol member)
    {
        if (opened.Members.Any(each => SymbolEqualityComparer.Default.Equals(each.Member, member))) return false;
        var taken = new HashSet<string>(opened.Declaration.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).Concat(opened.Members.Select(each => each.Name)), StringComparer.Ordinal);
        var plain = member.Name == "AwsRequestId" ? "requestId" : Wording.Camel(member.Name);
        opened.Members.Add((member, new[] { plain, Wording.Camel(opened.Parameter.Identifier.ValueText + member.Name) }.FirstOrDefault(name => !taken.Contains(name)) ?? ""));
        return true;
    }

    static string NameOf(Opened opened, IPropertySymbol member) => opened.Members.First(each => SymbolEqualityComparer.Default.Equals(each.Member, member)).Name;

    // What is left of the time is another answer after every call: the question is handed over.
    static bool IsClock(IPropertySymbol member) => member.Name == "RemainingTime";

    string TypeOf(IPropertySymbol member, int position)
    {
        var name = member.Type.ToMinimalDisplayString(_scene.Model, position, Text.Format);
        return IsClock(member) ? $"{_scene.Project.Find("System.Func`1")!.Construct(member.Type).ToMinimalDisplayString(_scene.Model, position)}" : name;
    }

    string Passed(IdentifierNameSyntax value, IPropertySymbol member) =>
        _scene.Model.GetSymbolInfo(value, _scene.Cancellation).Symbol is IParameterSymbol handed && _opened.TryGetValue(handed, out var around) ? NameOf(around, member)
            : IsClock(member) ? $"() => {value}.{member.Name}" : $"{value}.{member.Name}";

    Scene? Changed(IReadOnlyList<TextChange> changes)
    {
        var target = _scene.Target;
        var mark = new SyntaxAnnotation();
        var document = target.Document.WithText(_scene.Model.SyntaxTree.GetText(_scene.Cancellation).WithChanges(changes));
        var root = document.GetSyntaxRootAsync(_scene.Cancellation).GetAwaiter().GetResult()!;
        var start = target.Node.SpanStart + changes.Where(change => change.Span.End <= target.Node.SpanStart).Sum(change => change.NewText!.Length - change.Span.Length);
        if (root.FindToken(start).Parent?.FirstAncestorOrSelf<SyntaxNode>(node => node.SpanStart == start && node.RawKind == target.Node.RawKind) is not { } same) return null;
        return target.In(document.WithSyntaxRoot(root.ReplaceNode(same, same.WithAdditionalAnnotations(mark))), mark) is { } changed && StillCompiles.Quietly(_scene.Loud, changed.Model, _scene.Cancellation) ? Scene.Of(changed) : null;
    }
}
