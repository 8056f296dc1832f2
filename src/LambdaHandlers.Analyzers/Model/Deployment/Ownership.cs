namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>Tells which functions of a file are this project's. Where nobody can tell, they are not.</summary>
sealed class Ownership(ProjectFolder folder, string? assemblyName)
{
    /// <summary>The functions of a file that this project holds.</summary>
    public IEnumerable<DeployedFunction> Own(DeploymentFile file)
    {
        if (file.Kind is not (DeploymentKind.CloudFormation or DeploymentKind.ServerlessFramework))
            return file.Functions.Where(function => IsDotNet(function) && (folder.IsOwn(file.Path) || Names(function)));
        var own = file.Functions.Where(IsOwn).ToList();
        // Of several projects with one assembly name a template means the one whose folder it points at.
        return own.Any(IsHere) ? own.Where(function => folder.Holds(file.Path, function.CodeFolder) != false) : own;
    }

    bool IsOwn(DeployedFunction function)
    {
        if (!IsDotNet(function)) return false;
        // Every language calls a custom runtime's program bootstrap.
        if (function.ParsedHandler is not { Assembly: not "bootstrap" } handler) return IsHere(function);
        return Names(function) || (handler.IsExecutable && IsHere(function));
    }

    bool Names(DeployedFunction function) => function.ParsedHandler?.Names(assemblyName) == true;

    // A runtime that nobody names could be any language's.
    bool IsHere(DeployedFunction function) =>
        (function.IsImage || function.Runtime is { IsIntrinsic: false }) && folder.Holds(function.File.Path, function.CodeFolder) == true;

    static bool IsDotNet(DeployedFunction function) =>
        function.Runtime is null or { IsIntrinsic: true }
        || function.Runtime.Text.StartsWith("dotnet", StringComparison.OrdinalIgnoreCase)
        || function.Runtime.Text.StartsWith("provided", StringComparison.OrdinalIgnoreCase);
}
