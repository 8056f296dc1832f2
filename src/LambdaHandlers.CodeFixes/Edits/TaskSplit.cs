using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Model.Structure;
using LambdaHandlers.CodeFixes.Edits.Extraction;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits;

/// <summary>Each task of a handler becomes a method of the handler's own form, that a template can name; the handler only chooses.</summary>
sealed class TaskSplit
{
    const string Leave = "break;";

    readonly Target _target;
    readonly MethodDeclarationSyntax _handler;
    readonly IMethodSymbol _symbol;
    readonly string _outer, _inner, _newLine;
    readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    TaskSplit(Target target, MethodDeclarationSyntax handler, IMethodSymbol symbol)
    {
        (_target, _handler, _symbol) = (target, handler, symbol);
        _newLine = Layout.EndOfLine(handler).ToString();
        _outer = Layout.Indentation(handler);
        _inner = Layout.Indentation(handler.Body!.Statements[0]);
        for (var type = symbol.ContainingType; type is not null; type = type.BaseType) _taken.UnionWith(type.MemberNames);
        _taken.Add(symbol.ContainingType.Name);
    }

    /// <summary>The file with a method per task, or null where one of them can't leave the handler.</summary>
    public static SyntaxNode? Of(Target target)
    {
        if (target.Project is not { } project || target.Node is not MethodDeclarationSyntax { Body: { } body, Parent: TypeDeclarationSyntax, TypeParameterList: null, ContainsDirectives: false } handler
            || handler.ParameterList.Parameters.Any(parameter => parameter.AttributeLists.Count > 0 || parameter.Modifiers.Count > 0) || handler.Modifiers.Any(SyntaxKind.PartialKeyword)
            || target.Model.GetDeclaredSymbol(handler, target.Cancellation) is not { } symbol || project.HandlerOf(symbol, target.Cancellation) is not { } known
            || SeveralTasks.In(known, project, target.Cancellation) is not { } several || (several.Choice.Holder.Syntax != body && several.Choice.Holder.Syntax.Parent != body))
            return null;
        var root = new TaskSplit(target, handler, symbol).Root(several);
        if (root is null) return null;
        var after = target.Model.SyntaxTree.WithRootAndOptions(root, target.Model.SyntaxTree.Options);
        var compilation = target.Model.Compilation.ReplaceSyntaxTree(target.Model.SyntaxTree, after);
        return StillCompiles.Quietly(StillCompiles.Loud(target.Model, target.Cancellation), compilation.GetSemanticModel(after), target.Cancellation) ? root : null;
    }

