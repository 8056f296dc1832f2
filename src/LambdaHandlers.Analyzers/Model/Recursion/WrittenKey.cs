using LambdaHandlers.Analyzers.Model.Deployment;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaHandlers.Analyzers.Model.Recursion;

/// <summary>The key of an object that is written: with what it begins and ends, and whether it is the incoming key.</summary>
/// <param name="Prefix">With what it begins for certain; null where that is the incoming key or unknown.</param>
/// <param name="Suffix">With what it ends for certain; null where that is the incoming key or unknown.</param>
/// <param name="BeginsAsItCame">True when it begins with the incoming key.</param>
/// <param name="EndsAsItCame">True when it ends with the incoming key.</param>
readonly record struct WrittenKey(string? Prefix, string? Suffix, bool BeginsAsItCame, bool EndsAsItCame)
{
    /// <summary>True when the notification that brought the incoming key would come for this one too, for all that is known without a template.</summary>
    public bool IsIncoming => BeginsAsItCame;

    /// <summary>The key that a value is.</summary>
    public static WrittenKey Of(Traced value, SdkRequest request)
    {
        if (value.Value is IInvocationOperation { TargetMethod: { Name: "ChangeExtension", ContainingType.Name: "Path" }, Arguments: [var path, var extension] })
            return new(null, extension.Value.ConstantValue is { HasValue: true, Value: string text } ? text : null, IsKeyOfTheEvent(value with { Value = path.Value }, request), false);
        var parts = TextPart.Of(value.Value).SelectMany(part => part.Hole is { } hole && request.Ends(value with { Value = hole }).ToList() is [{ Value: var end }] && end != hole && end.ConstantValue is { HasValue: true, Value: string constant }
            ? [new TextPart(constant, null)] : new[] { part }).Where(part => part.Text != "").ToList();
        if (parts.Count == 0) return default;
        var (first, last) = (parts[0], parts[parts.Count - 1]);
        return new(first.Text, last.Text, first.Hole is { } begin && IsKeyOfTheEvent(value with { Value = begin }, request), last.Hole is { } ending && IsKeyOfTheEvent(value with { Value = ending }, request));
    }

    /// <summary>True when a notification with this filter comes for the key; null where nobody can tell.</summary>
    public bool? Passes(EventMapping notification)
    {
        if (notification.KeyPrefix is { } prefix)
        {
            if (prefix.IsIntrinsic) return null;
            if (Prefix is { } begins ? !begins.StartsWith(prefix.Text, StringComparison.Ordinal) : !BeginsAsItCame)
                return Prefix is not null && !prefix.Text.StartsWith(Prefix, StringComparison.Ordinal) ? false : null;
        }
        if (notification.KeySuffix is { } suffix)
        {
            if (suffix.IsIntrinsic) return null;
            if (Suffix is { } ends ? !ends.EndsWith(suffix.Text, StringComparison.Ordinal) : !EndsAsItCame)
                return Suffix is not null && !suffix.Text.EndsWith(Suffix, StringComparison.Ordinal) ? false : null;
        }
        return true;
    }

    // Key, KeyDecoded, WebUtility.UrlDecode(Key), Key.Replace('+', ' '); also its name without the extension.
    static bool IsKeyOfTheEvent(Traced value, SdkRequest request) => request.Ends(value).Any(end => end.Value switch
    {
        IPropertyReferenceOperation { Property: { Name: "Key" or "KeyDecoded", ContainingType: { } owner } } => EventSources.IsAwsEvent(owner),
        IInvocationOperation { TargetMethod: { Name: "UrlDecode" or "UnescapeDataString" or "GetFileNameWithoutExtension" }, Arguments: [var argument, ..] } => IsKeyOfTheEvent(end with { Value = argument.Value }, request),
        IInvocationOperation { TargetMethod: { Name: "Replace" or "Trim" or "TrimStart" or "ToLower" or "ToLowerInvariant" or "ToString" or "Normalize", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } text } => IsKeyOfTheEvent(end with { Value = text }, request),
        _ => false,
    });
}
