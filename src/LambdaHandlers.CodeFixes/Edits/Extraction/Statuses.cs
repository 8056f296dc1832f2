using LambdaHandlers.Analyzers.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>What an HTTP status means to somebody who knows nothing of HTTP.</summary>
static class Statuses
{
    /// <summary>The word for an answer that says no more than that it went well.</summary>
    public const string Good = "Completed";

    /// <summary>True for a number or name that is an HTTP status.</summary>
    public static bool IsStatus(ITypeSymbol type, ExpressionSyntax value, SemanticModel model) =>
        type.Name == "HttpStatusCode" || (model.GetConstantValue(value) is { HasValue: true, Value: int code } && code is >= 200 and < 600);

    /// <summary>The word for an answer: by its status, by the method that makes it, or by what it does.</summary>
    public static string? WordFor(Answer answer, SemanticModel model, CancellationToken cancellation)
    {
        if (answer.Template.Select(statement => In(statement, model, cancellation)).FirstOrDefault(each => each is not null) is { } told) return told;
        foreach (var call in answer.Template.SelectMany(statement => statement.DescendantNodes()).OfType<InvocationExpressionSyntax>())
            // Error(message) is what it answers, whatever it is called.
            if (model.GetSymbolInfo(call, cancellation).Symbol?.DeclaringSyntaxReferences.FirstOrDefault() is { } own && own.SyntaxTree == model.SyntaxTree && In(own.GetSyntax(cancellation), model, cancellation) is { } answered) return answered;
            else if (Of(LastName.Of(call.Expression)) is { } word) return word;
        return null;
    }

    static string? In(SyntaxNode code, SemanticModel model, CancellationToken cancellation) => code.DescendantNodes().OfType<ExpressionSyntax>()
        .Select(value => model.GetConstantValue(value, cancellation) is { HasValue: true, Value: int status } && status is >= 200 and < 600 ? Of(status) : null).FirstOrDefault(word => word is not null);

    /// <summary>True for the word of an answer that is no refusal.</summary>
    public static bool IsGood(string? word) => word is Good or "Created" or "Accepted";

    static string? Of(int code) => code switch
    {
        201 => "Created",
        202 => "Accepted",
        < 300 => Good,
        400 => "Invalid",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 or 410 => "NotFound",
        409 or 412 => "Conflict",
        422 => "Rejected",
        429 => "LimitReached",
        502 or 503 or 504 => "Unavailable",
        >= 500 => "Failed",
        _ => null,
    };

    static string? Of(string method) => method switch
    {
        _ when method.Contains("BadRequest") || method.Contains("Invalid") => "Invalid",
        _ when method.Contains("NotFound") || method.Contains("Missing") => "NotFound",
        _ when method.Contains("Conflict") => "Conflict",
        _ when method.Contains("Forbidden") || method.Contains("Forbid") => "Forbidden",
        _ when method.Contains("Unauthorized") => "Unauthorized",
        _ when method.Contains("Unprocessable") || method.Contains("Reject") => "Rejected",
        _ when method.Contains("Error") || method.Contains("Fail") => "Failed",
        _ when method.Contains("Created") => "Created",
        "Ok" or "OK" or "Success" => Good,
        _ => null,
    };
}
