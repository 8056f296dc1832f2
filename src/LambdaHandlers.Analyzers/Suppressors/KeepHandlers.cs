using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Suppressors;

/// <summary>"Remove the unused member" on a handler that a template names, and on the class around it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class KeepHandlers() : LambdaSuppressor(
    "The runtime finds the handler by the name in its handler string, whatever its accessibility", "IDE0051", "S1144", "RCS1213", "CA1811")
{
    protected override bool IsWrong(Complaint complaint) =>
        complaint.Handler is not null || complaint.Type is { } type && complaint.Project.HandlersOn(type, complaint.Cancellation).Any();
}
