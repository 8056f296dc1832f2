namespace LambdaHandlers.Runtime.Hosting;

/// <summary>Where functions seem to be: a region and an account for names, in which nothing is.</summary>
static class Aws
{
    public const string Region = "us-east-1";
    public const string Account = "123456789012";

    /// <summary>The version that has not been published: the only one here.</summary>
    public const string Latest = "$LATEST";

    public static string Arn(string service, string resource) => $"arn:aws:{service}:{Region}:{Account}:{resource}";

    public static string FunctionArn(string name) => Arn("lambda", $"function:{name}");
}
