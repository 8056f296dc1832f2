using System.Composition;
using LambdaHandlers.Analyzers.Model;
using LambdaHandlers.Analyzers.Rules.Signature;
using LambdaHandlers.CodeFixes.Edits;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Fixes.Signature;

/// <summary>A tuple becomes a record, fields become properties, an interface or an abstract class becomes the one class behind it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
sealed class UseSerializableTypesFix() : LambdaFix(UseSerializableTypes.Id)
{
    /// <inheritdoc/>
    protected internal override IEnumerable<Plan> Plans =>
        [new("Record", "Use a record instead of the tuple", ToRecord), new("Properties", "Make its fields properties", ToProperties), new("Class", "Take the class that implements it", ToClass)];

    static Edit? ToRecord(Target target) =>
        PayloadAt(target) is { IsOpen: true } && HandlerMethod.Free(target.Node, target.Model, target.Project!, target.Cancellation) is { Declaration: var method }
        && target.Node.DescendantNodesAndSelf().OfType<TupleTypeSyntax>().FirstOrDefault() is { } tuple && TupleToRecord.In(method, tuple, target.Model, target.Cancellation) is { } root
            ? target.Replacing((_, _) => root) : null;

    static Edit? ToProperties(Target target)
    {
        if (PayloadAt(target) is not { Type: INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } type } || FieldsToProperties.Of(type, target.Project!, target.Cancellation) is not { } roots
            || roots.Keys.Any(tree => target.Document.Project.Solution.GetDocument(tree) is null))
            return null;
        return _ => Task.FromResult(roots.Aggregate(target.Document.Project.Solution, (solution, root) => solution.WithDocumentSyntaxRoot(solution.GetDocumentId(root.Key)!, root.Value)));
    }

    static Edit? ToClass(Target target)
    {
        if (PayloadAt(target) is not { IsOpen: true, Type: INamedTypeSymbol { IsAbstract: true, IsStatic: false, DeclaringSyntaxReferences.IsEmpty: false } type } || target.Node.FirstAncestorOrSelf<ParameterSyntax>() is not { Type: { } written }
            || HandlerMethod.Free(target.Node, target.Model, target.Project!, target.Cancellation) is null
            || target.Project!.Hierarchy.Below(type, target.Cancellation).Where(below => below is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false }).ToList() is not [{ IsGenericType: false } only]
            || JsonTypes.Loss(only, isInput: true, target.Project) is not null)
            return null;
        var name = written is NullableTypeSyntax { ElementType: var inner } ? inner : written;
        var root = target.Root.ReplaceNode(name, SyntaxFactory.ParseTypeName(only.ToMinimalDisplayString(target.Model, name.SpanStart)).WithTriviaFrom(name));
        return StillCompiles.With(root, target.Model, target.Cancellation) ? target.Replacing((_, _) => root) : null;
    }

    /// <summary>The payload's type that the finding is about; open when no JsonSerializerContext must register it.</summary>
    static (ITypeSymbol Type, bool IsOpen)? PayloadAt(Target target)
    {
        if (HandlerMethod.HandlerAt(target) is not { } handler) return null;
        var payload = Payload.Of(handler, target.Project!);
        return (target.Node.FirstAncestorOrSelf<ParameterSyntax>() is null ? payload.Written : payload.Read) is { } type ? (type, payload.Serializer?.IsGenericType == false) : null;
    }
}
