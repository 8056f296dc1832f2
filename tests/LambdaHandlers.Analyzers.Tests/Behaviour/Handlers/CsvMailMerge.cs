using System.Text;
using System.Text.RegularExpressions;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mailing;

public class MergeRequest
{
    public string Template { get; set; } = "";
    public string Csv { get; set; } = "";
}

public class MergeResult
{
    public List<string> Letters { get; set; } = new();
    public int Skipped { get; set; }
}

public class CsvMailMerge
{
    private readonly ILogger<CsvMailMerge> _logger;

    public CsvMailMerge() : this(NullLogger<CsvMailMerge>.Instance)
    {
    }

    public CsvMailMerge(ILogger<CsvMailMerge> logger)
    {
        _logger = logger;
    }

    public async Task<MergeResult> FunctionHandler(MergeRequest request, ILambdaContext context)
    {
        var result = new MergeResult();
        using var reader = new StringReader(request.Csv);
        var header = await reader.ReadLineAsync();
        if (header is null) return result;
        var names = Cells(header);

        string? line;
        while ((line = await reader.ReadLineAsync()) is not null)
        {
            var cells = Cells(line);
            if (cells.Count != names.Count)
            {
                result.Skipped++;
                _logger.LogWarning("{Cells} cells instead of {Names}", cells.Count, names.Count);
                continue;
            }
            var letter = Regex.Replace(request.Template, @"\{\{(\w+)(?:\|(\w+))?\}\}", match =>
            {
                var index = names.FindIndex(name => name.Equals(match.Groups[1].Value, StringComparison.OrdinalIgnoreCase));
                if (index < 0) return match.Value;
                return match.Groups[2].Value switch
                {
                    "upper" => cells[index].ToUpperInvariant(),
                    "first" => cells[index].Split(' ')[0],
                    _ => cells[index],
                };
            });
            if (!letter.Contains("{{")) result.Letters.Add(letter);
            else result.Skipped++;
        }
        return result;

        // RFC 4180: quotes around, doubled within.
        static List<string> Cells(string text)
        {
            var cells = new List<string>();
            var cell = new StringBuilder();
            var quoted = false;
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] == '"')
                {
                    if (quoted && i + 1 < text.Length && text[i + 1] == '"') { cell.Append('"'); i++; }
                    else quoted = !quoted;
                }
                else if (text[i] == ',' && !quoted)
                {
                    cells.Add(cell.ToString());
                    cell.Clear();
                }
                else cell.Append(text[i]);
            }
            cells.Add(cell.ToString());
            return cells;
        }
    }
}
