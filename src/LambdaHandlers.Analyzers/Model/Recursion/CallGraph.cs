using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>One frame runs another one.</summary>
/// <param name="From">The frame that holds the place.</param>
/// <param name="To">The frame that runs.</param>
/// <param name="Site">The call, the creation, the read of a property; or the delegate that is handed to somebody who will call it.</param>
sealed record Call(SyntaxNode From, SyntaxNode To, IOperation Site)
{
    /// <summary>True when reaching the place runs the frame; false where somebody else decides whether it does.</summary>
    public bool IsDirect => Site is not (IAnonymousFunctionOperation or IMethodReferenceOperation) && !(Site.Type is INamedTypeSymbol { TypeKind: TypeKind.Delegate } && Site is IMemberReferenceOperation or ILocalReferenceOperation);
}

/// <summary>What each frame of the project calls, forwards; a frame is bound at the first question about it.</summary>
sealed class CallGraph(LambdaProject project)
{
    readonly ConcurrentDictionary<SyntaxNode, ImmutableArray<Call>> _known = new();

    /// <summary>What a frame runs, in the order of its text: calls, accessors, operators, constructors, delegates.</summary>
    public ImmutableArray<Call> From(SyntaxNode frame, CancellationToken cancellation) =>
        _known.TryGetValue(frame, out var calls) ? calls : _known.GetOrAdd(frame, Read(frame, cancellation));

    ImmutableArray<Call> Read(SyntaxNode frame, CancellationToken cancellation)
    {
        var calls = ImmutableArray.CreateBuilder<Call>();
        foreach (var operation in Operations(Body(frame, cancellation), cancellation))
            foreach (var target in Targets(operation, cancellation))
                calls.Add(new Call(frame, target, operation));
        return calls.ToImmutable();
    }

    IOperation? Body(SyntaxNode frame, CancellationToken cancellation) =>
        frame is PrimaryConstructorBaseTypeSyntax ? null : project.Compilation.GetSemanticModel(frame.SyntaxTree).GetOperation(frame, cancellation);

