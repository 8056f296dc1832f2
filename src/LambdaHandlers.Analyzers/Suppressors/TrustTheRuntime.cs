using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaHandlers.Analyzers.Suppressors;

/// <summary>"Validate the parameter" for the context that the runtime hands over, and "this folder is writable for everybody" for /tmp.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
sealed class TrustTheRuntime() : LambdaSuppressor(
    "The runtime always hands a context over, and /tmp belongs to one execution environment alone", "CA1062", "S5443")
{
    protected override bool IsWrong(Complaint complaint) => complaint.Id == "S5443" ? complaint.Project.Handlers(complaint.Cancellation).Any()
        : complaint.Model.GetSymbolInfo(complaint.Node, complaint.Cancellation).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter
            && complaint.Project.HandlerOf(method, complaint.Cancellation) is { Context: { } context } && SymbolEqualityComparer.Default.Equals(context, parameter);
}