    SyntaxNode? Root(SeveralTasks several)
    {
        var (methods, calls) = ("", new Dictionary<SyntaxNode, SyntaxList<StatementSyntax>>());
        foreach (var task in several.Tasks)
        {
            var flow = _target.Model.AnalyzeControlFlow(task.Statements[0], task.Statements[task.Statements.Length - 1]);
            if (flow is not { Succeeded: true } || flow.ExitPoints.Any(exit => exit is not ReturnStatementSyntax) || TaskPreparation.Of(task, several, _handler, _target) is not { } preparation
                || Call(task, flow, several) is not { } call)
                return null;
            methods += Method(task, preparation, call.Name);
            var place = (SyntaxNode)task.Statements[0].Parent!;
            var depth = Layout.Indentation(task.Statements[0]);
            // A break that was there keeps its comments.
            var last = place.ChildNodes().Last() is BreakStatementSyntax left && call.Statements.Last() == Leave ? left : null;
            calls[place] = SyntaxFactory.List(call.Statements.Select(text => last is not null && text == Leave ? last : SyntaxFactory.ParseStatement(depth + text + _newLine)));
        }
        var changed = _handler.ReplaceNodes(calls.Keys, (old, _) => old is BlockSyntax block ? block.WithStatements(calls[old]) : ((SwitchSectionSyntax)old).WithStatements(calls[old]));
        // At the end of a line of its own.
        if (!changed.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)) return null;
        var made = ((TypeDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"class C{_newLine}{{{_newLine}{methods}}}")!).Members;
        var type = (TypeDeclarationSyntax)_handler.Parent!;
        return _target.Root.ReplaceNode(type, type.WithMembers(type.Members.Replace(_handler, changed).InsertRange(type.Members.IndexOf(_handler) + 1, made)));
    }

    bool IsAsync => _handler.Modifiers.Any(SyntaxKind.AsyncKeyword);

    // What an async method returns is what its task holds.
    bool HasResult => IsAsync ? _symbol.ReturnType is INamedTypeSymbol { IsGenericType: true } : !_symbol.ReturnsVoid;

    /// <summary>What stands in the task's place; null where a way out of it would lead elsewhere.</summary>
    (string Name, string[] Statements)? Call(Branch task, ControlFlowAnalysis flow, SeveralTasks several)
    {
        var name = NameFor(task);
        var call = $"{(Awaits(task) ? "await " : "")}{name}({string.Join(", ", _handler.ParameterList.Parameters.Select(parameter => parameter.Identifier.Text))});";
        var leave = task.Head is SwitchSectionSyntax ? new[] { Leave } : [];
        if (HasResult) return flow.EndPointIsReachable ? null : (name, [$"return {call}"]);
        if (flow.ReturnStatements.IsEmpty) return (name, [call, .. leave]);
        if (!flow.EndPointIsReachable) return (name, [call, "return;"]);
        // A return in its middle would have left the handler; behind the choice there is nothing that it would have skipped.
        return several.Choice.Holder.Syntax == _handler.Body!.Statements.Last() ? (name, [call, .. leave]) : null;
    }

    string Method(Branch task, IReadOnlyList<StatementSyntax> preparation, string name)
    {
        var modifiers = _handler.Modifiers.Where(modifier => SyntaxFacts.IsAccessibilityModifier(modifier.Kind()) || modifier.IsKind(SyntaxKind.StaticKeyword)).Select(modifier => modifier.Text + " ");
        var returned = !IsAsync || Awaits(task) ? _handler.ReturnType.ToString()
            : _handler.ReturnType.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault()?.TypeArgumentList.Arguments[0].ToString() ?? "void";
        var statements = preparation.Select(each => Text.Indented([each], Layout.Indentation(each), _inner)).Concat(task.Statements.Select(each => Text.Indented([each], Layout.Indentation(task.Statements[0]), _inner))).ToList();
        statements[0] = _inner + statements[0].TrimStart();
        if (preparation.Count > 0) statements[preparation.Count] = _newLine + _inner + statements[preparation.Count].TrimStart();
        var text = string.Concat(statements);
        if (!text.EndsWith(_newLine, StringComparison.Ordinal)) text += _newLine;
        return $"{_newLine}{_outer}{string.Concat(modifiers)}{(Awaits(task) ? "async " : "")}{returned} {name}{_handler.ParameterList.WithoutTrivia()}{_newLine}{_outer}{{{_newLine}{text}{_outer}}}{_newLine}";
    }

    static bool Awaits(Branch task) => new Run(SyntaxFactory.List(task.Statements), 0, task.Statements.Length - 1).Awaits;

    // GET /orders/{id} is GetOrdersId.
    string NameFor(Branch task)
    {
        var words = task.Name.Split([.. task.Name.Where(letter => !char.IsLetterOrDigit(letter)).Distinct()], StringSplitOptions.RemoveEmptyEntries).Select(Word);
        var name = string.Concat(words);
        if (name.Length == 0 || !char.IsLetter(name[0])) name = "On" + name;
        var suffix = Awaits(task) && _handler.Identifier.ValueText.EndsWith("Async", StringComparison.Ordinal) ? "Async" : "";
        return Names.Free(name, free => _taken.Add(free + suffix)) + suffix;
    }

    static string Word(string word) => char.ToUpperInvariant(word[0]) + (word.Any(char.IsLower) ? word.Substring(1) : word.Substring(1).ToLowerInvariant());
}
