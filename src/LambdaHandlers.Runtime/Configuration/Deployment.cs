namespace LambdaHandlers.Runtime.Configuration;

/// <summary>Where functions are looked for.</summary>
/// <param name="Project">A project folder or file.</param>
/// <param name="Folder">Instead of a project: a published folder.</param>
/// <param name="Template">A template to read, when it has no usual name or place.</param>
/// <param name="Function">Only this function of the template.</param>
/// <param name="Handler">The handler string, over whatever files say.</param>
sealed record DeploymentSource(string Project, string? Folder, string? Template, string? Function, string? Handler);

/// <summary>From files to functions that can run: template over tool settings over Lambda's defaults, with the code built.</summary>
static class Deployment
{
    public static async Task<IReadOnlyList<FunctionConfiguration>> ReadAsync(DeploymentSource source, Action<string> progress, CancellationToken cancelled)
    {
        var folder = Path.GetFullPath(source.Folder ?? (File.Exists(source.Project) ? Path.GetDirectoryName(Path.GetFullPath(source.Project))! : source.Project));
        if (!Directory.Exists(folder)) throw new ProjectException($"There is no folder '{folder}'.");
        var described = Described(source, folder);
        if (source.Function is { } name)
            described = described.Where(function => function.Settings.Name == name).ToList() is { Count: > 0 } found ? found
                : described.Count == 0 ? described
                : throw new ProjectException($"There is no function '{name}'; there are {string.Join(", ", described.Select(function => function.Settings.Name))}.");

        var projects = new Dictionary<string, Project>();
        var ready = new List<FunctionConfiguration>();
        foreach (var (settings, code) in described)
        {
            var root = source.Folder is not null ? folder : (await ProjectFor(code ?? folder).ConfigureAwait(false))?.OutputFolder ?? code ?? folder;
            ready.Add(settings with { TaskRoot = root, Handler = source.Handler ?? settings.Handler });
        }
        if (ready.Count > 0) return ready;

        // No file names a handler: the option does, or the assembly itself shows it.
        var project = source.Folder is null ? await ProjectFor(folder).ConfigureAwait(false) ?? throw new ProjectException($"'{folder}' has no project, no template and no {ToolsDefaultsReader.Name}.") : null;
        var output = project?.OutputFolder ?? folder;
        var handler = source.Handler ?? (project is { IsExecutable: true } ? project.AssemblyName : project is not null ? OnlyHandlerOf(Path.Combine(output, project.AssemblyName + ".dll")) : throw new ProjectException("Name the handler with --handler."));
        return [new FunctionConfiguration { Name = source.Function ?? project?.AssemblyName ?? handler.Split("::")[0], Handler = handler, TaskRoot = output }];

        async Task<Project?> ProjectFor(string place)
        {
            var file = File.Exists(source.Project) && source.Project.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) ? Path.GetFullPath(source.Project) : Project.FileIn(place);
            if (file is null) return null;
            if (projects.TryGetValue(file, out var built)) return built;
            progress($"Building {Path.GetFileNameWithoutExtension(file)}");
            return projects[file] = await Project.BuildAsync(file, cancelled).ConfigureAwait(false);
        }
    }

    static List<DescribedFunction> Described(DeploymentSource source, string folder)
    {
        var template = source.Template ?? new[] { folder, Path.GetDirectoryName(folder) ?? folder }.SelectMany(place => TemplateReader.Names.Select(file => Path.Combine(place, file))).FirstOrDefault(File.Exists);
        if (source.Template is { } asked && !File.Exists(asked)) throw new ProjectException($"There is no template '{asked}'.");
        var functions = template is null ? [] : TemplateReader.Read(template).ToList();
        // A template above several projects describes functions of others too: those without code of their own must name this assembly.
        if (source.Template is null && Project.FileIn(folder) is { } project)
            functions.RemoveAll(function => function.CodeFolder is { } code ? !Same(code, folder) && Project.FileIn(code) != project : !function.Settings.Handler.StartsWith(Path.GetFileNameWithoutExtension(project), StringComparison.OrdinalIgnoreCase) && Path.GetDirectoryName(template) != folder);
        if (functions.Count == 0 && Path.Combine(folder, ToolsDefaultsReader.Name) is var file && File.Exists(file) && ToolsDefaultsReader.Read(file) is { } defaults) functions.Add(new(defaults, null));
        return functions;
    }

    static bool Same(string one, string other) => Path.TrimEndingDirectorySeparator(one) == Path.TrimEndingDirectorySeparator(other);

    static string OnlyHandlerOf(string assembly) => HandlerSearch.In(assembly) switch
    {
        [var only] => only,
        [] => throw new ProjectException("No handler found: no template and no tool settings name one, and no public method takes an ILambdaContext last. Name it with --handler ASSEMBLY::TYPE::METHOD."),
        var several => throw new ProjectException($"Several methods could be the handler; name one with --handler:\n{string.Join('\n', several.Select(handler => "  " + handler))}"),
    };
}
