using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Suppressors;

/// <summary>"Remove the unused parameter" on a handler.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class KeepHandlerParameters() : LambdaSuppressor(
    "Lambda hands the event and the context over by position, used or not", "IDE0060", "CA1801", "S1172", "RCS1163")
{
    protected override bool IsWrong(Complaint complaint) => complaint.HandlerOfParameter is not null;
}
