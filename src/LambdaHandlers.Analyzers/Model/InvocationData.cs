using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Where a value comes from, in the order of what wins when several flow together.</summary>
public enum Origin
{
    /// <summary>The same for as long as the environment lives: constants, configuration, what was made at initialisation.</summary>
    Environment,
    /// <summary>Nobody can tell.</summary>
    Unknown,
    /// <summary>The event, or what the context says of this one invocation.</summary>
    Invocation,
}

/// <summary>
/// What flows from the event or the context: within a method over its locals, and through the arguments of the calls that lead to it.
/// </summary>
sealed class InvocationData(LambdaProject project)
{
    const int MostSteps = 200;

    /// <summary>The members of <c>ILambdaContext</c> that differ from one invocation to the next; the others are the environment's.</summary>
    public static readonly ImmutableHashSet<string> PerInvocation = ImmutableHashSet.Create(
        "AwsRequestId", "RemainingTime", "TraceId", "TenantId", "Identity", "ClientContext");

    /// <summary>The origin of a value at the end of a path.</summary>
    public Origin Of(IOperation value, Reached reached, CancellationToken cancellation) => new Flow(project, reached, cancellation).Of(value, 0);

    sealed class Flow(LambdaProject project, Reached reached, CancellationToken cancellation)
    {
        readonly HashSet<(ISymbol, int)> _seen = [];
        int _steps;

        /// <param name="value">Any operation.</param>
        /// <param name="level">How many steps of the path lie between the code and the value's own frame.</param>
        public Origin Of(IOperation? value, int level)
        {
            var origin = Origin.Environment;
            if (value is null) return origin;
            foreach (var part in value.DescendantsAndSelf())
            {
                cancellation.ThrowIfCancellationRequested();
                if (++_steps > MostSteps) return Origin.Unknown;
                var found = part switch
                {
                    IParameterReferenceOperation parameter => OfParameter(parameter, level),
                    ILocalReferenceOperation { Local: var local } => OfLocal(local, part, level),
                    IFieldReferenceOperation { Field: var field } => OfMember(field, level),
                    IPropertyReferenceOperation { Property: { } property, Instance: null or IInstanceReferenceOperation } => OfMember(property, level),
                    _ => Origin.Environment,
                };
                if (found > origin) origin = found;
                if (origin == Origin.Invocation) break;
            }
            return origin;
        }

        Origin OfParameter(IParameterReferenceOperation reference, int level)
        {
            var parameter = reference.Parameter;
            if (parameter.ContainingSymbol is not IMethodSymbol method) return Origin.Unknown;
            var handler = reached.Handler;
            if (Same(method, handler.Method))
                return IsContext(parameter) ? OfContext(reference) : Origin.Invocation;
            if (method.MethodKind == MethodKind.AnonymousFunction)
                return OfLambdaParameter(reference, method, level);
            // A primary constructor's parameter is a field of an object that may have been made for this invocation.
            if (!_seen.Add((parameter, level))) return Origin.Environment;
            for (var step = level; step < reached.Steps.Length; step++)
            {
                var site = new CallSite(reached.Steps[step], project.Compilation.GetSemanticModel(reached.Steps[step].SyntaxTree));
                foreach (var argument in site.Arguments)
                    if (argument.Parameter is { } target && target.Ordinal == parameter.Ordinal && Same(target.ContainingSymbol, method))
                        return IsContext(parameter) && argument.Value is IParameterReferenceOperation passed && IsContext(passed.Parameter)
                            ? OfContext(reference)
                            : Of(argument.Value, step + 1);
            }
            return method.MethodKind == MethodKind.Constructor && project.Init.IsLongLived(method.ContainingType, cancellation) ? Origin.Environment : Origin.Unknown;
        }

        bool IsContext(IParameterSymbol parameter) => Same(parameter.Type, project.Types.LambdaContext);

        static Origin OfContext(IParameterReferenceOperation reference) => reference.Parent switch
        {
            IPropertyReferenceOperation property => PerInvocation.Contains(property.Property.Name) ? Origin.Invocation : Origin.Environment,
            _ => Origin.Unknown,
        };

