using System.Collections.Immutable;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Structure;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A method takes what it reads of a parameter instead of the parameter, and its callers pass that.</summary>
sealed class MembersForParameter
{
    static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    readonly Target _target;
    readonly IMethodSymbol _method;
    readonly MethodDeclarationSyntax _declaration;
    readonly EventParameter _found;
    readonly ImmutableArray<(IPropertySymbol Member, string Name)> _made;

    MembersForParameter(Target target, IMethodSymbol method, MethodDeclarationSyntax declaration, EventParameter found)
    {
        (_target, _method, _declaration, _found) = (target, method, declaration, found);
        _made = found.Members.Select(member => (member, NameFor(member))).ToImmutableArray();
    }

    /// <summary>The edit, or null where it would change what the method does or where a caller can't follow.</summary>
    public static Edit? Of(Target target)
    {
        if (target.Project is not { } project || target.Node is not ParameterSyntax { Default: null, AttributeLists.Count: 0, Parent.Parent: MethodDeclarationSyntax declaration }
            || target.Model.GetDeclaredSymbol(target.Node, target.Cancellation) is not IParameterSymbol parameter || parameter.IsParams
            || target.Model.GetDeclaredSymbol(declaration, target.Cancellation) is not { } method || declaration.GetLeadingTrivia().ToString().Contains($"\"{parameter.Name}\"")
            || EventParameter.Of(method, project, target.Cancellation).FirstOrDefault(each => SymbolEqualityComparer.Default.Equals(each.Parameter, parameter)) is not { } found
            || ReturnTypeChange.Family(method, project, target.Cancellation) is not { Length: 1 } || found.Uses.Any(use => !IsRead(use)))
            return null;
        var edit = new MembersForParameter(target, method, declaration, found);
        return edit._made.Any(each => each.Name.Length == 0) || !edit.CompilesEverywhere(project) ? null : edit.AppliedAsync;
    }

    // The time that remains is another one a moment later, and what a member is called by is not to change.
    static bool IsRead(IOperation use) => EventParameter.MemberOf(use) is { Name: not "RemainingTime" } && use.Syntax.Parent is MemberAccessExpressionSyntax access && access.Expression == use.Syntax
        && access.Parent is not (AnonymousObjectMemberDeclaratorSyntax { NameEquals: null } or ArgumentSyntax { NameColon: null, Parent: TupleExpressionSyntax })
        && !(access.Parent is ArgumentSyntax && Mentions.IsNameOf(access));

