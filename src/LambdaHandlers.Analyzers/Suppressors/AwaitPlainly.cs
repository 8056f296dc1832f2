using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Suppressors;

/// <summary>"Use ConfigureAwait(false)" in the project of a function.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class AwaitPlainly() : LambdaSuppressor(
    "Lambda runs a handler without a synchronization context: ConfigureAwait changes nothing", "CA2007", "MA0004", "RCS1090", "S3216", "VSTHRD111")
{
    // A library that only shares types with functions may run elsewhere.
    protected override bool IsWrong(Complaint complaint) => complaint.Project.Handlers(complaint.Cancellation).Any();
}
