using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static LambdaHandlers.Analyzers.Model.Identity;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>Where a value comes from, in the order of what wins when several flow together.</summary>
enum Origin
{
    /// <summary>The same for as long as the environment lives: constants, configuration, what was made at initialisation.</summary>
    Environment,
    /// <summary>Nobody can tell.</summary>
    Unknown,
    /// <summary>The event, or what the context says of this one invocation.</summary>
    Invocation,
}

/// <summary>
/// What flows from the event or the context: over locals and fields, through the arguments of the calls that lead to a method, and through what methods return.
/// </summary>
sealed class InvocationData(LambdaProject project)
{
    const int MostSteps = 400;
    const int MostReturns = 3;

    /// <summary>The members of <c>ILambdaContext</c> that differ from one invocation to the next; the others are the environment's.</summary>
    public static readonly ImmutableHashSet<string> PerInvocation = ImmutableHashSet.Create(
        "AwsRequestId", "RemainingTime", "TraceId", "TenantId", "Identity", "ClientContext");

    /// <summary>The origin of a value at the end of a path.</summary>
    public Origin Of(IOperation value, Reached reached, CancellationToken cancellation) => Of(value, reached, 0, cancellation);

    /// <summary>The origin of a value that stands some steps of the path before its end.</summary>
    public Origin Of(IOperation value, Reached reached, int level, CancellationToken cancellation) =>
        _known.TryGetValue((value.Syntax, reached, level), out var known) ? known
            : _known.GetOrAdd((value.Syntax, reached, level), new Flow(project, reached, cancellation).Of(value, new Place(level, null)));

    readonly ConcurrentDictionary<(SyntaxNode, Reached, int), Origin> _known = new();

    /// <summary>What is put into the object behind a local after it was made: <c>config.Url = x</c>, <c>headers.Add(x)</c>.</summary>
    public static IEnumerable<IOperation> PutInto(ILocalSymbol local, IOperation near)
    {
        foreach (var use in Destination.Uses(local, near))
        {
            IOperation at = use;
            while (at.Parent is IPropertyReferenceOperation property && property.Instance == at || at.Parent is IFieldReferenceOperation field && field.Instance == at || at.Parent is IConversionOperation)
                at = at.Parent;
            if (at.Parent is IAssignmentOperation assignment && assignment.Target == at && at != use)
                yield return assignment.Value;
            else if ((at.Parent as IInvocationOperation ?? (at.Parent as IArgumentOperation)?.Parent as IInvocationOperation) is { } call
                && (call.Instance == at || call is { Instance: null, TargetMethod.IsExtensionMethod: true } && call.Arguments[0] == at.Parent)
                && Puts.Any(verb => call.TargetMethod.Name.StartsWith(verb, StringComparison.Ordinal)))
                foreach (var argument in call.Arguments)
                    if (argument != at.Parent)
                        yield return argument.Value;
        }
    }

    static readonly string[] Puts = ["Add", "TryAdd", "Set", "With", "Append", "Insert", "Use", "Configure", "Push", "Enqueue"];

    /// <summary>Where in the code a value stands: how many steps of the path lie between, and which calls were entered from there.</summary>
    sealed record Place(int Level, Entered? Entered);

    sealed record Entered(IMethodSymbol Method, ImmutableArray<IArgumentOperation> Arguments, Place From, int Depth);

    sealed class Flow(LambdaProject project, Reached reached, CancellationToken cancellation)
    {
        readonly HashSet<(ISymbol, int)> _seen = [];
        int _steps;

        public Origin Of(IOperation? value, Place place)
        {
            if (value is null) return Origin.Environment;
            cancellation.ThrowIfCancellationRequested();
            if (++_steps > MostSteps) return Origin.Unknown;
            if (value.ConstantValue.HasValue) return Origin.Environment;
            var origin = value switch
            {
                IParameterReferenceOperation parameter => OfParameter(parameter, place),
                ILocalReferenceOperation { Local: var local } => OfLocal(local, value, place),
                IFieldReferenceOperation { Field: var field } => OfMember(field),
                IPropertyReferenceOperation { Property: var property } => IsRequest(property.Type) ? Origin.Invocation : OfMember(property),
                IInvocationOperation call => OfResult(call, place),
                _ => Origin.Environment,
            };
            // context.FunctionName is the environment's, though the context is this invocation's.
            if (value is IPropertyReferenceOperation { Property: { } asked } && Same(asked.ContainingType, project.Types.LambdaContext))
                return PerInvocation.Contains(asked.Name) ? Origin.Invocation : Origin.Environment;
            foreach (var part in Parts(value))
            {
                if (origin == Origin.Invocation) break;
                if (Of(part, place) is var found && found > origin) origin = found;
            }
            return origin;
        }

        // A factory is what it returns, whatever it logs on the way.
        static IEnumerable<IOperation> Parts(IOperation value)
        {
            if (value is not IAnonymousFunctionOperation { Symbol.ReturnsVoid: false } lambda) return value.ChildOperations;
            var results = lambda.Body.Descendants().OfType<IReturnOperation>().Select(each => each.ReturnedValue).OfType<IOperation>().ToList();
            return results.Count == 0 ? value.ChildOperations : results;
        }