    // body, or requestBody where there is a body already; "" where that is taken as well.
    string NameFor(IPropertySymbol member)
    {
        var name = FieldName.Camel(member.Name);
        var (whole, used) = (_found.Parameter.Name + member.Name, new HashSet<string>(_declaration.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText), StringComparer.Ordinal));
        return new[] { name, whole }.FirstOrDefault(each => SyntaxFacts.GetKeywordKind(each) == SyntaxKind.None && !used.Contains(each)) ?? "";
    }

    // The whole of the project is known; of other projects only the edit knows.
    bool CompilesEverywhere(LambdaProject project)
    {
        var sites = project.Calls.Of(_method, _target.Cancellation);
        var roots = new Dictionary<SyntaxTree, SyntaxNode>();
        foreach (var group in sites.GroupBy(site => site.Node.SyntaxTree))
        {
            if (Changed(group.Key.GetRoot(_target.Cancellation), group.Select(site => site.Node), group.First().Model) is not { } root) return false;
            roots[group.Key] = root;
        }
        if (!roots.ContainsKey(_target.Model.SyntaxTree)) roots[_target.Model.SyntaxTree] = Changed(_target.Root, [], _target.Model)!;
        return StillCompiles.With(roots, [], _target.Model.Compilation, _target.Cancellation);
    }

    async Task<Solution> AppliedAsync(CancellationToken cancellation)
    {
        var original = _target.Document.Project.Solution;
        var places = (await SymbolFinder.FindReferencesAsync(_method, original, cancellation).ConfigureAwait(false)).SelectMany(found => found.Locations).Where(place => !place.IsImplicit).ToList();
        var changed = original;
        foreach (var document in places.Select(place => place.Document).Append(_target.Document).GroupBy(each => each.Id).Select(group => group.First()))
        {
            if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
                || Changed(root, places.Where(place => place.Document.Id == document.Id).Select(place => root.FindNode(place.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true)), model) is not { } edited)
                return original;
            changed = changed.WithDocumentSyntaxRoot(document.Id, edited);
        }
        return changed;
    }

    /// <summary>A file with its calls changed, and the declaration where it stands there; null where something else than a plain call names the method.</summary>
    SyntaxNode? Changed(SyntaxNode root, IEnumerable<SyntaxNode> names, SemanticModel model)
    {
        var lists = new HashSet<SyntaxNode>();
        foreach (var name in names)
        {
            // A comment that refers to the method goes on doing so.
            if (name.IsPartOfStructuredTrivia()) continue;
            var called = name.Parent switch { MemberAccessExpressionSyntax access when access.Name == name => access, MemberBindingExpressionSyntax binding => binding, _ => name };
            if (called.Parent is not InvocationExpressionSyntax { ArgumentList: { } list } call || call.Expression != called || list.Arguments.Any(argument => argument.NameColon is not null || argument.RefKindKeyword.RawKind != 0 && list.Arguments.IndexOf(argument) == _found.Parameter.Ordinal)
                || list.Arguments.Count <= _found.Parameter.Ordinal || !CanBeAsked(list.Arguments[_found.Parameter.Ordinal].Expression, model)) return null;
            lists.Add(list);
        }
        var reads = root == _target.Root ? _found.Uses.ToDictionary(use => use.Syntax.Parent!, use => _made.First(each => SymbolEqualityComparer.Default.Equals(each.Member, EventParameter.MemberOf(use))).Name) : new Dictionary<SyntaxNode, string>();
        var changed = lists.Concat(reads.Keys).ToList();
        if (root == _target.Root) changed.Add(_declaration.ParameterList);
        return root.ReplaceNodes(changed, (old, rewritten) => old switch
        {
            ArgumentListSyntax => Passing((ArgumentListSyntax)rewritten),
            ParameterListSyntax => Taking((ParameterListSyntax)rewritten),
            _ => SyntaxFactory.IdentifierName(reads[old]).WithTriviaFrom(old),
        });
    }

    // Asked several times it is still the same object.
    bool CanBeAsked(ExpressionSyntax value, SemanticModel model) => value switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax => true,
        MemberAccessExpressionSyntax access => CanBeAsked(access.Expression, model),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var inner } => CanBeAsked(inner, model),
        ObjectCreationExpressionSyntax => _made.Length == 1 && model.GetTypeInfo(value).Type is { TypeKind: TypeKind.Class },
        _ => false,
    };

    ArgumentListSyntax Passing(ArgumentListSyntax list)
    {
        var old = list.Arguments[_found.Parameter.Ordinal];
        return list.WithArguments(Instead(list.Arguments, old, _made.Select(each =>
            SyntaxFactory.Argument(SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, old.Expression.WithoutTrivia(), SyntaxFactory.IdentifierName(each.Member.Name))))));
    }

    ParameterListSyntax Taking(ParameterListSyntax list) => list.WithParameters(Instead(list.Parameters, list.Parameters[_found.Parameter.Ordinal], _made.Select(each =>
        SyntaxFactory.Parameter(SyntaxFactory.Identifier(each.Name)).WithType(SyntaxFactory.ParseTypeName(each.Member.Type.ToMinimalDisplayString(_target.Model, _declaration.SpanStart, Format)).WithTrailingTrivia(SyntaxFactory.Space)))));

    static SeparatedSyntaxList<T> Instead<T>(SeparatedSyntaxList<T> list, T old, IEnumerable<T> several) where T : SyntaxNode
    {
        var made = several.ToList();
        made[0] = made[0].WithLeadingTrivia(old.GetLeadingTrivia());
        made[made.Count - 1] = made[made.Count - 1].WithTrailingTrivia(old.GetTrailingTrivia());
        var (at, nodes) = (list.IndexOf(old), list.GetWithSeparators());
        return SyntaxFactory.SeparatedList<T>(nodes.Take(2 * at).Concat(Commas.Between(made).GetWithSeparators()).Concat(nodes.Skip(2 * at + 1)));
    }
}
