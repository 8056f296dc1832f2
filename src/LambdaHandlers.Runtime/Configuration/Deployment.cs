namespace LambdaHandlers.Runtime.Configuration;

/// <summary>Where functions are looked for.</summary>
/// <param name="Project">A project folder or file.</param>
/// <param name="Folder">Instead of a project: a published folder.</param>
/// <param name="Template">A template to read, when it has no usual name or place.</param>
/// <param name="Function">Only this function of the template.</param>
/// <param name="Handler">The handler string, over whatever files say.</param>
sealed record DeploymentSource(string Project, string? Folder, string? Template, string? Function, string? Handler)
{
    /// <summary>The folder that is meant.</summary>
    public string Root => Folder ?? (File.Exists(Project) ? Path.GetDirectoryName(Path.GetFullPath(Project))! : Project);
}

/// <summary>From files to functions that can run: template over tool settings over what the assembly shows, with the code built.</summary>
sealed class Deployment(DeploymentSource source, Action<string> progress, CancellationToken cancelled)
{
    readonly string _folder = Path.GetFullPath(source.Root);
    readonly Dictionary<string, Project> _built = [];

    public async Task<IReadOnlyList<FunctionConfiguration>> ReadAsync()
    {
        if (!Directory.Exists(_folder)) throw new ConfigurationException($"There is no folder '{_folder}'.");
        var described = Described();
        if (described.Count == 0) return [await UndescribedAsync()];
        var ready = new List<FunctionConfiguration>();
        foreach (var function in described.Where(function => source.Function is null || function.Name == source.Function))
            ready.Add(function with { TaskRoot = await TaskRootOfAsync(function), Handler = source.Handler ?? function.Handler });
        return ready.Count > 0 ? ready : throw new ConfigurationException($"There is no function '{source.Function}'; there are {string.Join(", ", described.Select(function => function.Name))}.");
    }

    List<FunctionConfiguration> Described()
    {
        if (source.Template is { } asked) return File.Exists(asked) ? [.. TemplateReader.Read(asked)] : throw new ConfigurationException($"There is no template '{asked}'.");
        string[] places = [_folder, Path.GetDirectoryName(_folder) ?? _folder];
        var template = places.SelectMany(place => TemplateReader.Names.Select(name => Path.Combine(place, name))).FirstOrDefault(File.Exists);
        var functions = template is null ? [] : TemplateReader.Read(template).Where(function => BelongsTo(Project.FileIn(_folder), function, template)).ToList();
        var settings = Path.Combine(_folder, ToolsDefaultsReader.Name);
        if (functions.Count == 0 && File.Exists(settings) && ToolsDefaultsReader.Read(settings) is { } function) functions.Add(function);
        return functions;
    }

    /// <summary>A template above several projects describes functions of others too: those without code of their own must name this assembly.</summary>
    bool BelongsTo(string? project, FunctionConfiguration function, string template) =>
        project is null
        || (function.TaskRoot is not ""
            ? Path.TrimEndingDirectorySeparator(function.TaskRoot) == Path.TrimEndingDirectorySeparator(_folder) || Project.FileIn(function.TaskRoot) == project
            : Path.GetDirectoryName(template) == _folder || function.Handler.StartsWith(Path.GetFileNameWithoutExtension(project), StringComparison.OrdinalIgnoreCase));

    async Task<string> TaskRootOfAsync(FunctionConfiguration function)
    {
        if (source.Folder is not null) return _folder;
        var place = function.TaskRoot is "" ? _folder : function.TaskRoot;
        return (await BuiltAsync(place))?.OutputFolder ?? place;
    }

    /// <summary>No file names a handler: the option does, or the assembly itself shows it.</summary>
    async Task<FunctionConfiguration> UndescribedAsync()
    {
        if (source.Folder is not null)
        {
            var named = source.Handler ?? throw new ConfigurationException("Name the handler with --handler.");
            return new() { Name = source.Function ?? named.Split("::")[0], Handler = named, TaskRoot = _folder };
        }
        var project = await BuiltAsync(_folder) ?? throw new ConfigurationException($"'{_folder}' has no project, no template and no {ToolsDefaultsReader.Name}.");
        var handler = source.Handler ?? (project.IsExecutable ? project.AssemblyName : HandlerSearch.OnlyOneIn(Path.Combine(project.OutputFolder, project.AssemblyName + ".dll")));
        return new() { Name = source.Function ?? project.AssemblyName, Handler = handler, TaskRoot = project.OutputFolder };
    }

    async Task<Project?> BuiltAsync(string place)
    {
        var file = source.Project.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) ? Path.GetFullPath(source.Project) : Project.FileIn(place);
        if (file is null) return null;
        if (_built.TryGetValue(file, out var project)) return project;
        progress($"Building {Path.GetFileNameWithoutExtension(file)}");
        return _built[file] = await Project.BuildAsync(file, cancelled);
    }
}
