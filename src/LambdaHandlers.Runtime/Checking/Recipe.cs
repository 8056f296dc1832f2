namespace LambdaHandlers.Runtime.Checking;

/// <summary>Finds the shortest list of events that still shows something; each try costs a cold start, so there is an end to them.</summary>
static class Recipe
{
    const int Tries = 24;

    /// <summary>One event before it is the usual culprit, the nearest first; else halve what comes before as long as it still shows, then leave out one by one.</summary>
    public static async Task<IReadOnlyList<int>> ShortestAsync(List<int> before, Func<IReadOnlyList<int>, Task<bool>> shows)
    {
        var tries = Tries;
        foreach (var single in before.AsEnumerable().Reverse().Distinct())
        {
            if (before.Count == 1 || tries-- <= Tries / 2) break;
            if (await shows([single])) return [single];
        }
        for (var half = before.Count / 2; half >= 1 && tries > 0; half /= 2)
            while (before.Count > half && tries-- > 0 && await shows(before[half..])) before = before[half..];
        for (var at = before.Count - 1; at >= 0 && before.Count > 1 && tries-- > 0; at--)
        {
            List<int> without = [.. before[..at], .. before[(at + 1)..]];
            if (await shows(without)) before = without;
        }
        return before;
    }
}
