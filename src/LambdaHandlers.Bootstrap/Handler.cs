using System.Linq.Expressions;
using System.Reflection;

namespace LambdaHandlers.Bootstrap;

/// <summary>A handler method bound once: how its event is read, how it is called, how its declared result is written.</summary>
sealed class Handler
{
    const string ContextContract = "Amazon.Lambda.Core.ILambdaContext";

    readonly MethodInfo _method;
    readonly Serializer? _serializer;
    readonly Func<Stream, object?>? _read;
    readonly Type? _context;
    readonly Action<object?, Stream> _write;
    readonly Func<object?[], object?> _call;

    public object? Instance { get; }
    public Assembly Assembly { get; }

    public Handler(MethodInfo method, object? instance, Serializer? serializer, Assembly assembly)
    {
        (_method, Instance, _serializer, Assembly) = (method, instance, serializer, assembly);
        var parameters = method.GetParameters();
        var owner = method.DeclaringType!.FullName;
        if (parameters.Length > 2)
            throw new LambdaValidationException($"Method '{method.Name}' of type '{owner}' is not supported: the method has more than 2 parameters.");
        if (parameters.Length == 2 && !IsContext(parameters[1].ParameterType))
            throw new LambdaValidationException(
                $"Method '{method.Name}' of type '{owner}' is not supported: the method has 2 parameters, but the second parameter is not of type '{ContextContract}'.");

        if (parameters is [var only] && IsContext(only.ParameterType)) CheckShape(only.ParameterType);
        else if (parameters is [var input, ..]) _read = Generic<Func<Stream, object?>>(nameof(Reader), input.ParameterType);
        if (parameters is [.., var last] && (parameters.Length == 2 || _read is null)) _context = ContextOf(last.ParameterType);
        LambdaLogger.Connect(method, assembly);
        _write = Writer(method.ReturnType);
        _call = Call();
    }

    public void Invoke(Stream input, Invocation invocation, Stream output)
    {
        var arguments = new List<object?>(2);
        if (_read is not null) arguments.Add(_read(input));
        if (_context is not null) arguments.Add(LambdaContext.Of(_context, invocation, _serializer?.Instance));
        _write(_call([.. arguments]), output);
    }

    /// <summary>Reflection calls anything but the static methods of a ref struct; compiling an expression, as AWS's client always does, would cost every cold start.</summary>
    Func<object?[], object?> Call()
    {
        if (!_method.DeclaringType!.IsByRefLike) return arguments => _method.Invoke(Instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        var given = Expression.Parameter(typeof(object?[]));
        var call = Expression.Call(_method, _method.GetParameters().Select((parameter, i) => Expression.Convert(Expression.ArrayIndex(given, Expression.Constant(i)), parameter.ParameterType)));
        var result = _method.ReturnType == typeof(void) ? (Expression)Expression.Block(call, Expression.Constant(null)) : Expression.Convert(call, typeof(object));
        return Expression.Lambda<Func<object?[], object?>>(result, given).Compile();
    }

    static bool IsContext(Type type) => type.FullName == ContextContract || type.GetInterface(ContextContract) is not null;

    Type ContextOf(Type type)
    {
        if (type.FullName == ContextContract) return type;
        throw new ArgumentException($"Expression of type '{ContextContract}' cannot be used for parameter of type '{type}' of method '{_method}'");
    }

    /// <summary>A context type of one's own must declare every member itself to get as far as failing for its type.</summary>
    static void CheckShape(Type type)
    {
        if (type.FullName == ContextContract) return;
        foreach (var expected in type.GetInterface(ContextContract)!.GetProperties().Where(property => property.GetMethod!.IsAbstract))
            if (type.GetProperty(expected.Name, BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance) is null)
                throw new LambdaValidationException($"The type '{type.FullName}' does not contain expected property '{expected.Name}' of type '{expected.PropertyType.FullName}'.");
    }

    Func<Stream, object?> Reader<T>()
    {
        if (typeof(T) == typeof(Stream)) return stream => stream;
        if (_serializer is null) throw NoSerializer("deserialize input", typeof(T));
        var deserialize = _serializer.Deserialize<T>();
        return stream => deserialize(stream);
    }

    /// <summary>
    /// The declared type decides. Task and Task&lt;T&gt; are waited for; a ValueTask, a task in a task or an object that holds one is
    /// data like any other, which is why such handlers answer nonsense.
    /// </summary>
    Action<object?, Stream> Writer(Type returned)
    {
        if (returned == typeof(void)) return (_, _) => { };
        for (var type = returned; type is not null; type = type.BaseType)
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)) return Generic<Action<object?, Stream>>(nameof(ResultWriter), type.GetGenericArguments()[0]);
        if (typeof(Task).IsAssignableFrom(returned)) return (task, _) => ((Task)task!).GetAwaiter().GetResult();
        return Generic<Action<object?, Stream>>(nameof(DataWriter), returned);
    }

    Action<object?, Stream> ResultWriter<T>()
    {
        var write = DataWriter<T>();
        return (task, stream) => write(((Task<T>)task!).GetAwaiter().GetResult(), stream);
    }

    Action<object?, Stream> DataWriter<T>()
    {
        if (typeof(Stream).IsAssignableFrom(typeof(T))) return (data, stream) => ((Stream)data!).CopyTo(stream);
        if (_serializer is null) throw NoSerializer("serialize output", typeof(T));
        var serialize = _serializer.Serialize<T>();
        return (data, stream) => serialize((T)data!, stream);
    }

    TDelegate Generic<TDelegate>(string name, Type argument)
    {
        var method = typeof(Handler).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(argument);
        return (TDelegate)method.Invoke(this, BindingFlags.DoNotWrapExceptions, null, null, null)!;
    }

    LambdaValidationException NoSerializer(string what, Type type) =>
        new($"Could not find the LambdaSerializerAttribute on the assembly '{Assembly.GetName().Name}' or method '{_method.Name}' while attempting to {what} data of type '{type.FullName}'.");
}
