using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>
/// Which variables outlive the invocation: static ones, those of the handler's object, those that its lambda captures, and those of the objects that such variables hold.
/// An object whose life nobody can tell is not shared.
/// </summary>
sealed class SharedState(LambdaProject project)
{
    const int MostHops = 6;

    /// <summary>The shared variable that code on a handler's path names; null when it dies with the invocation, or when nobody can tell.</summary>
    public Slot? At(IOperation target, Reached reached, CancellationToken cancellation) => At(target, reached, 0, cancellation);

    Slot? At(IOperation target, Reached reached, int level, CancellationToken cancellation)
    {
        target = Slot.Bare(target);
        if (Slot.Element(target) is var (holder, key))
            return key is not null && IsShared(holder, reached, level, MostHops, cancellation) && Slot.SymbolOf(Slot.Bare(holder)) is { } root ? new Slot(root, Key: key) : null;
        switch (target)
        {
            case IPropertyReferenceOperation { Instance: { } instance, Property: var property } when property.DeclaringSyntaxReferences.IsEmpty:
                // A setting of a framework's object: _response.StatusCode = …
                return !IsPerRequest(instance.Type) && IsShared(instance, reached, level, MostHops, cancellation) && Slot.SymbolOf(Slot.Bare(instance)) is { } held ? new Slot(held, property) : null;
            default:
                return IsShared(target, reached, level, MostHops, cancellation) && Slot.SymbolOf(target) is { } variable && Stored(variable, cancellation) is { } stored ? new Slot(stored, Contract: variable) : null;
        }
    }

    /// <summary>True when a variable, or the object behind an expression, certainly outlives the invocation.</summary>
    public bool IsShared(IOperation reference, Reached reached, CancellationToken cancellation) => IsShared(reference, reached, 0, MostHops, cancellation);

    bool IsShared(IOperation? reference, Reached reached, int level, int hops, CancellationToken cancellation)
    {
        if (reference is null || hops == 0) return false;
        switch (Slot.Bare(reference))
        {
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type: INamedTypeSymbol type }:
                return IsThisShared(type, reached, level, hops - 1, cancellation);
            case IInstanceReferenceOperation:
                return false;
            case IFieldReferenceOperation { Field: var field } access:
                return !field.IsConst && (field.IsStatic ? !field.DeclaringSyntaxReferences.IsEmpty : Keeps(access.Instance, reached, level, hops - 1, cancellation));
            // Context.Current is whatever the framework says it is; only what this project declares is known to stay.
            case IPropertyReferenceOperation { Property: var property } access:
                return !IsAmbient(property) && !IsPerRequest(property.Type)
                    && (property.IsStatic ? Stored(property, cancellation) is not null : Keeps(access.Instance, reached, level, hops - 1, cancellation));
            case ILocalReferenceOperation { Local: var local } use:
                return IsCaptured(local, reached, cancellation) || AliasOf(local, use) is { } held && IsShared(held, reached, level, hops - 1, cancellation);
            // A primary constructor's parameter is a field in disguise.
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type } } parameter } use:
                return IsOutside(parameter, use.Syntax) && IsThisShared(type, reached, level, hops - 1, cancellation);
            case IInvocationOperation { TargetMethod: { Name: "GetRequiredService" or "GetService" }, Type: INamedTypeSymbol service }:
                return project.IsLongLived(service, cancellation);
            default:
                return false;
        }
    }

    // What lies in an object that this invocation has made, though a shared variable holds it, is this invocation's.
    bool Keeps(IOperation? holder, Reached reached, int level, int hops, CancellationToken cancellation) =>
        IsShared(holder, reached, level, hops, cancellation) && !IsRenewed(holder!, reached, cancellation);

    bool IsRenewed(IOperation holder, Reached reached, CancellationToken cancellation) =>
        Slot.SymbolOf(Slot.Bare(holder)) is (IFieldSymbol { IsReadOnly: false } or IPropertySymbol { IsReadOnly: false }) and { } root
        && project.Leftover.Reads(new Slot(root), reached.Handler, cancellation).IsEmpty;

    // this of a method is what it was called on; along the way that ends at the handler's own object, or at one that somebody holds or has just made.
    bool IsThisShared(INamedTypeSymbol type, Reached reached, int level, int hops, CancellationToken cancellation)
    {
        for (; level < reached.Steps.Length; level++)
        {
            var step = reached.Steps[level];
            if (step is BaseObjectCreationExpressionSyntax || step.Parent is ObjectCreationExpressionSyntax or QualifiedNameSyntax) return false;
            if (Receiver(step) is not { } receiver)
            {
                // A static method called the next one: whose object this is was decided elsewhere.
                if (step.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is { } method && method.Modifiers.Any(each => each.Text == "static")) break;
                continue;
            }
            if (receiver is ThisExpressionSyntax or BaseExpressionSyntax) continue;
            var operation = project.Compilation.GetSemanticModel(step.SyntaxTree).GetOperation(receiver, cancellation);
            if (operation is null) return false;
            if (IsShared(operation, reached, level + 1, hops, cancellation)) return !IsRenewed(operation, reached, cancellation);
            if (Slot.Bare(operation) is ILocalReferenceOperation or IObjectCreationOperation) return false;
            break;
        }
        return project.IsLongLived(type, cancellation);
    }

    static ExpressionSyntax? Receiver(SyntaxNode name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
        MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
        _ => null,
    };

    // Declared by start-up code, outside of the handler's own text and of anything that runs per invocation.
    bool IsCaptured(ILocalSymbol local, Reached reached, CancellationToken cancellation) =>
        local is { IsConst: false, DeclaringSyntaxReferences: [var declaration] } && declaration.GetSyntax(cancellation) is var syntax
        && !reached.Handler.Encloses(syntax) && Frame.Around(syntax) is { } frame && frame is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
        && project.IsInit(syntax, cancellation);

    // var session = _session;
    static IOperation? AliasOf(ILocalSymbol local, IOperation use)
    {
        IOperation? held = null;
        foreach (var operation in Roots.Of(use).Descendants())
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Same(declarator.Symbol, local): held = declarator.GetVariableInitializer()?.Value; break;
                case IAssignmentOperation { Target: ILocalReferenceOperation { Local: var assigned } } when Same(assigned, local): return null;
            }
        return held;
    }

    static bool IsOutside(ISymbol symbol, SyntaxNode use) =>
        symbol.DeclaringSyntaxReferences is [var declaration] && !(use.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is { } constructor && constructor.Span.Contains(declaration.Span));

    /// <summary>Where a variable's value is kept: itself, or for an interface's property the only implementation's; null for a property that computes.</summary>
    ISymbol? Stored(ISymbol variable, CancellationToken cancellation)
    {
        if (variable is not IPropertySymbol property) return variable;
        var stored = project.Hierarchy.Implementations(property, cancellation) is [IPropertySymbol only] ? only : property;
        return stored.ContainingType.GetMembers().Any(member => member is IFieldSymbol field && Same(field.AssociatedSymbol, stored)) ? stored : null;
    }

    static bool IsAmbient(IPropertySymbol property) => property is { Name: "Value", ContainingType.Name: "AsyncLocal" or "ThreadLocal" };

    static bool IsPerRequest(ITypeSymbol? type) => type?.Name is "HttpContext" or "HttpRequest" or "HttpResponse" or "Activity" or "Thread";

    static bool Same(ISymbol? one, ISymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}

static class Roots
{
    /// <summary>The whole body that an operation lies in.</summary>
    public static IOperation Of(IOperation operation)
    {
        while (operation.Parent is { } parent) operation = parent;
        return operation;
    }
}
