using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>Finds the handlers of an assembly that no file names: public methods whose last parameter is ILambdaContext. Nothing is loaded.</summary>
static class HandlerSearch
{
    public static IReadOnlyList<string> In(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        var name = metadata.GetString(metadata.GetAssemblyDefinition().Name);
        return
        [
            .. from handle in metadata.TypeDefinitions
               let type = metadata.GetTypeDefinition(handle)
               where !type.Attributes.HasFlag(TypeAttributes.Abstract) && type.GetGenericParameters().Count == 0
               from member in type.GetMethods()
               let method = metadata.GetMethodDefinition(member)
               where (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public
               let signature = method.DecodeSignature(new TypeNames(), null)
               where signature.ParameterTypes is [.., "Amazon.Lambda.Core.ILambdaContext"] and { Length: <= 2 }
               select $"{name}::{TypeNames.Of(metadata, handle)}::{metadata.GetString(method.Name)}",
        ];
    }

    /// <summary>Types as text, only as far as they have to be told apart.</summary>
    sealed class TypeNames : ISignatureTypeProvider<string, object?>
    {
        public static string Of(MetadataReader reader, TypeDefinitionHandle handle)
        {
            var type = reader.GetTypeDefinition(handle);
            var own = reader.GetString(type.Name);
            if (!type.GetDeclaringType().IsNil) return $"{Of(reader, type.GetDeclaringType())}+{own}";
            var space = reader.GetString(type.Namespace);
            return space == "" ? own : $"{space}.{own}";
        }

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Of(reader, handle);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeReference(handle);
            return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
        }

        public string GetArrayType(string elementType, ArrayShape shape) => "array";
        public string GetByReferenceType(string elementType) => "reference";
        public string GetFunctionPointerType(MethodSignature<string> signature) => "pointer";
        public string GetGenericInstantiation(string genericType, System.Collections.Immutable.ImmutableArray<string> typeArguments) => "generic";
        public string GetGenericMethodParameter(object? genericContext, int index) => "parameter";
        public string GetGenericTypeParameter(object? genericContext, int index) => "parameter";
        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;
        public string GetPinnedType(string elementType) => elementType;
        public string GetPointerType(string elementType) => "pointer";
        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "primitive";
        public string GetSZArrayType(string elementType) => "array";
        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => "specification";
    }
}
