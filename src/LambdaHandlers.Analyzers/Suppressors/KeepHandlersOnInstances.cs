using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Suppressors;

/// <summary>"Mark it as static" on a handler.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class KeepHandlersOnInstances() : LambdaSuppressor(
    "Lambda calls a handler on an object that it makes once per environment; the fields of tomorrow belong to that object", "CA1822", "S2325", "MA0038")
{
    protected override bool IsWrong(Complaint complaint) => complaint.Handler is not null;
}
