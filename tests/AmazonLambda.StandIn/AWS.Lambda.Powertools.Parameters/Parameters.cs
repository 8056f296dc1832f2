using AmazonLambda.StandIn;
using AWS.Lambda.Powertools.Parameters.Configuration;
using AWS.Lambda.Powertools.Parameters.Provider;
using AWS.Lambda.Powertools.Parameters.SecretsManager;
using AWS.Lambda.Powertools.Parameters.SimpleSystemsManagement;

namespace AWS.Lambda.Powertools.Parameters
{
    /// <summary>Parameters and secrets, cached for some seconds.</summary>
    public static class ParametersManager
    {
        public static ISsmProvider SsmProvider { get; } = new SsmProvider();
        public static ISecretsProvider SecretsProvider { get; } = new SecretsProvider();

        public static void DefaultMaxAge(TimeSpan maxAge) { }
    }
}

namespace AWS.Lambda.Powertools.Parameters.Provider
{
    /// <summary>Gets values by name.</summary>
    public interface IParameterProvider
    {
        string Get(string key);
        Task<string> GetAsync(string key);
        T Get<T>(string key) where T : class;
        Task<T> GetAsync<T>(string key) where T : class;
        IDictionary<string, string> GetMultiple(string key);
        Task<IDictionary<string, string>> GetMultipleAsync(string key);
        ParameterProviderConfigurationBuilder WithMaxAge(TimeSpan maxAge);
        ParameterProviderConfigurationBuilder ForceFetch();
    }

    /// <summary>A provider that has nothing to give.</summary>
    public abstract class ParameterProvider : IParameterProvider
    {
        public string Get(string key) => throw ShapeOnly.Refuse();
        public Task<string> GetAsync(string key) => throw ShapeOnly.Refuse();
        public T Get<T>(string key) where T : class => throw ShapeOnly.Refuse();
        public Task<T> GetAsync<T>(string key) where T : class => throw ShapeOnly.Refuse();
        public IDictionary<string, string> GetMultiple(string key) => throw ShapeOnly.Refuse();
        public Task<IDictionary<string, string>> GetMultipleAsync(string key) => throw ShapeOnly.Refuse();
        public ParameterProviderConfigurationBuilder WithMaxAge(TimeSpan maxAge) => new(this);
        public ParameterProviderConfigurationBuilder ForceFetch() => new(this);
    }
}

namespace AWS.Lambda.Powertools.Parameters.Configuration
{
    /// <summary>One look-up, differently.</summary>
    public class ParameterProviderConfigurationBuilder(ParameterProvider parameterProvider)
    {
        public ParameterProviderConfigurationBuilder WithMaxAge(TimeSpan age) => this;
        public ParameterProviderConfigurationBuilder ForceFetch() => this;
        public string Get(string key) => parameterProvider.Get(key);
        public Task<string> GetAsync(string key) => parameterProvider.GetAsync(key);
        public T Get<T>(string key) where T : class => parameterProvider.Get<T>(key);
        public Task<T> GetAsync<T>(string key) where T : class => parameterProvider.GetAsync<T>(key);
    }
}

namespace AWS.Lambda.Powertools.Parameters.SimpleSystemsManagement
{
    /// <summary>Parameters of Systems Manager.</summary>
    public interface ISsmProvider : IParameterProvider
    {
        ParameterProviderConfigurationBuilder WithDecryption();
        ParameterProviderConfigurationBuilder Recursive();
    }

    /// <summary>Parameters of Systems Manager.</summary>
    public class SsmProvider : ParameterProvider, ISsmProvider
    {
        public ParameterProviderConfigurationBuilder WithDecryption() => new(this);
        public ParameterProviderConfigurationBuilder Recursive() => new(this);
    }
}

namespace AWS.Lambda.Powertools.Parameters.SecretsManager
{
    /// <summary>Secrets of Secrets Manager.</summary>
    public interface ISecretsProvider : IParameterProvider
    {
    }

    /// <summary>Secrets of Secrets Manager.</summary>
    public class SecretsProvider : ParameterProvider, ISecretsProvider
    {
    }
}