        // x of events.Select(x => …) is what the other operands are.
        Origin OfLambdaParameter(IParameterReferenceOperation reference, IMethodSymbol lambda, int level)
        {
            for (var at = reference.Parent; at is not null; at = at.Parent)
                if (at is IAnonymousFunctionOperation function && Same(function.Symbol, lambda))
                {
                    var call = at.Parent;
                    while (call is not null and not (IInvocationOperation or IObjectCreationOperation)) call = call.Parent;
                    if (call is not IInvocationOperation invocation || !_seen.Add((lambda, level))) return Origin.Unknown;
                    var origin = Of(invocation.Instance, level);
                    foreach (var argument in invocation.Arguments)
                        if (!argument.Syntax.Span.Contains(function.Syntax.Span) && Of(argument.Value, level) is var other && other > origin)
                            origin = other;
                    return origin == Origin.Environment ? Origin.Unknown : origin;
                }
            return Origin.Unknown;
        }

        Origin OfLocal(ILocalSymbol local, IOperation use, int level)
        {
            if (!_seen.Add((local, level)) || local.IsConst) return Origin.Environment;
            var root = use;
            while (root.Parent is not null) root = root.Parent;
            var origin = Origin.Environment;
            var written = false;
            foreach (var operation in root.DescendantsAndSelf())
                if (WrittenTo(operation, local) is { } value)
                {
                    written = true;
                    if (Of(value, level) is var found && found > origin) origin = found;
                }
            // A variable of an outer frame that this body does not write: top-level statements, or a closure.
            return written || root.Syntax.Span.Contains(local.DeclaringSyntaxReferences.FirstOrDefault()?.Span ?? default) ? origin : Origin.Environment;
        }

        static IOperation? WrittenTo(IOperation operation, ILocalSymbol local) => operation switch
        {
            IVariableDeclaratorOperation declarator when Same(declarator.Symbol, local) => declarator.GetVariableInitializer()?.Value,
            IAssignmentOperation assignment when Names(assignment.Target, local) => assignment.Value,
            IForEachLoopOperation loop when loop.Locals.Any(each => Same(each, local)) => loop.Collection,
            IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument when Names(argument.Value, local) => argument.Parent,
            IIsPatternOperation pattern when pattern.Pattern.DescendantsAndSelf().Any(part => part is IDeclarationPatternOperation { DeclaredSymbol: { } declared } && Same(declared, local)
                || part is IRecursivePatternOperation { DeclaredSymbol: { } whole } && Same(whole, local)) => pattern.Value,
            ISwitchExpressionOperation choice when choice.Arms.Any(arm => arm.Locals.Any(each => Same(each, local))) => choice.Value,
            ISwitchOperation choice when choice.Cases.Any(each => each.Locals.Any(one => Same(one, local))) => choice.Value,
            _ => null,
        };

        static bool Names(IOperation target, ILocalSymbol local) => target switch
        {
            ILocalReferenceOperation reference => Same(reference.Local, local),
            IDeclarationExpressionOperation declaration => Names(declaration.Expression, local),
            ITupleOperation tuple => tuple.Elements.Any(element => Names(element, local)),
            _ => false,
        };

        // A field is the environment's unless its object was made on the way here, or it is written on the handler path.
        Origin OfMember(ISymbol member, int level)
        {
            if (member.IsStatic || member.DeclaringSyntaxReferences.IsEmpty || member is IFieldSymbol { IsConst: true }) return Origin.Environment;
            if (!_seen.Add((member, level))) return Origin.Environment;
            if (member.ContainingType is { } type && !project.Init.IsLongLived(type, cancellation)) return Origin.Unknown;
            foreach (var site in project.Calls.Of(member, cancellation))
                if (IsAssigned(site.Node) && !project.Init.Contains(site.Node, cancellation) && Frame.Around(site.Node) is { } frame && !Once.Guards(site.Node, frame, project, cancellation))
                    return Origin.Unknown;
            return Origin.Environment;
        }

        static bool IsAssigned(SyntaxNode name)
        {
            var target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
            return target.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target;
        }

        static bool Same(ISymbol? one, ISymbol? other) => SymbolEqualityComparer.Default.Equals(one?.OriginalDefinition, other?.OriginalDefinition);
    }
}
