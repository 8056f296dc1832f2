using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>A piece of the event or the context that is read inside, such as <c>request.Body</c>: the new method is handed its value.</summary>
sealed record Crossing(ExpressionSyntax Place, ISymbol Root, ITypeSymbol Type, bool IsLogger);

/// <summary>What the code of a run touches outside of itself, and what of it can't leave the handler.</summary>
sealed class Survey
{
    readonly Scene _scene;
    readonly SyntaxNode _around;
    readonly Func<ISymbol, bool> _isInside;

    Survey(Scene scene, SyntaxNode around, Func<ISymbol, bool> isInside) => (_scene, _around, _isInside) = (scene, around, isInside);

    /// <summary>Code that can't leave the handler.</summary>
    public List<SyntaxNode> Obstacles { get; } = [];

    /// <summary>Locals and parameters from outside that are no business of Lambda's.</summary>
    public List<(IdentifierNameSyntax Place, ISymbol Symbol)> Values { get; } = [];

    /// <summary>What is read of the event and the context.</summary>
    public List<Crossing> Crossings { get; } = [];

    /// <summary>Members of the handler's class, and local functions around it.</summary>
    public List<(SimpleNameSyntax Place, ISymbol Member)> Members { get; } = [];

    /// <summary>Surveys code.</summary>
    /// <param name="nodes">All its nodes.</param>
    /// <param name="scene">The handler.</param>
    /// <param name="around">What the code stands in.</param>
    /// <param name="isInside">True for what the code declares itself.</param>
    public static Survey Of(IEnumerable<SyntaxNode> nodes, Scene scene, SyntaxNode around, Func<ISymbol, bool> isInside)
    {
        var survey = new Survey(scene, around, isInside);
        foreach (var node in nodes) survey.Look(node);
        return survey;
    }

    void Look(SyntaxNode node)
    {
        switch (node)
        {
            case SimpleNameSyntax { Parent: NameColonSyntax or NameEqualsSyntax } or IdentifierNameSyntax { IsVar: true }:
                break;
            case SimpleNameSyntax name:
                Look(name, _scene.Model.GetSymbolInfo(name, _scene.Cancellation).Symbol);
                break;
            case ThisExpressionSyntax { Parent: not MemberAccessExpressionSyntax } or BaseExpressionSyntax:
            case GotoStatementSyntax or LabeledStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax or RefTypeSyntax:
            case YieldStatementSyntax when node.FirstAncestorOrSelf<SyntaxNode>(each => each is LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or MethodDeclarationSyntax) == _scene.Declaration:
                Obstacles.Add(node);
                break;
            case BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax or CollectionExpressionSyntax or DefaultExpressionSyntax when Border.IsLambda(_scene.Model.GetTypeInfo(node, _scene.Cancellation).Type):
                Obstacles.Add(node);
                break;
        }
        if (node is StatementSyntax && node.ContainsDirectives) Obstacles.Add(node);
    }

