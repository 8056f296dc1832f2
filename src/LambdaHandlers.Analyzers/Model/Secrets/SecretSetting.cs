namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>A secret in a setting: a key and a text, as configuration files have them.</summary>
/// <param name="What">What a message calls it.</param>
/// <param name="Start">Where in the value it begins.</param>
/// <param name="Length">How long it is; the whole value, or a part of a connection string.</param>
/// <param name="IsWeak">True where the only host is this machine, or where the value is mere words.</param>
/// <param name="Key">The key inside the value, where it holds one.</param>
readonly record struct SecretSetting(string What, int Start, int Length, bool IsWeak, string? Key = null)
{
    /// <summary>What the value of a key gives away; null when nothing.</summary>
    public static SecretSetting? Of(string key, string value)
    {
        if (value.Length < 4 || Formats.In(value) is not { } found) return value.Length < 4 ? null : OfText(key, value);
        // A private key is more than its first line.
        return found.Format.Id == "private key" ? new(found.Format.Id, 0, value.Length, false) : new(found.Format.Id, found.Start, found.End - found.Start, found.Format.Weak);
    }

    static SecretSetting? OfText(string key, string value)
    {
        if (SecretText.In(value) is { } inside) return new(inside.What, inside.Start, inside.Length, inside.IsLocal, inside.Key);
        var shape = new Shape(value);
        if (shape.Blanks > 1) return null;
        var kind = CredentialName.Of(key);
        var fits = kind switch
        {
            Credential.None or Credential.Key => false,
            Credential.Password => Plausible.AsPassword(value, shape, strict: false),
            Credential.Pin => Plausible.AsPin(value, shape),
            Credential.Phrase => Plausible.AsPhrase(value, shape),
            Credential.Pair => Plausible.AsPair(value, shape),
            _ => SecretText.IsAuthorization(value),
        };
        return fits ? new(kind switch { Credential.Password => "password", Credential.Token => "token", Credential.Pair => "user and password", _ => "secret" }, 0, value.Length, kind == Credential.Password && shape.Letters == shape.Length) : null;
    }
}
