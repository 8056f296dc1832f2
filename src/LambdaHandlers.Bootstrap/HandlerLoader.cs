using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace LambdaHandlers.Bootstrap;

/// <summary>
/// Finds and checks the method a handler string names. The order of the checks is a contract: the first that fails is what the user sees.
/// </summary>
static class HandlerLoader
{
    const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static Handler Load(string text)
    {
        var name = HandlerString.Parse(text);
        var assembly = AssemblyOf(name);
        var type = TypeOf(name, assembly) ?? throw new LambdaValidationException($"Unable to load type '{name.Type}' from assembly '{name.Assembly}'.");
        var method = MethodOf(name, type) ?? throw new LambdaValidationException(
            $"Unable to find method '{name.Method}' in type '{name.Type}' from assembly '{name.Assembly}': Found no methods matching method name '{name.Method}'.");
        CheckMethod(method);
        CheckType(method, type);
        object? instance = null;
        if (method.IsStatic) RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        else instance = Activator.CreateInstance(type);
        return new Handler(method, instance, Serializer.Of(method, assembly), assembly);
    }

    static Assembly AssemblyOf(HandlerString name)
    {
        AssemblyName assembly;
        try
        {
            assembly = new AssemblyName(name.Assembly);
        }
        catch (Exception)
        {
            // AWS's loader trips over its own error handling for names like "a,b", and this is what its users get to see.
            throw new NullReferenceException("Object reference not set to an instance of an object.");
        }
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyName(assembly);
        }
        catch (FileNotFoundException missing)
        {
            throw new LambdaValidationException(
                $"Could not find the specified handler assembly with the file name '{missing.FileName}'. The assembly should be located in the root of your uploaded .zip file.");
        }
        catch (Exception)
        {
            throw new LambdaValidationException($"Unable to load assembly '{name.Assembly}'.");
        }
    }

    static Type? TypeOf(HandlerString name, Assembly assembly)
    {
        try
        {
            return assembly.GetType(name.Type);
        }
        catch (Exception exception) when (exception is ArgumentException or FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return null;
        }
    }

    /// <summary>By name in the type and then in its bases, private members too; else by full signature.</summary>
    static MethodInfo? MethodOf(HandlerString name, Type type)
    {
        var methods = new List<MethodInfo>();
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            var declared = declaring.GetMethods(Declared);
            var found = Array.FindAll(declared, method => method.Name == name.Method);
            if (found.Length == 1) return found[0];
            methods.AddRange(declared);
            if (found.Length > 1)
                throw new LambdaValidationException(
                    $"The method '{name.Method}' in type '{declaring.FullName}' appears to have a number of overloads. To call this method please specify a complete method signature. " +
                    $"Possible candidates are:\n{string.Join('\n', found.Select(method => method.ToString()))}.");
        }
        return methods.Find(method => method.ToString() == name.Method);
    }

    static void CheckMethod(MethodInfo method)
    {
        if (method.IsAbstract) throw Refused("an abstract method");
        if (method.IsGenericMethod) throw Refused("a generic method");
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute))) throw Refused("an 'async void' method");
        if (method.GetParameters() is [.., var last] && Attribute.IsDefined(last, typeof(ParamArrayAttribute), inherit: true)) throw Refused("a 'params' method");
        if (method.CallingConvention.HasFlag(CallingConventions.VarArgs)) throw Refused("a 'vararg (variable arguments)' method");

        LambdaValidationException Refused(string what) => new($"The method '{method}' cannot be used as a Lambda Handler because it is {what}.");
    }

    static void CheckType(MethodInfo method, Type type)
    {
        if (type.IsGenericType)
            throw new LambdaValidationException($"The type '{type.FullName}' cannot be used as a Lambda Handler type because it is generic. Handler methods cannot be located in generic types.");
        if (!method.IsStatic && type.IsAbstract)
            throw new LambdaValidationException($"The instance method '{method}' cannot be used as a Lambda Handler because its type '{type.FullName}' is abstract.");
        if (!type.IsClass && (!type.IsValueType || type.IsPrimitive || type.IsEnum))
            throw new LambdaValidationException($"The type '{type.FullName}' cannot be used as a handler type since it is not a class or a struct.");
    }
}
