using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

/// <summary>What the real clients call.</summary>
public class Function
{
    public string Handle(string name, ILambdaContext context)
    {
        switch (name)
        {
            case "fail": throw new InvalidOperationException("as asked");
            case "hang": Thread.Sleep(Timeout.Infinite); break;
            case "context": return context.ClientContext.Custom["user"];
            case "trace": return Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID") ?? "";
        }
        return $"hello {name}";
    }
}
