using System.Reflection;

namespace LambdaHandlers.Bootstrap;

/// <summary>Amazon's two ways to the log: ILambdaLogger of the context, and the static LambdaLogger.</summary>
static class LambdaLogger
{
    static FunctionLog Log => FunctionLog.Current;

    /// <summary>LogWarning(exception, message, args), Log(level, message) and their 24 sisters, told apart by what they are given.</summary>
    public static object Of(Type contract) => AmazonProxy.Of(contract, (member, arguments) =>
    {
        if (!member.Name.StartsWith("Log", StringComparison.Ordinal)) return null;
        var (name, given) = (member.Name[3..], new Queue<object?>(arguments));
        if (name == "" && given.Count == 1)
        {
            Log.Raw(given.Dequeue() as string);
            return null;
        }
        var level = name switch { "" => $"{given.Dequeue()}", "Line" => "Information", _ => name };
        var exception = Array.Exists(member.GetParameters(), parameter => parameter.ParameterType == typeof(Exception)) ? given.Dequeue() as Exception : null;
        Log.Write(level, exception, given.Dequeue() as string, given.TryDequeue(out var values) ? values as object[] : null);
        return null;
    });

    /// <summary>LambdaLogger has three private fields that a runtime points at its own log.</summary>
    public static void Connect(MethodInfo handler, Assembly assembly)
    {
        // Wherever the function finds Amazon.Lambda.Core: beside its parameters, or among its references.
        var candidates = handler.GetParameters().Select(parameter => parameter.ParameterType.Assembly)
            .Concat(assembly.GetReferencedAssemblies().Where(name => name.Name is { } text && text.Contains("Lambda", StringComparison.Ordinal)).Select(TryLoad))
            .Append(assembly);
        var logger = candidates.Select(candidate => candidate?.GetType("Amazon.Lambda.Core.LambdaLogger")).FirstOrDefault(type => type is not null);
        if (logger is null) return;
        Set("_loggingAction", new Action<string>(Log.Unlevelled));
        Set("_loggingWithLevelAction", new Action<string, string, object[]>((level, message, arguments) => Log.Write(level, null, message, arguments)));
        Set("_loggingWithLevelAndExceptionAction", new Action<string, Exception, string, object[]>(Log.Write));

        void Set(string field, Delegate action)
        {
            if (logger.GetField(field, BindingFlags.NonPublic | BindingFlags.Static) is { } found && found.FieldType.IsInstanceOfType(action)) found.SetValue(null, action);
        }
    }

    static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            return null;
        }
    }
}
