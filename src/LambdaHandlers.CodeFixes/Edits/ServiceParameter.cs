using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Services;
using LambdaHandlers.CodeFixes.Edits.Extraction;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>
/// A service that a constructor takes becomes a <c>[FromServices]</c> parameter of each function that uses it. Null where somebody else uses it,
/// makes an object of the class or calls one of the functions.
/// </summary>
sealed class ServiceParameter
{
    readonly Target _target;
    readonly LambdaProject _project;
    readonly ParameterSyntax _declaration;
    readonly Dictionary<MethodDeclarationSyntax, List<SyntaxNode>> _functions = [];
    // The field, and what fills it; a constructor that has nothing else to do.
    readonly List<SyntaxNode> _gone = [];

    ServiceParameter(ParameterSyntax declaration, Target target, LambdaProject project) => (_declaration, _target, _project) = (declaration, target, project);

    /// <summary>The edit, or null.</summary>
    public static Edit? Plan(IParameterSymbol parameter, Target target, LambdaProject project)
    {
        if (target.Node is not ParameterSyntax { Default: null, AttributeLists.Count: 0, Modifiers.Count: 0, Type: not null } declaration || parameter.ContainingSymbol is not IMethodSymbol constructor
            || project.Find("Amazon.Lambda.Annotations.FromServicesAttribute") is not { } attribute || parameter.ContainingType is not { DeclaringSyntaxReferences.Length: 1 } type
            || !project.Calls.Of(constructor, target.Cancellation).IsEmpty) return null;
        var change = new ServiceParameter(declaration, target, project);
        if (!change.Collects(parameter) || change._gone.Any(Comments.In) || IsNamedElsewhere(type, target)) return null;
        var root = Usings.Add(change.Apply(Usings.NameOf(attribute, target.Model, declaration.SpanStart)), attribute, target.Model, declaration.SpanStart);
        return StillCompiles.With(root, target.Model, target.Cancellation) ? target.Replacing((_, _) => root) : null;
    }

    // A test makes the class, or calls its functions.
    static bool IsNamedElsewhere(INamedTypeSymbol type, Target target)
    {
        var solution = target.Document.Project.Solution;
        // A menu is computed off the user's thread; what an editor shows is in memory.
        return solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(target.Document.Project.Id).SelectMany(id => solution.GetProject(id)!.Documents)
            .Any(document => document.GetTextAsync(target.Cancellation).GetAwaiter().GetResult().ToString().Contains(type.Name));
    }

