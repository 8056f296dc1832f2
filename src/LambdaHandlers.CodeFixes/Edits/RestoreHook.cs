using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>A hook in the one constructor of a class that always runs, which takes the value of a field anew after a restore; the field is no longer readonly.</summary>
sealed class RestoreHook
{
    readonly Target _target;
    readonly FieldDeclarationSyntax _field;
    readonly ExpressionSyntax _value;
    readonly INamedTypeSymbol _hooks, _task;

    RestoreHook(Target target, FieldDeclarationSyntax field, ExpressionSyntax value, INamedTypeSymbol hooks, INamedTypeSymbol task) => (_target, _field, _value, _hooks, _task) = (target, field, value, hooks, task);

    /// <summary>The edit, or null where a hook could not take the value, or where nothing runs once that could register it.</summary>
    public static Edit? Plan(Target target)
    {
        if (target.Project?.Find("Amazon.Lambda.Core.SnapshotRestore") is not { } hooks || target.Project.Find("System.Threading.Tasks.ValueTask") is not { } task || task.GetMembers("CompletedTask").IsEmpty
            || Field(target) is not var (field, value) || field.Parent is not ClassDeclarationSyntax { ParameterList: null, OpenBraceToken.IsMissing: false } @class
            || @class.Modifiers.Any(modifier => modifier.RawKind is (int)SyntaxKind.StaticKeyword or (int)SyntaxKind.PartialKeyword or (int)SyntaxKind.AbstractKeyword)
            || target.Model.GetDeclaredSymbol(@class, target.Cancellation) is not { } type || !target.Project.IsLongLived(type, target.Cancellation)
            || @class.Members.OfType<ConstructorDeclarationSyntax>().Where(each => !each.Modifiers.Any(SyntaxKind.StaticKeyword) && each.Initializer is not { RawKind: (int)SyntaxKind.ThisConstructorInitializer }).ToList() is not { Count: <= 1 } constructors
            || constructors is [var only] && (only.Body is null || Declares(only, field) || value.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { } setter && setter != only)
            // Fetching takes time and waits: not what a hook should do behind the author's back.
            || value.DescendantNodesAndSelf().Any(node => node is AwaitExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" or "GetResult" }))
            return null;
        return cancellation => Task.FromResult(target.Document.WithSyntaxRoot(new RestoreHook(target, field, value, hooks, task).Root(@class, constructors.FirstOrDefault(), type)).Project.Solution);
    }

    // A parameter or local of the same name would be written instead.
    static bool Declares(ConstructorDeclarationSyntax constructor, FieldDeclarationSyntax field) => constructor.DescendantNodes()
        .Any(node => (node as ParameterSyntax)?.Identifier.ValueText == field.Declaration.Variables[0].Identifier.ValueText || (node as VariableDeclaratorSyntax)?.Identifier.ValueText == field.Declaration.Variables[0].Identifier.ValueText);

    // The initialiser of a field, or what the constructor assigns to one.
    static (FieldDeclarationSyntax, ExpressionSyntax)? Field(Target target) => target.Node.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
    {
        FieldDeclarationSyntax { Declaration.Variables: [{ Initializer.Value: { } initial }] } field => (field, initial),
        ConstructorDeclarationSyntax when target.Node.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax constructor } } } assignment
            && !constructor.Modifiers.Any(SyntaxKind.StaticKeyword) && assignment.Right.Span.Contains(target.Node.Span)
            && target.Model.GetSymbolInfo(assignment.Left, target.Cancellation).Symbol is IFieldSymbol { DeclaringSyntaxReferences: [var reference] }
            && reference.GetSyntax(target.Cancellation) is VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax { Declaration.Variables.Count: 1 } field } && field.Parent == constructor.Parent => (field, assignment.Right),
        _ => null,
    };

    SyntaxNode Root(ClassDeclarationSyntax @class, ConstructorDeclarationSyntax? constructor, INamedTypeSymbol type)
    {
        var name = _field.Declaration.Variables[0].Identifier.ValueText;
        var value = _value is ImplicitObjectCreationExpressionSyntax creation ? $"new {_field.Declaration.Type.WithoutTrivia()}{creation.ArgumentList}{creation.Initializer}" : _value.WithoutTrivia().ToString();
        var end = Layout.EndOfLine(@class).ToString();
        var outer = Layout.Indentation(_field);
        var step = Layout.Step(@class);
        var inner = outer + step;
        var hook = $"{Usings.NameOf(_hooks, _target.Model, @class.OpenBraceToken.Span.End)}.RegisterAfterRestore(() =>{end}{inner}{{{end}{inner}{step}{name} = {value};{end}{inner}{step}return {Usings.NameOf(_task, _target.Model, @class.OpenBraceToken.Span.End)}.CompletedTask;{end}{inner}}});";
        var changed = @class.ReplaceNodes(constructor is null ? [_field] : new SyntaxNode[] { _field, constructor }, (old, now) => old == _field
            ? Writable(_field)
            : ((ConstructorDeclarationSyntax)now).WithBody(((ConstructorDeclarationSyntax)old).Body!.Insert(((ConstructorDeclarationSyntax)old).Body!.Statements.Count, SyntaxFactory.ParseStatement(hook))));
        if (constructor is null)
        {
            var added = SyntaxFactory.ParseMemberDeclaration($"{end}{outer}public {type.Name}(){end}{outer}{{{end}{inner}{hook}{end}{outer}}}{end}")!;
            var index = changed.Members.TakeWhile(member => member is FieldDeclarationSyntax).Count();
            changed = changed.WithMembers(changed.Members.Insert(index, added));
        }
        var root = _target.Root.ReplaceNode(@class, changed);
        foreach (var needed in new[] { _hooks, _task }) root = Usings.Add(root, needed, _target.Model, @class.OpenBraceToken.Span.End);
        return root;
    }

    static FieldDeclarationSyntax Writable(FieldDeclarationSyntax field)
    {
        var index = field.Modifiers.IndexOf(SyntaxKind.ReadOnlyKeyword);
        if (index < 0) return field;
        var modifier = field.Modifiers[index];
        var bare = field.WithModifiers(field.Modifiers.RemoveAt(index));
        return index == 0 ? bare.WithLeadingTrivia(modifier.LeadingTrivia) : bare;
    }
}