    /// <summary>The operations of a frame in the order of its text; lambdas and local functions are frames of their own.</summary>
    public static IEnumerable<IOperation> Operations(IOperation? body, CancellationToken cancellation)
    {
        if (body is null) yield break;
        var open = new Stack<IOperation>();
        open.Push(body);
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var operation = open.Pop();
            yield return operation;
            if (operation != body && operation is IAnonymousFunctionOperation or ILocalFunctionOperation or INameOfOperation && operation != body) continue;
            foreach (var child in operation.ChildOperations.Reverse()) open.Push(child);
        }
    }

    IEnumerable<SyntaxNode> Targets(IOperation operation, CancellationToken cancellation)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: { MethodKind: MethodKind.DelegateInvoke } } call:
                return Held(call.Instance, cancellation);
            case IInvocationOperation call:
                return Frames(call.TargetMethod, call.IsVirtual ? call.Instance : null, cancellation);
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                return Construction(constructor, cancellation);
            case IPropertyReferenceOperation { Property: { } property } reference when property.Type.TypeKind != TypeKind.Delegate:
                return Accessors(reference, property).SelectMany(accessor => Frames(accessor, reference.Instance, cancellation));
            case IBinaryOperation { OperatorMethod: { } method }:
                return Frames(method, null, cancellation);
            case IUnaryOperation { OperatorMethod: { } method }:
                return Frames(method, null, cancellation);
            case IMethodReferenceOperation reference when IsHandedOn(reference):
                return Frames(reference.Method, reference.IsVirtual ? reference.Instance : null, cancellation);
            case IAnonymousFunctionOperation lambda when IsHandedOn(lambda):
                return [lambda.Syntax];
            case ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation when operation.Type?.TypeKind == TypeKind.Delegate && IsHandedOn(operation):
                return Held(operation, cancellation);
            default:
                return [];
        }
    }

    // An argument of a call is run by whom it is handed to: LINQ, ForEach, Task.Run. A timer, an event or a field runs it later, if ever.
    static bool IsHandedOn(IOperation value)
    {
        var at = value;
        while (at.Parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation) at = at.Parent;
        return at.Parent is IArgumentOperation { Parent: IInvocationOperation };
    }

    static IEnumerable<IMethodSymbol> Accessors(IPropertyReferenceOperation reference, IPropertySymbol property)
    {
        var assignment = reference.Parent as IAssignmentOperation;
        var writes = assignment?.Target == reference || reference.Parent is IIncrementOrDecrementOperation;
        var reads = !writes || assignment is not ISimpleAssignmentOperation;
        if (reads && property.GetMethod is { } getter) yield return getter;
        if (writes && property.SetMethod is { } setter) yield return setter;
    }

    IEnumerable<SyntaxNode> Frames(IMethodSymbol used, IOperation? receiver, CancellationToken cancellation)
    {
        var method = used.OriginalDefinition;
        // ((IStep)this).Run()
        if (receiver is not null) receiver = Slot.Bare(receiver);
        if (receiver is not null && IsOpen(method))
        {
            // Of what another assembly declares, it and others hold implementations too.
            if (Declared.In(method, project.Compilation).IsEmpty || Implementation(method, cancellation) is not { } only) return [];
            // A decorator is the only implementation that the project shows of what it decorates.
            if (receiver is not IInstanceReferenceOperation && !SymbolEqualityComparer.Default.Equals(only, method) && Encloses(only, receiver.Syntax)) return [];
            method = only;
        }
        return Declarations(method, cancellation);
    }

    static bool IsOpen(IMethodSymbol method) =>
        method.ContainingType?.TypeKind == TypeKind.Interface || method.IsAbstract || ((method.IsVirtual || method.IsOverride) && !method.IsSealed && method.ContainingType is { IsSealed: false });

    IMethodSymbol? Implementation(IMethodSymbol method, CancellationToken cancellation) => method.AssociatedSymbol is IPropertySymbol property
        ? project.Hierarchy.OnlyImplementation(property, cancellation) is IPropertySymbol only ? method.MethodKind == MethodKind.PropertyGet ? only.GetMethod : only.SetMethod : null
        : project.Hierarchy.OnlyImplementation(method, cancellation) as IMethodSymbol;

    static bool Encloses(IMethodSymbol method, SyntaxNode node) =>
        method.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == node.SyntaxTree && declaration.Span.Contains(node.Span));

    IEnumerable<SyntaxNode> Declarations(IMethodSymbol method, CancellationToken cancellation) =>
        Declared.In(method.PartialImplementationPart ?? method, project.Compilation).Select(declaration => declaration.GetSyntax(cancellation)).Where(Frame.IsFrame);

    // What an object's making runs: its constructor, and the initialisers of its fields.
    IEnumerable<SyntaxNode> Construction(IMethodSymbol constructor, CancellationToken cancellation)
    {
        foreach (var declaration in Declared.In(constructor.OriginalDefinition, project.Compilation))
            if (declaration.GetSyntax(cancellation) is ConstructorDeclarationSyntax explicitly) yield return explicitly;
        foreach (var declaration in Declared.In(constructor.ContainingType, project.Compilation))
            if (declaration.GetSyntax(cancellation) is TypeDeclarationSyntax type)
                foreach (var member in type.Members)
                    if (!member.Modifiers.Any(SyntaxKind.StaticKeyword) && !member.Modifiers.Any(SyntaxKind.ConstKeyword))
                        foreach (var initial in Initializers(member))
                            if (initial.Value is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax)
                                yield return initial;
    }

    static IEnumerable<EqualsValueClauseSyntax> Initializers(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Initializer).OfType<EqualsValueClauseSyntax>(),
        PropertyDeclarationSyntax { Initializer: { } initial } => [initial],
        _ => [],
    };

    /// <summary>The frames that a delegate variable can hold, as far as its assignments tell.</summary>
    IEnumerable<SyntaxNode> Held(IOperation? variable, CancellationToken cancellation)
    {
        switch (variable)
        {
            case IConditionalAccessInstanceOperation instance:
                return Held((instance.Parent?.Parent as IConditionalAccessOperation ?? instance.Parent as IConditionalAccessOperation)?.Operation, cancellation);
            case ILocalReferenceOperation { Local: var local }:
                return Destination.Given(local, variable).SelectMany(value => HeldBy(value, cancellation));
            case IFieldReferenceOperation or IPropertyReferenceOperation when ((IMemberReferenceOperation)variable).Member is var member && Declared.In(member, project.Compilation) is [var declaration, ..]:
                var syntax = declaration.GetSyntax(cancellation);
                var initial = Declared.Initial(syntax) ?? (syntax as PropertyDeclarationSyntax)?.ExpressionBody?.Expression;
                var values = project.Calls.Of(member, cancellation).Select(site => site.Assigned).Prepend(initial);
                return values.OfType<ExpressionSyntax>().Select(Bare).SelectMany(value => HeldBy(project.Compilation.GetSemanticModel(value.SyntaxTree).GetOperation(value, cancellation), cancellation));
            default:
                return [];
        }
    }

    // x! and (x) are no operations.
    static ExpressionSyntax Bare(ExpressionSyntax value) => value switch
    {
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var operand } => Bare(operand),
        ParenthesizedExpressionSyntax { Expression: var inner } => Bare(inner),
        _ => value,
    };

    IEnumerable<SyntaxNode> HeldBy(IOperation? value, CancellationToken cancellation)
    {
        while (value is IDelegateCreationOperation or IConversionOperation)
            value = value is IDelegateCreationOperation creation ? creation.Target : ((IConversionOperation)value).Operand;
        return value switch
        {
            IAnonymousFunctionOperation lambda => [lambda.Syntax],
            IMethodReferenceOperation reference => Frames(reference.Method, reference.IsVirtual ? reference.Instance : null, cancellation),
            _ => [],
        };
    }
}