        static bool IsRequest(ITypeSymbol type) =>
            type.Name is "HttpContext" or "HttpRequest" or "ClaimsPrincipal" or "RouteData";

        Origin OfParameter(IParameterReferenceOperation reference, Place place)
        {
            var parameter = reference.Parameter;
            if (parameter.ContainingSymbol is not IMethodSymbol method) return Origin.Unknown;
            // Where the context is asked for a member, its caller has decided; as a whole it is this invocation's.
            if (Same(parameter.Type, project.Types.LambdaContext)) return Origin.Unknown;
            if (Same(method, reached.Handler.Method)) return Origin.Invocation;
            if (method.MethodKind == MethodKind.PropertySet) return OfSetValue(method, place);
            for (var entered = place.Entered; entered is not null; entered = entered.From.Entered)
                if (Same(entered.Method, method))
                    return entered.Arguments.For(parameter) is { } given ? Of(given, entered.From) : Origin.Environment;
            if (!_seen.Add((parameter, place.Level))) return Origin.Environment;
            for (var step = place.Level; step < reached.Steps.Length; step++)
            {
                // Through a delegate only the nearest call can be meant.
                var isNearest = step == place.Level || method.MethodKind == MethodKind.AnonymousFunction;
                if (ArgumentsAt(reached.Steps[step]).FirstOrDefault(argument => argument.Parameter is { } target && target.Ordinal == parameter.Ordinal
                    && (Same(target.ContainingSymbol, method) || isNearest && target.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.DelegateInvoke })) is { } given)
                    return Of(given.Value, new Place(step + 1, null));
            }
            if (method.MethodKind == MethodKind.AnonymousFunction) return OfLambdaParameter(reference, method, place);
            return OfEveryCaller(parameter, method);
        }

        // value is what stands right of the assignment that leads to the setter.
        Origin OfSetValue(IMethodSymbol setter, Place place)
        {
            for (var step = place.Level; step < reached.Steps.Length; step++)
            {
                var model = project.Compilation.GetSemanticModel(reached.Steps[step].SyntaxTree);
                if (Same(model.GetSymbolInfo(reached.Steps[step], cancellation).Symbol, setter.AssociatedSymbol)
                    && reached.Steps[step].FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment)
                    return Of(model.GetOperation(assignment.Right, cancellation), new Place(step + 1, null));
            }
            return Origin.Unknown;
        }

        // Of foreach (var step in _steps) step(order) as well.
        ImmutableArray<IArgumentOperation> ArgumentsAt(SyntaxNode step)
        {
            var model = project.Compilation.GetSemanticModel(step.SyntaxTree);
            var call = step.FirstAncestorOrSelf<ForEachStatementSyntax>(loop => loop.Expression.Span.Contains(step.Span))?.Statement.DescendantNodes().OfType<InvocationExpressionSyntax>()
                .FirstOrDefault(each => each.Expression.DescendantNodesAndSelf().First(node => node is not MemberAccessExpressionSyntax) is IdentifierNameSyntax name && name.Identifier.ValueText == step.FirstAncestorOrSelf<ForEachStatementSyntax>()!.Identifier.ValueText);
            return call is not null && model.GetOperation(call, cancellation) is IInvocationOperation invocation ? invocation.Arguments : new CallSite(step, model).Arguments;
        }

        // The path does not say which call it was: a constructor, or a caller beside the path. Who is called by nobody is made by a container, of services.
        Origin OfEveryCaller(IParameterSymbol parameter, IMethodSymbol method)
        {
            var sites = project.Calls.Of(method, cancellation);
            if (sites.IsEmpty) return method.MethodKind == MethodKind.Constructor ? Origin.Environment : Origin.Unknown;
            var origin = Origin.Environment;
            foreach (var site in sites)
                if (site.Arguments.For(parameter) is { } given && Of(given, new Place(reached.Steps.Length, null)) is var found && found > origin)
                    origin = found;
            return origin;
        }

        // x of events.Select(x => …) is what the other operands are.
        Origin OfLambdaParameter(IParameterReferenceOperation reference, IMethodSymbol lambda, Place place)
        {
            for (var at = reference.Parent; at is not null; at = at.Parent)
                if (at is IAnonymousFunctionOperation function && Same(function.Symbol, lambda))
                {
                    var call = at.Parent;
                    while (call is not null and not (IInvocationOperation or IObjectCreationOperation)) call = call.Parent;
                    if (call is not IInvocationOperation invocation || !_seen.Add((lambda, place.Level))) return Origin.Unknown;
                    var origin = Of(invocation.Instance, place);
                    foreach (var argument in invocation.Arguments)
                        if (!argument.Syntax.Span.Contains(function.Syntax.Span) && Of(argument.Value, place) is var other && other > origin)
                            origin = other;
                    return origin == Origin.Environment && !IsBuilder(reference.Type) ? Origin.Unknown : origin;
                }
            return Origin.Unknown;
        }