    bool Collects(IParameterSymbol parameter)
    {
        var holders = CaptiveService.Holders(parameter, _project, _target.Cancellation).ToList();
        var sites = _project.Calls.Of(parameter, _target.Cancellation);
        if (holders.Count == 0) return sites.All(TakeUse) && _functions.Count > 0;
        if (holders is not [IFieldSymbol { DeclaredAccessibility: Accessibility.Private, DeclaringSyntaxReferences: [var reference] } field] || sites is not [var filling]
            || reference.GetSyntax(_target.Cancellation) is not VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax declaration } }) return false;
        _gone.Add(declaration);
        return (declaration.Span.Contains(filling.Node.Span) || TakeFilling(filling.Node)) && _project.Calls.Of(field, _target.Cancellation).Where(site => !site.Writes).All(TakeUse) && _functions.Count > 0;
    }

    // _basket = basket; in a constructor, which goes if that was all.
    bool TakeFilling(SyntaxNode use)
    {
        if (use.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not { } constructor || use.Parent is not AssignmentExpressionSyntax assignment) return false;
        var isAll = constructor is { ParameterList.Parameters.Count: 1, Initializer: null, AttributeLists.Count: 0, Parent: TypeDeclarationSyntax type } && type.Members.OfType<ConstructorDeclarationSyntax>().Count(each => !each.Modifiers.Any(SyntaxKind.StaticKeyword)) == 1
            && constructor.Modifiers.Any(SyntaxKind.PublicKeyword) && (constructor.ExpressionBody is not null || constructor.Body?.Statements.Count == 1);
        if (isAll) _gone.Add(constructor);
        else if (assignment.Parent is ExpressionStatementSyntax { Parent: BlockSyntax } statement) _gone.Add(statement);
        else return false;
        return true;
    }

    bool TakeUse(CallSite site)
    {
        if (site.Node.SyntaxTree != _target.Root.SyntaxTree || site.Target.Parent is ArgumentSyntax && Mentions.IsNameOf(site.Target)
            || Frame.Member(site.Node) is not MethodDeclarationSyntax method || site.Model.GetDeclaredSymbol(method, _target.Cancellation) is not { } symbol
            || _project.HandlerOf(symbol, _target.Cancellation) is not { Model: ProgrammingModel.Annotations or ProgrammingModel.Durable } || !_project.Calls.Of(symbol, _target.Cancellation).IsEmpty
            || ReturnTypeChange.Family(symbol, _project, _target.Cancellation) is not { Length: 1 }) return false;
        if (!_functions.TryGetValue(method, out var uses)) uses = _functions[method] = [];
        uses.Add(site.Target);
        return true;
    }

    SyntaxNode Apply(string attribute)
    {
        var list = (ParameterListSyntax)_declaration.Parent!;
        var root = _target.Root.TrackNodes(_functions.Values.SelectMany(uses => uses).Concat(_functions.Keys.Select(function => function.ParameterList)).Concat(_gone).Append(list));
        foreach (var function in _functions)
        {
            var name = NameIn(function.Key);
            root = root.ReplaceNodes(function.Value.Select(use => root.GetCurrentNode(use)!), (_, now) => SyntaxFactory.IdentifierName(name).WithTriviaFrom(now));
            var added = SyntaxFactory.ParseParameterList($"([{Names.Without(attribute, "Attribute")}] {_declaration.Type!.WithoutTrivia()} {name})").Parameters[0];
            // Services first: what Lambda brings follows them.
            root = root.ReplaceNode(root.GetCurrentNode(function.Key.ParameterList)!, function.Key.ParameterList.WithParameters(Commas.Prepended(function.Key.ParameterList.Parameters, added)));
        }
        if (!_gone.Any(each => each.Contains(list))) root = root.ReplaceNode(root.GetCurrentNode(list)!.Parent!, Without(root.GetCurrentNode(list)!));
        foreach (var node in _gone) root = Removal.Of((CompilationUnitSyntax)root, root.GetCurrentNode(node)!);
        return root;
    }

    string NameIn(MethodDeclarationSyntax function)
    {
        var name = _declaration.Identifier.ValueText;
        return function.DescendantNodes().Any(node => node is ParameterSyntax { Identifier.ValueText: var other } && other == name || node is VariableDeclaratorSyntax { Identifier.ValueText: var local } && local == name)
            ? Statements.Unused(function, name + "Service") : name;
    }

    // public class Functions(Basket basket) is public class Functions then.
    SyntaxNode Without(ParameterListSyntax list)
    {
        var index = ((ParameterListSyntax)_declaration.Parent!).Parameters.IndexOf(_declaration);
        var lead = list.Parameters[0].GetLeadingTrivia();
        var kept = list.Parameters.RemoveAt(index);
        if (kept.Count > 0 && index == 0) kept = kept.Replace(kept[0], kept[0].WithLeadingTrivia(lead));
        return list.Parent switch
        {
            TypeDeclarationSyntax type when kept.Count == 0 => type.WithParameterList(null).WithIdentifier(type.Identifier.WithTrailingTrivia(list.GetTrailingTrivia())),
            TypeDeclarationSyntax type => type.WithParameterList(list.WithParameters(kept)),
            var constructor => ((ConstructorDeclarationSyntax)constructor!).WithParameterList(list.WithParameters(kept)),
        };
    }
}
