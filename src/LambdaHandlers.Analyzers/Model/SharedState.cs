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
            return key is not null && Held(holder) is { } root ? new Slot(root, Key: key) : null;
        switch (target)
        {
            case IPropertyReferenceOperation { Instance: { } instance, Property: var property } when Declared.In(property, project.Compilation).IsEmpty:
                // A setting of a framework's object: _response.StatusCode = …
                return !IsAmbient(property) && !IsPerRequest(instance.Type) && Held(instance) is { } held ? new Slot(held, property) : null;
            default:
                return IsShared(target, reached, level, MostHops, cancellation) && Slot.SymbolOf(target) is { } variable && Stored(variable, cancellation) is { } stored ? new Slot(stored, Contract: variable) : null;
        }

        ISymbol? Held(IOperation holder) => IsShared(holder, reached, level, MostHops, cancellation) ? VariableBehind(holder, reached, cancellation) : null;
    }

    /// <summary>The variable that an expression names: for an alias, or the parameter of a helper, the one that it stands for.</summary>
    public ISymbol? VariableBehind(IOperation reference, Reached reached, CancellationToken cancellation)
    {
        var (operation, level) = (Slot.Bare(reference), 0);
        for (var hops = 0; hops < MostHops && StandsFor(operation, reached, level, cancellation) is var (other, next); hops++) (operation, level) = (Slot.Bare(other), next);
        return Slot.SymbolOf(operation);
    }

    /// <summary>What an alias was initialised with, and what the caller on the way gives for a parameter; null for what stands for itself.</summary>
    (IOperation Operation, int Level)? StandsFor(IOperation reference, Reached reached, int level, CancellationToken cancellation) => reference switch
    {
        ILocalReferenceOperation { Local: var local } use => !IsCaptured(local, reached, cancellation) && AliasOf(local, use) is { } held ? (held, level) : null,
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ExplicitInterfaceImplementation } method } parameter } => Given(parameter, method, reached, level),
        _ => null,
    };

    (IOperation, int)? Given(IParameterSymbol parameter, IMethodSymbol method, Reached reached, int level)
    {
        for (; level < reached.Steps.Length; level++)
            foreach (var argument in new CallSite(reached.Steps[level], project.Compilation.GetSemanticModel(reached.Steps[level].SyntaxTree)).Arguments)
                if (argument.Parameter is { ContainingSymbol: IMethodSymbol called } given && given.Ordinal == parameter.Ordinal
                    && (Same(called.OriginalDefinition, method.OriginalDefinition) || Hierarchy.Overrides(method, called) || called.ContainingType.TypeKind == TypeKind.Interface && called.Name == method.Name))
                    return (argument.Value, level + 1);
        return null;
    }

    /// <summary>True when a variable, or the object behind an expression, certainly outlives the invocation.</summary>
    public bool IsShared(IOperation reference, Reached reached, CancellationToken cancellation) => IsShared(reference, reached, 0, MostHops, cancellation);

    bool IsShared(IOperation? reference, Reached reached, int level, int hops, CancellationToken cancellation)
    {
        if (reference is null || hops == 0) return false;
        reference = Slot.Bare(reference);
        if (StandsFor(reference, reached, level, cancellation) is var (behind, above)) return IsShared(behind, reached, above, hops - 1, cancellation);
        // A captive service is shared, and should not be: a rule of its own says so where it is taken.
        switch (reference)
        {
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type: INamedTypeSymbol type }:
                return IsThisShared(type, reached, level, hops - 1, cancellation);
            case IInstanceReferenceOperation:
                return false;
            case IFieldReferenceOperation { Field: var field } access:
                return !field.IsConst && (field.IsStatic ? !Declared.In(field, project.Compilation).IsEmpty
                    : (Keeps(access.Instance, reached, level, hops - 1, cancellation) || IsGivenShared(field, access.Instance, reached, level, hops - 1, cancellation)) && !project.Services.HoldsCaptive(field, cancellation));
            // Context.Current is whatever the framework says it is; only what this project declares is known to stay.
            case IPropertyReferenceOperation { Property: var property } access:
                return !IsAmbient(property) && !IsPerRequest(property.Type)
                    && (property.IsStatic ? Stored(property, cancellation) is not null
                        : (Keeps(access.Instance, reached, level, hops - 1, cancellation) || IsGivenShared(property, access.Instance, reached, level, hops - 1, cancellation)) && !project.Services.HoldsCaptive(property, cancellation));
            case ILocalReferenceOperation { Local: var local }:
                return IsCaptured(local, reached, cancellation);
            // A primary constructor's parameter is a field in disguise.
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: var type } } parameter } use:
                return IsOutside(parameter, use.Syntax) && (IsThisShared(type, reached, level, hops - 1, cancellation) || IsGivenShared(parameter, reached, level, hops - 1, cancellation)) && !project.Services.HoldsCaptive(parameter, cancellation);
            case IInvocationOperation { TargetMethod: { Name: "GetRequiredService" or "GetService" }, Type: INamedTypeSymbol service }:
                return IsLongLivedService(service, cancellation);
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

    // _basket of new Checkout(Shared): the object dies with the invocation, what it was given does not.
    bool IsGivenShared(ISymbol member, IOperation? holder, Reached reached, int level, int hops, CancellationToken cancellation) =>
        holder is IInstanceReferenceOperation && project.Injected.ParameterFor(member, cancellation) is { } parameter && IsGivenShared(parameter, reached, level, hops, cancellation);

    bool IsGivenShared(IParameterSymbol parameter, Reached reached, int level, int hops, CancellationToken cancellation)
    {
        var constructor = (IMethodSymbol)parameter.ContainingSymbol;
        for (; level < reached.Steps.Length; level++)
            if (Receiver(reached.Steps[level]) is { } receiver && project.Compilation.GetSemanticModel(receiver.SyntaxTree).GetOperation(receiver, cancellation) is { } operation
                && Made(Slot.Bare(operation), reached, level + 1, cancellation) is var (creation, at) && Same(creation.Constructor?.OriginalDefinition, constructor.OriginalDefinition))
                return IsShared(creation.Arguments.For(parameter), reached, at, hops, cancellation);
        // Whom nobody makes, a container makes, and gives it the one service that there is.
        return parameter.Type is INamedTypeSymbol service && project.Calls.Of(constructor, cancellation).IsEmpty && IsLongLivedService(service, cancellation);
    }

    (IObjectCreationOperation Creation, int Level)? Made(IOperation receiver, Reached reached, int level, CancellationToken cancellation) =>
        receiver is IObjectCreationOperation creation ? (creation, level)
            : StandsFor(receiver, reached, level, cancellation) is var (behind, at) && Slot.Bare(behind) is IObjectCreationOperation made ? (made, at) : null;

    bool IsLongLivedService(INamedTypeSymbol service, CancellationToken cancellation) =>
        service.TypeKind != TypeKind.Interface ? project.IsLongLived(service, cancellation)
            : project.Hierarchy.Below(service, cancellation).Where(type => type is { TypeKind: TypeKind.Class, IsAbstract: false }).ToList() is [var only] && project.IsLongLived(only, cancellation);

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

    /// <summary>What a local stands for that is given one value and keeps it: <c>var session = _session;</c></summary>
    internal static IOperation? AliasOf(ILocalSymbol local, IOperation use)
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
