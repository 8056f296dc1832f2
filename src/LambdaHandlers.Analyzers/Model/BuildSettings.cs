using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>The MSBuild properties of the analysed project that the package makes visible to the compiler.</summary>
sealed class BuildSettings(AnalyzerConfigOptions global)
{
    /// <summary>The value of an MSBuild property, or null where it is not set or not visible.</summary>
    public string? Property(string name) =>
        global.TryGetValue("build_property." + name, out var value) && value.Length > 0 ? value : null;

    bool Is(string name) => string.Equals(Property(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>IsTestProject is true.</summary>
    public bool IsTestProject => Is("IsTestProject");

    /// <summary>PublishAot is true: the function becomes a native executable.</summary>
    public bool PublishAot => Is("PublishAot");

    /// <summary>GenerateRuntimeConfigurationFiles, or null where the property is not visible.</summary>
    public bool? GeneratesRuntimeConfig => Property("GenerateRuntimeConfigurationFiles") is { } text ? string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) : null;

    /// <summary>True for a project that says it is a Lambda function's, false for a library that says it is none, null where the properties are not visible.</summary>
    public bool? IsFunction =>
        string.Equals(Property("AWSProjectType"), "Lambda", StringComparison.OrdinalIgnoreCase) || GeneratesRuntimeConfig == true ? true
        : IsVisible("AWSProjectType") && IsVisible("GenerateRuntimeConfigurationFiles") ? false
        : null;

    bool IsVisible(string name) => global.TryGetValue("build_property." + name, out _);

    /// <summary>The folder of the project file, or null. The package writes what would begin a comment there in another way.</summary>
    public string? ProjectDirectory => Property("LambdaHandlersProjectFolder")?.Replace('<', '#').Replace('>', ';') ?? Property("ProjectDir") ?? Property("MSBuildProjectDirectory");

    /// <summary>TargetFramework, such as <c>net10.0</c>, or null.</summary>
    public string? TargetFramework => Property("TargetFramework");

    /// <summary>True where the project is built for several frameworks, each by itself: a function is deployed from one of them.</summary>
    public bool IsMultiTargeted => Property("TargetFrameworks") is not null;
}
