namespace Amazon.Lambda.Annotations;

/// <summary>Makes the source generator wrap a method as a Lambda function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class LambdaFunctionAttribute : Attribute
{
    public string ResourceName { get; set; }
    public uint Timeout { get; set; }
    public uint MemorySize { get; set; }
    public string Role { get; set; }
    public string Policies { get; set; }
    public LambdaPackageType PackageType { get; set; }
}

/// <summary>How a function is deployed.</summary>
public enum LambdaPackageType
{
    Zip = 0,
    Image = 1,
}

/// <summary>The class that registers services.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class LambdaStartupAttribute : Attribute
{
}

/// <summary>What holds for all functions of an assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public class LambdaGlobalPropertiesAttribute : Attribute
{
    /// <summary>True for an executable: the generator writes Main.</summary>
    public bool GenerateMain { get; set; }
    public string Runtime { get; set; }
}

/// <summary>A parameter that dependency injection fills.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromServicesAttribute : Attribute
{
}

/// <summary>A durable workflow; the method takes its input and an IDurableContext.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class DurableExecutionAttribute : Attribute
{
    public DurableExecutionAttribute(int executionTimeout) => ExecutionTimeout = executionTimeout;

    public int ExecutionTimeout { get; }
    public int RetentionPeriodInDays { get; set; }
}

/// <summary>Binds by a name that may differ from the parameter's.</summary>
public interface INamedAttribute
{
    string Name { get; set; }
}