        // Of ConfigureServices(services => …): what hands it over is being built.
        static bool IsBuilder(ITypeSymbol? type) => type is { Name: "IServiceCollection" or "IServiceProvider" or "HostBuilderContext" or "ILoggingBuilder" or "IConfigurationBuilder" };

        Origin OfLocal(ILocalSymbol local, IOperation use, Place place)
        {
            if (local.IsConst || !_seen.Add((local, place.Level))) return Origin.Environment;
            var origin = Origin.Environment;
            foreach (var value in Roots.Of(use).Descendants().Select(operation => WrittenTo(operation, local)).Concat(PutInto(local, use)))
                if (Of(value, place) is var found && found > origin)
                    origin = found;
            return origin;
        }

        static IOperation? WrittenTo(IOperation operation, ILocalSymbol local) => operation switch
        {
            IVariableDeclaratorOperation declarator when Same(declarator.Symbol, local) => declarator.GetVariableInitializer()?.Value,
            IAssignmentOperation assignment when IsOf(assignment.Target, local) => assignment.Value,
            IForEachLoopOperation loop when loop.Locals.Any(each => Same(each, local)) => loop.Collection,
            IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument when IsOf(argument.Value, local) => argument.Parent,
            IIsPatternOperation pattern when pattern.Pattern.DescendantsAndSelf().Any(part => part is IDeclarationPatternOperation { DeclaredSymbol: { } declared } && Same(declared, local)
                || part is IRecursivePatternOperation { DeclaredSymbol: { } whole } && Same(whole, local)) => pattern.Value,
            ISwitchExpressionOperation choice when choice.Arms.Any(arm => arm.Locals.Any(each => Same(each, local))) => choice.Value,
            ISwitchOperation choice when choice.Cases.Any(each => each.Locals.Any(one => Same(one, local))) => choice.Value,
            _ => null,
        };

        static bool IsOf(IOperation target, ILocalSymbol local) => target switch
        {
            ILocalReferenceOperation reference => Same(reference.Local, local),
            IDeclarationExpressionOperation declaration => IsOf(declaration.Expression, local),
            ITupleOperation tuple => tuple.Elements.Any(element => IsOf(element, local)),
            _ => false,
        };

        // What anybody writes into a field or property of the project; one that a lazy initialisation fills is the environment's.
        Origin OfMember(ISymbol member)
        {
            if (Declared.In(member, project.Compilation).IsEmpty || member is IFieldSymbol { IsConst: true } || !_seen.Add((member, 0))) return Origin.Environment;
            var origin = Origin.Environment;
            foreach (var value in Initial(member).Concat(project.Calls.Of(member, cancellation).Select(Assigned)))
                if (value is not null && Of(value, new Place(reached.Steps.Length, null)) is var found && found > origin)
                    origin = found;
            return origin;
        }

        // The getter's results, where the property computes them.
        IEnumerable<IOperation?> Initial(ISymbol member) =>
            from declaration in Declared.In(member, project.Compilation)
            let syntax = declaration.GetSyntax(cancellation)
            from value in Declared.Values(syntax)
            select project.Compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(value, cancellation);

        IOperation? Assigned(CallSite site)
        {
            var target = site.Target;
            // (_user, _tenant) = …; Parse(text, out _user)
            while (target.Parent is ArgumentSyntax { Parent: TupleExpressionSyntax tuple }) target = tuple;
            var value = target.Parent switch
            {
                AssignmentExpressionSyntax assignment when assignment.Left == target => assignment.Right,
                ArgumentSyntax { RefKindKeyword.RawKind: not 0, Parent.Parent: ExpressionSyntax call } => call,
                _ => null,
            };
            return value is not null && Frame.Around(target) is { } frame && !Once.Guards(target, frame, project, cancellation)
                ? site.Model.GetOperation(value, cancellation)
                : null;
        }

        // Credentials for a role expire; what a method of the project returns is looked up.
        Origin OfResult(IInvocationOperation call, Place place)
        {
            var method = call.TargetMethod;
            if (Temporary.Contains(Names.Without(method.Name, "Async"))) return Origin.Invocation;
            var depth = place.Entered?.Depth ?? 0;
            if (depth == MostReturns || method.IsAbstract || method.IsVirtual || Declared.In(method, project.Compilation).IsEmpty) return Origin.Environment;
            var inside = new Place(place.Level, new Entered(method.OriginalDefinition, call.Arguments, place, depth + 1));
            var origin = Origin.Environment;
            foreach (var declaration in Declared.In(method, project.Compilation))
            {
                var syntax = declaration.GetSyntax(cancellation);
                var model = project.Compilation.GetSemanticModel(syntax.SyntaxTree);
                foreach (var result in Frame.Results(syntax))
                    if (Of(model.GetOperation(result, cancellation), inside) is var found && found > origin)
                        origin = found;
            }
            return origin;
        }

        static readonly HashSet<string> Temporary = new(StringComparer.Ordinal)
        {
            "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "GetSessionToken", "GetFederationToken", "GetCredentialsForIdentity",
        };
    }
}
