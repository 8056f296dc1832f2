using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Structure;

/// <summary>Something that talks to the outside world and that a class creates for itself when it comes into being.</summary>
/// <param name="Member">The field or property that holds it.</param>
/// <param name="Value">The expression that creates it, in an initialiser or in a constructor's assignment.</param>
/// <param name="Type">What is created.</param>
sealed record OwnResource(ISymbol Member, ExpressionSyntax Value, INamedTypeSymbol Type)
{
    // A store that has a gateway that has a client.
    const int MostHops = 3;

    /// <summary>True when it is created later, or elsewhere: in a <c>Lazy</c>, at its first use, by a method of the class.</summary>
    public bool IsIndirect { get; init; }

    /// <summary>What a class creates for itself and uses, in the order of the text. Empty where it builds a container: there everything can be replaced.</summary>
    public static ImmutableArray<OwnResource> UsedBy(INamedTypeSymbol type, LambdaProject project, CancellationToken cancellation) =>
        // What a template left behind and nobody uses needs no substitute.
        Of(type, project, MostHops, cancellation).RemoveAll(each => !project.Calls.Of(each.Member, cancellation).Any(use => use.Reads));

    static ImmutableArray<OwnResource> Of(INamedTypeSymbol type, LambdaProject project, int hops, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<OwnResource>();
        foreach (var reference in Declared.In(type, project.Compilation))
        {
            if (reference.GetSyntax(cancellation) is not TypeDeclarationSyntax declaration) continue;
            var model = project.Compilation.GetSemanticModel(declaration.SyntaxTree);
            foreach (var (target, value) in declaration.Members.SelectMany(Assigned))
            {
                if (value is not (BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax or CastExpressionSyntax) || model.GetOperation(value, cancellation) is not { } given) continue;
                var making = Slot.Bare(given);
                if (IsContainer(making)) return ImmutableArray<OwnResource>.Empty;
                var source = Source(making, type, project, cancellation);
                if (source.Type is INamedTypeSymbol made && IsOne(source, project, hops, cancellation)
                    && (target is ExpressionSyntax ? model.GetSymbolInfo(target, cancellation).Symbol : model.GetDeclaredSymbol(target, cancellation)) is (IFieldSymbol or IPropertySymbol) and { } member
                    && SymbolEqualityComparer.Default.Equals(member.ContainingType, type))
                    found.Add(new(member, value, made) { IsIndirect = source != making || value.Parent.IsKind(SyntaxKind.CoalesceAssignmentExpression) });
            }
        }
        return found.ToImmutable();
    }

    // new Lazy<IAmazonS3>(() => new AmazonS3Client()), and CreateClient() of the class itself where that makes one thing only.
    static IOperation Source(IOperation making, INamedTypeSymbol type, LambdaProject project, CancellationToken cancellation)
    {
        var syntax = making switch
        {
            IObjectCreationOperation { Type.Name: "Lazy", Syntax: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LambdaExpressionSyntax lambda }, ..] } } => lambda,
            IInvocationOperation { TargetMethod: { IsVirtual: false } method } when SymbolEqualityComparer.Default.Equals(method.ContainingType, type) && Declared.In(method, project.Compilation) is [var declaration] => declaration.GetSyntax(cancellation),
            _ => null,
        };
        return syntax is not null && Frame.Results(syntax).ToList() is [var result] && project.Compilation.GetSemanticModel(result.SyntaxTree).GetOperation(result, cancellation) is { } made ? Slot.Bare(made) : making;
    }

    // The field, property or assigned name, and what it gets.
    static IEnumerable<(SyntaxNode Target, ExpressionSyntax Value)> Assigned(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Where(variable => variable.Initializer is not null).Select(variable => ((SyntaxNode)variable, variable.Initializer!.Value)),
        PropertyDeclarationSyntax { Initializer: { } initializer } property => [(property, initializer.Value)],
        // IAmazonS3 S3 => _s3 ??= new AmazonS3Client();
        PropertyDeclarationSyntax property => property.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(assignment => assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression)).Select(assignment => ((SyntaxNode)assignment.Left, assignment.Right)),
        ConstructorDeclarationSyntax constructor => constructor.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax)
            .OfType<AssignmentExpressionSyntax>().Where(assignment => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)).Select(assignment => ((SyntaxNode)assignment.Left, assignment.Right)),
        _ => [],
    };

    // The last word on a container is what is registered with it.
    static bool IsContainer(IOperation making) =>
        making is IInvocationOperation { TargetMethod.Name: "Build", TargetMethod.ContainingType.Name: not ("DynamoDBContextBuilder" or "IDynamoDBContextBuilder") }
        || making is IInvocationOperation { TargetMethod.Name: "BuildServiceProvider" or "GetRequiredService" or "GetService" or "CreateScope" }
        || making.Type is { Name: "ServiceCollection" or "ContainerBuilder" or "HostBuilder" or "HostApplicationBuilder" };

    static bool IsOne(IOperation making, LambdaProject project, int hops, CancellationToken cancellation)
    {
        if (ReusableResource.IsMadeBy(making, project.Types)) return !ReusableResource.IsPart(making.Type) || making.Parent is not IArgumentOperation;
        if (making is not IObjectCreationOperation { Type: INamedTypeSymbol { TypeKind: TypeKind.Class } type } creation) return false;
        if (IsDbContext(type)) return true;
        // new OrderStore(new AmazonDynamoDBClient()), and new OrderStore() that makes one for itself.
        return hops > 0 && !Declared.In(type, project.Compilation).IsEmpty
            && (creation.Arguments.Any(argument => IsOne(Slot.Bare(argument.Value), project, hops - 1, cancellation))
                || creation.Arguments.IsEmpty && !Of(type, project, hops - 1, cancellation).IsEmpty);
    }

    static bool IsDbContext(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
            if (at is { Name: "DbContext", ContainingNamespace: { Name: "EntityFrameworkCore", ContainingNamespace.Name: "Microsoft" } })
                return true;
        return false;
    }
}