    void Look(SimpleNameSyntax name, ISymbol? symbol)
    {
        switch (symbol)
        {
            case null when name.Identifier.ValueText is "_" or "nameof" or "dynamic" or "notnull" || IsDynamic(name):
                break;
            case null:
                Obstacles.Add(name);
                break;
            case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } captured:
                Members.Add((name, captured));
                break;
            case ILocalSymbol or IParameterSymbol or IRangeVariableSymbol:
                LookAtValue(name, symbol);
                break;
            case INamedTypeSymbol type:
                if (Border.IsLambda(type) && !Border.IsLogging(type)) Obstacles.Add(name);
                else if (IsNestedHere(type)) Members.Add((name, type));
                break;
            case IMethodSymbol { MethodKind: MethodKind.LocalFunction } local:
                if (!_isInside(local)) Members.Add((name, local));
                break;
            case IMethodSymbol or IFieldSymbol or IPropertySymbol or IEventSymbol:
                if (IsOwn(symbol)) LookAtMember(name, symbol);
                break;
        }
    }

    bool IsDynamic(SimpleNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name && _scene.Model.GetTypeInfo(access.Expression, _scene.Cancellation).Type is { TypeKind: TypeKind.Dynamic };

    bool IsOwn(ISymbol member)
    {
        for (var type = _scene.Type; type is not null; type = type.BaseType)
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, member.ContainingType?.OriginalDefinition)) return type.SpecialType != SpecialType.System_Object;
        return false;
    }

    bool IsNestedHere(INamedTypeSymbol type)
    {
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            if (SymbolEqualityComparer.Default.Equals(outer.OriginalDefinition, _scene.Type?.OriginalDefinition)) return true;
        return false;
    }

    // The member of another object, even of the same class, is not ours; that of an initialiser neither.
    void LookAtMember(SimpleNameSyntax name, ISymbol member)
    {
        var isOnThis = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression is ThisExpressionSyntax || member.IsStatic,
            MemberBindingExpressionSyntax => false,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment when assignment.Left == name => false,
            _ => true,
        };
        if (isOnThis) Members.Add((name, member));
        else if (member.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected && SymbolEqualityComparer.Default.Equals(member.ContainingType, _scene.Type)) Obstacles.Add(name);
    }

    void LookAtValue(SimpleNameSyntax name, ISymbol symbol)
    {
        var type = symbol switch { ILocalSymbol local => local.Type, IParameterSymbol parameter => parameter.Type, _ => null };
        if (_isInside(symbol))
        {
            if (Border.IsLambda(type) && !Border.IsLogging(type)) Obstacles.Add(name);
        }
        else if (symbol is IRangeVariableSymbol or ILocalSymbol { RefKind: not RefKind.None } or IParameterSymbol { RefKind: not RefKind.None }) Obstacles.Add(name);
        else if (Border.IsLambda(type))
        {
            if (Cross(name, symbol, type!) is { } crossing) Crossings.Add(crossing);
            else Obstacles.Add(name);
        }
        else if (name is IdentifierNameSyntax identifier && type is not null && Border.HasName(type)) Values.Add((identifier, symbol));
        else Obstacles.Add(name);
    }

    /// <summary>request.Body, record.S3.Object.Key, context.Logger: up to the first thing that is not Lambda's.</summary>
    Crossing? Cross(SimpleNameSyntax name, ISymbol root, ITypeSymbol type)
    {
        ExpressionSyntax at = name;
        var hops = 0;
        while (Border.IsLambda(type) && !Border.IsLogging(type) && at.Parent is MemberAccessExpressionSyntax access && access.Expression == at
            && _scene.Model.GetSymbolInfo(access, _scene.Cancellation).Symbol is IPropertySymbol or IFieldSymbol && _scene.Model.GetTypeInfo(access, _scene.Cancellation).Type is { } next)
        {
            if (hops++ > 0 && !IsAlwaysThere(((MemberAccessExpressionSyntax)at).Name.Identifier.ValueText) && !RunsAlways(access)) return null;
            (at, type) = (access, next);
        }
        if (Border.IsLambda(type) && at.Parent is ConditionalAccessExpressionSyntax conditional && conditional.Expression == at && IsPlainPath(conditional.WhenNotNull)
            && _scene.Model.GetTypeInfo(conditional, _scene.Cancellation).Type is { } reached)
            (at, type) = (conditional, reached);
        if (Border.IsLogging(type)) return new Crossing(at, root, type, IsLogger: type.Name != "LogLevel");
        return Border.IsLambda(type) || !Border.HasName(type) || IsWritten(at) || at.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } }
            ? null : new Crossing(at, root, type, IsLogger: false);
    }

    // Events of AWS always have these; of others nobody knows before it is looked at.
    static bool IsAlwaysThere(string member) => member is "S3" or "Object" or "Bucket" or "Sns" or "Kinesis" or "Dynamodb" or "RequestContext" or "Http";

    // Its value may be taken before the run when the run takes it in any case.
    bool RunsAlways(ExpressionSyntax access)
    {
        for (SyntaxNode at = access; at.Parent is { } parent && parent != _around; at = parent)
            switch (parent)
            {
                case ConditionalExpressionSyntax choice when choice.Condition != at:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression } both when both.Left != at:
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or ConditionalAccessExpressionSyntax or SwitchExpressionArmSyntax or CatchClauseSyntax:
                case IfStatementSyntax branch when branch.Condition != at:
                case WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or SwitchSectionSyntax:
                case CommonForEachStatementSyntax loop when loop.Statement == at:
                    return false;
            }
        return true;
    }

    static bool IsPlainPath(ExpressionSyntax path) => path.DescendantNodesAndSelf().All(node => node is MemberBindingExpressionSyntax or MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax or IdentifierNameSyntax);

    /// <summary>True for a place that is given a value, or may be.</summary>
    public static bool IsWritten(ExpressionSyntax place) => place.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == place,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => true,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } => true,
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } => true,
        // (a, b) = …
        ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => IsWritten(tuple),
        _ => false,
    };
}
