using System.Reflection;

namespace LambdaHandlers.Bootstrap;

/// <summary>The static Amazon.Lambda.Core.LambdaLogger has three private fields that a runtime points at its own log.</summary>
static class LambdaLoggerFields
{
    public static void Connect(MethodInfo handler, Assembly assembly)
    {
        var log = FunctionLog.Current;
        // Wherever the function finds Amazon.Lambda.Core: beside its parameters, or among its references.
        var candidates = handler.GetParameters().Select(parameter => parameter.ParameterType.Assembly)
            .Concat(assembly.GetReferencedAssemblies().Where(name => name.Name is { } text && text.Contains("Lambda", StringComparison.Ordinal)).Select(TryLoad))
            .Append(assembly);
        var logger = candidates.Select(candidate => candidate?.GetType("Amazon.Lambda.Core.LambdaLogger")).FirstOrDefault(type => type is not null);
        if (logger is null) return;
        Set("_loggingAction", new Action<string>(log.Unlevelled));
        Set("_loggingWithLevelAction", new Action<string, string, object[]>((level, message, arguments) => log.Write(level, null, message, arguments)));
        Set("_loggingWithLevelAndExceptionAction", new Action<string, Exception, string, object[]>((level, exception, message, arguments) => log.Write(level, exception, message, arguments)));

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
