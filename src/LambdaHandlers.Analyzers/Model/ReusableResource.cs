using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What is made to be kept: clients with connection pools, containers and hosts. The one table of them.</summary>
static class ReusableResource
{
    // Every client of the AWS SDK is found by its interface; these are the others, by simple name and namespace.
    static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["HttpClient"] = "System.Net.Http",
        ["SocketsHttpHandler"] = "System.Net.Http",
        ["HttpClientHandler"] = "System.Net.Http",
        ["DynamoDBContext"] = "Amazon.DynamoDBv2.DataModel",
        ["TransferUtility"] = "Amazon.S3.Transfer",
        ["SecretsManagerCache"] = "Amazon.SecretsManager.Extensions.Caching",
        ["MongoClient"] = "MongoDB.Driver",
        ["CosmosClient"] = "Microsoft.Azure.Cosmos",
        ["RestClient"] = "RestSharp",
        ["GraphQLHttpClient"] = "GraphQL.Client.Http",
        ["ElasticClient"] = "Nest",
        ["ElasticsearchClient"] = "Elastic.Clients.Elasticsearch",
        ["OpenSearchClient"] = "OpenSearch.Client",
    };

    // Methods that make one, by name and the types that declare them.
    static readonly Dictionary<string, string[]> Factories = new(StringComparer.Ordinal)
    {
        ["BuildServiceProvider"] = ["Microsoft.Extensions.DependencyInjection.ServiceCollectionContainerBuilderExtensions"],
        ["Build"] =
        [
            "Microsoft.Extensions.Hosting.IHostBuilder", "Microsoft.Extensions.Hosting.HostBuilder", "Microsoft.Extensions.Hosting.HostApplicationBuilder",
            "Microsoft.AspNetCore.Hosting.IWebHostBuilder", "Microsoft.AspNetCore.Builder.WebApplicationBuilder", "Autofac.ContainerBuilder",
            "Amazon.DynamoDBv2.DataModel.DynamoDBContextBuilder", "Amazon.DynamoDBv2.DataModel.IDynamoDBContextBuilder",
        ],
        ["Connect"] = ["StackExchange.Redis.ConnectionMultiplexer"],
        ["ConnectAsync"] = ["StackExchange.Redis.ConnectionMultiplexer"],
        ["ForAddress"] = ["Grpc.Net.Client.GrpcChannel"],
        ["CreateServiceClient"] = ["Amazon.Extensions.NETCore.Setup.AWSOptions"],
    };

    /// <summary>True when the operation makes such a resource.</summary>
    public static bool IsMadeBy(IOperation operation, LambdaTypes types) => operation switch
    {
        IObjectCreationOperation { Type: INamedTypeSymbol type } creation => IsOne(type, types) && !IsWrapper(creation, types),
        IInvocationOperation { TargetMethod: var method } => IsFactory(method),
        _ => false,
    };

    /// <summary>True for a handler that an <c>HttpClient</c> sends through: a resource when it stands alone, a part when it is handed to a client.</summary>
    public static bool IsPart(ITypeSymbol? type) => type?.Name is "SocketsHttpHandler" or "HttpClientHandler";

    // new TransferUtility(s3), new RestClient(http): the connections are those of the client that is handed over.
    static bool IsWrapper(IObjectCreationOperation creation, LambdaTypes types) => creation.Type!.Name is "TransferUtility" or "RestClient" or "GraphQLHttpClient"
        && creation.Arguments.Any(argument => Slot.Bare(argument.Value) is { Type: { } given } and not IObjectCreationOperation && (types.IsAwsClient(given) || given.Name == "HttpClient"));

    static bool IsOne(INamedTypeSymbol type, LambdaTypes types)
    {
        if (types.IsAwsClient(type)) return true;
        for (var at = type; at is { SpecialType: SpecialType.None }; at = at.BaseType)
            if (Types.TryGetValue(at.Name, out var space) && at.ContainingNamespace.ToDisplayString() == space)
                return true;
        return false;
    }

    static bool IsFactory(IMethodSymbol method) =>
        Factories.TryGetValue(method.Name, out var owners) && owners.Contains(method.ContainingType.ToDisplayString())
        || method.Name is "Create" or "Build" && IsDataSource(method.ReturnType);

    // NpgsqlDataSource.Create, MySqlDataSourceBuilder.Build: pools of connections.
    static bool IsDataSource(ITypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
            if (at is { Name: "DbDataSource", ContainingNamespace: { Name: "Common", ContainingNamespace: { Name: "Data", ContainingNamespace.Name: "System" } } })
                return true;
        return false;
    }
}
