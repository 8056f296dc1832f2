using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>Finds the handlers of an assembly that no file names: public methods whose last parameter is ILambdaContext. Nothing is loaded.</summary>
static class HandlerSearch
{
    public static string OnlyOneIn(string assembly) => In(assembly) switch
    {
        [var only] => only,
        [] => throw new ConfigurationException("No handler found: no template and no tool settings name one, and no public method takes an ILambdaContext last. Name it with --handler ASSEMBLY::TYPE::METHOD."),
        var several => throw new ConfigurationException($"Several methods could be the handler; name one with --handler:\n{string.Join('\n', several.Select(handler => "  " + handler))}"),
    };

    public static IReadOnlyList<string> In(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var name = metadata.GetString(metadata.GetAssemblyDefinition().Name);
        if (EndOfSignature(metadata) is not { } context) return [];
        return
        [
            .. from handle in metadata.TypeDefinitions
               let type = metadata.GetTypeDefinition(handle)
               where !type.Attributes.HasFlag(TypeAttributes.Abstract) && type.GetGenericParameters().Count == 0
               from member in type.GetMethods()
               let method = metadata.GetMethodDefinition(member)
               where (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public
               let signature = metadata.GetBlobBytes(method.Signature)
               where signature[1] is 1 or 2 && signature.AsSpan().EndsWith(context) // The second byte counts the parameters.
               select $"{name}::{NameOf(metadata, type)}::{metadata.GetString(method.Name)}",
        ];
    }

    /// <summary>A signature ends with the type of the last parameter: here, a class and its place in the table of references.</summary>
    static byte[]? EndOfSignature(MetadataReader metadata)
    {
        foreach (var handle in metadata.TypeReferences)
            if (metadata.GetTypeReference(handle) is var type && metadata.GetString(type.Name) == "ILambdaContext" && metadata.GetString(type.Namespace) == "Amazon.Lambda.Core")
            {
                var end = new BlobBuilder();
                new SignatureTypeEncoder(end).Type(handle, isValueType: false);
                return end.ToArray();
            }
        return null;
    }

    static string NameOf(MetadataReader metadata, TypeDefinition type) =>
        !type.GetDeclaringType().IsNil ? $"{NameOf(metadata, metadata.GetTypeDefinition(type.GetDeclaringType()))}+{metadata.GetString(type.Name)}"
        : metadata.GetString(type.Namespace) is { Length: > 0 } space ? $"{space}.{metadata.GetString(type.Name)}"
        : metadata.GetString(type.Name);
}
