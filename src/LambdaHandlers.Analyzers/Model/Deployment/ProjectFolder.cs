namespace LambdaHandlers.Analyzers.Model.Deployment;

/// <summary>The folder of the analysed project, and how other paths lie to it. Asks no disk; a folder that nobody told is unknown.</summary>
sealed class ProjectFolder(string? directory)
{
    static readonly HashSet<string> Made = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", ".aws-sam", "cdk.out", "node_modules" };

    readonly string[]? _folder = directory is null ? null : Split(directory);

    /// <summary>True when the file lies in the project's own folder, or in its <c>Properties</c>.</summary>
    public bool IsOwn(string path)
    {
        if (_folder is null) return true;
        var of = Folder(path);
        return Same(of, _folder) || (of.Length == _folder.Length + 1 && Within(of, _folder) && Is(of[of.Length - 1], "Properties"));
    }

    /// <summary>True for what a build or an installation has made. Only folders below the one that holds both the file and the project count.</summary>
    public bool IsMade(string path)
    {
        var of = Folder(path);
        var shared = 0;
        while (_folder is not null && shared < of.Length && shared < _folder.Length && Is(of[shared], _folder[shared])) shared++;
        return of.Skip(shared).Any(Made.Contains);
    }

    /// <summary>True when the code lies here, false when it lies elsewhere, null when nobody can tell.</summary>
    public bool? Holds(string file, string? codeFolder)
    {
        if (_folder is null || codeFolder is null || codeFolder.Contains("://")) return null;
        var code = Split(string.Join("/", Folder(file)) + "/" + codeFolder, isRooted: true);
        if (Within(code, _folder)) return true;
        // In a folder above all of its projects could be meant, and an archive elsewhere could hold any.
        return Within(_folder, code) || codeFolder.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? null : false;
    }

    string[] Folder(string path)
    {
        var parts = Split(path, IsRooted(path));
        return parts.Take(parts.Length - 1).ToArray();
    }

    string[] Split(string path, bool isRooted) => isRooted || _folder is null ? Split(path) : Split(string.Join("/", _folder) + "/" + path);

    static bool IsRooted(string path) => path is ['/' or '\\', ..] or [_, ':', ..];

    static string[] Split(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', '\\'))
            if (part == "..")
            {
                if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            }
            else if (part.Length > 0 && part != ".")
                parts.Add(part);
        return parts.ToArray();
    }

    static bool Within(string[] inner, string[] outer) => inner.Length >= outer.Length && Same(inner.Take(outer.Length).ToArray(), outer);

    static bool Same(string[] one, string[] other) => one.SequenceEqual(other, StringComparer.OrdinalIgnoreCase);

    static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
