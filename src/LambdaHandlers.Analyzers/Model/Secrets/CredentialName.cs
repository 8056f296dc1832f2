namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>What a name says about the value it names.</summary>
enum Credential
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>A password.</summary>
    Password,
    /// <summary>A number that opens something.</summary>
    Pin,
    /// <summary>Words that open something.</summary>
    Phrase,
    /// <summary>A secret or a key of an API.</summary>
    Secret,
    /// <summary>A token.</summary>
    Token,
    /// <summary>User and password in one.</summary>
    Pair,
    /// <summary>A key, of whatever kind: only bytes and cryptography make it a secret.</summary>
    Key,
}

/// <summary>
/// Reads names. Only the last word decides, with the one before it: a PasswordHint is a hint, a TokenEndpoint an endpoint, a SecretName a name.
/// Whole words, never substrings: a compass is no pass.
/// </summary>
static class CredentialName
{
    static readonly HashSet<string> Passwords = Set(
        "password passwords passwd passwds pwd pwds pw psw passcode passphrase "
        + "passwort passworter kennwort contraseña contrasena senha motdepasse mdp heslo haslo hasło wachtwoord parola lösenord losenord salasana passord adgangskode jelszó jelszo lozinka şifre sifre пароль 密码 密碼 パスワード 비밀번호");

    // "pass" is a word of its own in many trades; beside these it is a password.
    static readonly HashSet<string> Owners = Set(
        "db database sql mysql pg postgres redis mongo rabbit mq user usr admin root smtp imap mail email ftp sftp ssh ldap proxy login svc service cert pfx key api app auth client server my jenkins git");
    static readonly HashSet<string> NoPassword = Set(
        "forgot forgotten reset confirm invalid wrong incorrect change changed update updated expired missing weak bad no without require required show hide toggle enter hash encrypt is has can validate check verify generate random max min");

    static readonly HashSet<string> PinOwners = Set("account card user sim device door access security alarm phone atm customer login admin");
    static readonly HashSet<string> SecretKeys = Set(
        "api access secret private encryption encrypt signing sign master shared account storage auth license licence subscription client app application hmac aes jwt webhook functions function "
        + "host symmetric admin service crypto cipher rsa ssh pgp gpg root deploy security session server consumer stripe sendgrid mailchimp mailgun openai ai anthropic azure aws google twilio");
    static readonly HashSet<string> NoToken = Set(
        "cancellation continuation page paging pagination next previous prev csrf xsrf antiforgery forgery public client idempotency lexer parser syntax max min input output prompt completion total "
        + "cancel change concurrency start end first last current verification sync delta resume cursor skip sort word string json text template replacement format keyword operator separator left right open close begin invalid no is");
    static readonly HashSet<string> Tokens = Set("token tokens bearer jwt pat auth authorization sessionid authtoken accesstoken refreshtoken bearertoken apitoken oauthtoken sessiontoken");
    static readonly HashSet<string> Secrets = Set("secret secrets pepper apikey apikeys apisecret clientsecret secretkey accesskey privatekey encryptionkey signingkey accountkey masterkey authkey licensekey sharedkey appsecret apikeyvalue");

    static readonly HashSet<string> Joints = Set("for of from by or");
    static readonly HashSet<string> Noise = Set(
        "value values string str text raw default prod production dev development staging live old new backup async bytes byte array encoded base hex clear in const constant field literal plain plaintext cleartext utf original actual bak temp tmp copy list set map dictionary");
    // Anywhere before: meant to be seen, or unreadable, or nobody's.
    static readonly HashSet<string> Harmless = Set("public publishable pub encrypted wrapped hashed masked dummy mock fake example sample placeholder");
    static readonly string[] PasswordEndings = ["password", "passwd", "passphrase"];
    static readonly string[] SecretEndings = ["apikey", "clientsecret", "secretkey"];

    /// <summary>What this name says; some words name a password beside the built-in ones.</summary>
    public static Credential Of(string name, HashSet<string>? more = null)
    {
        if (name.Length is < 2 or > 100) return Credential.None;
        var words = Words.Split(name);
        var last = words.FindIndex(1 < words.Count ? 1 : 0, Joints.Contains) is > 0 and var joint ? joint - 1 : words.Count - 1;
        while (last > 0 && Noise.Contains(words[last])) last--;
        if (last < 0) return Credential.None;
        for (var i = 0; i <= last; i++)
            if (Harmless.Contains(words[i])) return Credential.None;
        var (word, before) = (words[last], last > 0 ? words[last - 1] : "");
        if (Passwords.Contains(word) || more?.Contains(word) == true) return NoPassword.Contains(before) ? Credential.None : word == "passphrase" ? Credential.Phrase : Credential.Password;
        switch (word)
        {
            case "pass": return last == 0 || Owners.Contains(before) ? Credential.Password : Credential.None;
            case "phrase": return before is "pass" or "seed" or "secret" or "recovery" ? Credential.Phrase : Credential.None;
            case "mnemonic": return Credential.Phrase;
            case "pin": return PinOwners.Contains(before) ? Credential.Pin : Credential.None;
            case "credential" or "credentials" or "creds": return Credential.Pair;
            case "id" when before == "session": return Credential.Token;
            case "key" or "keys":
                return SecretKeys.Contains(before) || Secrets.Contains(before + "key") ? Credential.Secret : before is "foreign" or "primary" or "partition" or "sort" or "cache" or "object" or "row" ? Credential.None : Credential.Key;
        }
        if (Tokens.Contains(word)) return NoToken.Contains(before) ? Credential.None : Credential.Token;
        if (Secrets.Contains(word)) return NoPassword.Contains(before) ? Credential.None : Credential.Secret;
        return EndsWith(word, PasswordEndings) ? Credential.Password : EndsWith(word, SecretEndings) ? Credential.Secret : Credential.None;
    }

    /// <summary>True when a name speaks of AWS's own credentials.</summary>
    public static bool IsAws(string name)
    {
        var words = Words.Split(name);
        return words.Exists(word => word is "aws" or "amazon" or "iam")
            || words.Exists(word => word is "secret") && words.Exists(word => word is "access" or "accesskey") && words.Exists(word => word is "key" or "accesskey");
    }

    /// <summary>True when one of the words of a text is a credential's: such a text names one rather than being one. Short words come about by chance.</summary>
    public static bool IsWordOf(string text)
    {
        foreach (var word in Words.Split(text))
            if (word.Length < (text.Length < 16 ? 3 : 5)) continue;
            else if (Passwords.Contains(word) || (Secrets.Contains(word) && word != "pepper") || word is "token" or "tokens" or "credential" or "credentials" or "apikey" or "passphrase") return true;
        return false;
    }

    static bool EndsWith(string word, string[] endings)
    {
        foreach (var ending in endings)
            if (word.Length > ending.Length && word.EndsWith(ending, StringComparison.Ordinal)) return true;
        return false;
    }

    static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
