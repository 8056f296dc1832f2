using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace LambdaHandlers.Bootstrap;

/// <summary>
/// What outlives an invocation: fields of the function's own types, environment variables, culture, directory, timers. Sent to the host
/// after init and after every invocation when <c>check</c> asks for it, so that it can name the field behind a leak.
/// </summary>
sealed class StateProbe(Handler handler)
{
    const BindingFlags Fields = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static StateProbe? IfAsked(Handler handler) => Environment.GetEnvironmentVariable("LAMBDA_HANDLERS_PROBE") == "1" ? new(handler) : null;

    public void Send(RuntimeClient client, string when) => client.Post($"lambda-handlers/state/{when}", "Content-Type: application/json\r\n", JsonSerializer.SerializeToUtf8Bytes(Survivors()));

    SortedDictionary<string, string> Survivors()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var type in OwnAssemblies().SelectMany(TypesOf))
        {
            if (type.ContainsGenericParameters || type.IsDefined(typeof(CompilerGeneratedAttribute))) continue;
            foreach (var field in type.GetFields(Fields | BindingFlags.Static))
                if (!field.IsLiteral) Note(found, seen, $"static {type.FullName}.{NameOf(field)}", field, null, 0);
        }
        if (handler.Instance is { } instance) Walk(found, seen, instance.GetType().FullName!, instance, 0);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            if (variable.Key is not "_X_AMZN_TRACE_ID") found[$"environment variable {variable.Key}"] = $"{variable.Value}";
        found["culture"] = CultureInfo.CurrentCulture.Name;
        found["current directory"] = Directory.GetCurrentDirectory();
        found["active timers"] = Timer.ActiveCount.ToString(CultureInfo.InvariantCulture);
        found["pending work items"] = ThreadPool.PendingWorkItemCount.ToString(CultureInfo.InvariantCulture);
        return found;
    }

    /// <summary>The handler's assembly and what was built with it: not the framework, not Amazon's.</summary>
    IEnumerable<Assembly> OwnAssemblies() =>
        AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly == handler.Assembly
            || (!assembly.IsDynamic && assembly != typeof(StateProbe).Assembly && Path.GetDirectoryName(assembly.Location) == Path.GetDirectoryName(handler.Assembly.Location)
                && assembly.GetReferencedAssemblies().Any(name => name.Name == "System.Runtime") // Packages are mostly built for netstandard.
                && !Array.Exists(Foreign, foreign => assembly.GetName().Name!.StartsWith(foreign, StringComparison.Ordinal))));

    static readonly string[] Foreign = ["Amazon", "AWSSDK", "Microsoft.", "System.", "Newtonsoft."];

    /// <summary>Without those whose bases or members are not deployed: a function that never touches them runs.</summary>
    static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }

    void Walk(SortedDictionary<string, string> found, HashSet<object> seen, string path, object value, int depth)
    {
        if (depth > 3 || !seen.Add(value)) return;
        for (var type = value.GetType(); type is not null && type.Assembly == handler.Assembly; type = type.BaseType)
            foreach (var field in type.GetFields(Fields | BindingFlags.Instance)) Note(found, seen, $"{path}.{NameOf(field)}", field, value, depth);
    }

    void Note(SortedDictionary<string, string> found, HashSet<object> seen, string path, FieldInfo field, object? owner, int depth)
    {
        object? value;
        try
        {
            value = field.GetValue(owner);
        }
        catch (Exception exception) when (exception is TargetInvocationException or TypeInitializationException or NotSupportedException)
        {
            return;
        }
        var described = value switch
        {
            null => "null",
            string text => $"\"{(text.Length > 80 ? text[..80] + "…" : text)}\"",
            IFormattable scalar when value.GetType().IsValueType => scalar.ToString(null, CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            ICollection collection => $"Count {collection.Count}",
            _ when value.GetType().GetProperty("Count") is { PropertyType: var type, GetMethod: not null } count && type == typeof(int) && count.GetIndexParameters().Length == 0 => $"Count {count.GetValue(value)}",
            _ => $"object {RuntimeHelpers.GetHashCode(value)}",
        };
        found[$"{path} ({TypeName(field.FieldType)})"] = described;
        if (value is not null and not string && !value.GetType().IsPrimitive) Walk(found, seen, path, value, depth + 1);
    }

    static string NameOf(FieldInfo field) => field.Name is ['<', ..] name && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? name[1..end] : field.Name;

    static string TypeName(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>"
        : Type.GetTypeCode(type) switch { TypeCode.String => "string", TypeCode.Int32 => "int", TypeCode.Int64 => "long", TypeCode.Boolean => "bool", TypeCode.Double => "double", TypeCode.Decimal => "decimal", _ => type.Name };
}
