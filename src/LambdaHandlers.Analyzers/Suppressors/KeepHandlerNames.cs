using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Suppressors;

/// <summary>"Add the suffix Async" on a handler, and "rename it, Function is a keyword" on its class.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class KeepHandlerNames() : LambdaSuppressor(
    "A handler's name stands in templates and tool settings; nobody but the runtime calls it", "VSTHRD200", "RCS1046", "MA0137", "S4261", "CA1716")
{
    protected override bool IsWrong(Complaint complaint) =>
        complaint.Id == "CA1716" ? complaint.Type is { } type && complaint.Project.HandlersOn(type, complaint.Cancellation).Any() : complaint.Handler is not null;
}
