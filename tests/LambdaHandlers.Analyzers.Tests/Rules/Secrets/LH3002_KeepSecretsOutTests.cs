using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Secrets;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Secrets;

public class KeepSecretsOutTests
{
    static readonly string Token = Drawn.Token();

    static Subject In(string members) => ($$"""
        using System.Net; using System.Text; using System.Security.Cryptography; using Microsoft.Extensions.Configuration;
        public class Orders(IConfiguration config)
        {
            {{members}}
            public string Handle(string input, ILambdaContext context) => input + config["Region"];
        }
        """).Replace("TOKEN", Token, StringComparison.Ordinal);

    [Fact]
    public Task The_message_names_the_symbol_and_the_kind() => Verify<KeepSecretsOut>.Reports(
        In("""const string DbPassword = [|"Violet#Harbor27"|];"""), DiagnosticSeverity.Warning,
        "'DbPassword' is a hard-coded secret (password); read it from the environment or from Secrets Manager, and replace it: it stays in the history");

    [Fact]
    public Task A_token_with_a_format_needs_no_name() => Verify<KeepSecretsOut>.Reports(
        In($$"""string x = [|"{{Drawn.GitHub()}}"|];"""), DiagnosticSeverity.Warning,
        "'x' is a hard-coded secret (GitHub token); read it from the environment or from Secrets Manager, and replace it: it stays in the history");

    [Theory]
    [InlineData("""const string ApiKey = [|"TOKEN"|];""")]
    [InlineData("""static readonly byte[] SigningKey = Encoding.UTF8.GetBytes([|"TOKEN"|]);""")]
    [InlineData("""static ReadOnlySpan<byte> Pepper => [|"TOKEN"u8|];""")]
    [InlineData("""string Secret() { return [|"TOKEN"|]; }""")]
    [InlineData("""void Call(string password = [|"Violet#Harbor27"|]) { }""")]
    [InlineData("""bool Check(string password) => password == [|"Violet#Harbor27"|];""")]
    [InlineData("""bool Check(string password) => password is [|"Violet#Harbor27"|];""")]
    [InlineData("""bool Check(string password) => string.Equals(password, [|"Violet#Harbor27"|]);""")]
    [InlineData("""object c = new NetworkCredential("svc", [|"Violet#Harbor27"|]);""")]
    [InlineData("""object c = new { Password = [|"Violet#Harbor27"|] };""")]
    [InlineData("""(string User, string Password) c = ("svc", [|"Violet#Harbor27"|]);""")]
    [InlineData("""static readonly Dictionary<string, string> C = new() { ["Db:Password"] = [|"Violet#Harbor27"|] };""")]
    [InlineData("""static readonly Dictionary<string, string> C = new() { { "Db:Password", [|"Violet#Harbor27"|] } };""")]
    [InlineData("""string cs = [|"Server=db1;User Id=app;Password=Violet#Harbor27"|];""")]
    [InlineData("""string cs = [|"Server=db1;User Id=app;" + "Password=Violet#Harbor27"|];""")]
    [InlineData("""string Cs(string host) => [|$"Server={host};User Id=app;Password=Violet#Harbor27"|];""")]
    [InlineData("""string u = [|"https://svc:Violet27Harbor@files.internal/"|];""")]
    [InlineData("""static readonly byte[] AesKey = [|{ 86, 190, 93, 73, 209, 4, 42, 49, 175, 125, 170, 122, 59, 105, 106, 216 }|];""")]
    [InlineData("""object h = new HMACSHA256(Encoding.UTF8.GetBytes([|"TOKEN"|]));""")]
    [InlineData("""static readonly Lazy<string> Secret = new(() => [|"TOKEN"|]); static readonly Lazy<string> ApiKey = new Lazy<string>(() => [|"TOKEN"|]);""")]
    [InlineData("""string Key(string? apiKey) => apiKey ?? [|"TOKEN"|];""")]
    [InlineData("""string Key(bool isProd, string productionToken) => isProd ? productionToken : [|"TOKEN"|];""")]
    [InlineData("""string body = [|"{\"client_id\":\"orders\",\"client_secret\":\"TOKEN\"}"|];""")]
    [InlineData("""void Go(HttpClient http) => http.DefaultRequestHeaders.Add("X-Api-Key", [|"TOKEN"|]);""")]
    [InlineData("""string Seed() { var material = [|"TOKEN"|]; return new NetworkCredential("svc", material).Domain; }""")]
    public Task A_secret_is_found_wherever_it_stands(string member) => Verify<KeepSecretsOut>.Reports(In(member), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("""const string ApiKeyHeader = "X-Api-Key";""")]
    [InlineData("""const string SecretName = "prod/orders/db-credentials";""")]
    [InlineData("""const string TokenEndpoint = "https://id.shop.net/oauth/token";""")]
    [InlineData("""const string PasswordLabel = "Password"; const string ForgotPassword = "Forgot your password?";""")]
    [InlineData("""const string PasswordHash = "$2b$12$h6OVyyDKiB.ZyZyMKjAhtQafxyXWUB0hs1ioWwchUorZ2DRgvnpK";""")]
    [InlineData("""string? password = Environment.GetEnvironmentVariable("ORDERS_DB_PASSWORD");""")]
    [InlineData("""string apiKey = "YOUR_API_KEY"; string token = "<token>"; string pwd = "${DB_PASSWORD}";""")]
    [InlineData("""string cs = "Server={0};User Id={1};Password={2};";""")]
    [InlineData("""string Cs(string pwd) => $"Server=db1;User Id=app;Password={pwd}";""")]
    [InlineData("""string u = "amqp://guest:guest@localhost:5672";""")]
    [InlineData("""static readonly byte[] Iv = { 86, 190, 93, 73, 209, 4, 42, 49, 175, 125, 170, 122, 59, 105, 106, 216 };""")]
    [InlineData("""static readonly byte[] TableKey = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };""")]
    [InlineData("""string nextToken = "TOKEN"; string pageToken = "TOKEN"; string publicKey = "TOKEN"; string checksum = "TOKEN";""")]
    [InlineData("""const string Id = "b9488935-976a-4f5d-a661-c6297268717a"; string userSecretsId = Id;""")]
    [InlineData("""string Label(string? title, string? password, string? apiKey) => (title ?? "TOKEN") + (password ?? "Password") + (apiKey ?? "none") + (password ?? "");""")]
    [InlineData("""object k = new { Key = "branding" }; string TranslationKey = "additionalStorageGB";""")]
    public Task Names_placeholders_hashes_and_ids_are_fine(string member) => Verify<KeepSecretsOut>.Allows(In(member));

    [Fact]
    public Task A_host_of_this_machine_makes_it_a_hint() => Verify<KeepSecretsOut>.Reports(
        In("""string cs = [|"Server=localhost;User Id=sa;Password=Violet#Harbor27"|];"""), DiagnosticSeverity.Info);

    [Fact]
    public Task In_test_projects_only_formats_count_as_a_hint() => Verify<KeepSecretsOut>.Reports(
        In($$"""const string Password = "Violet#Harbor27"; string x = [|"{{Drawn.GitHub()}}"|];""").Property("IsTestProject", "true"), DiagnosticSeverity.Info);

    // A format in parts: a text, then how many characters of which alphabet (H: hex, L: a-z 0-9, U: A-Z 0-9, B: all).
    [Theory]
    [InlineData("glagent- B50")]
    [InlineData("dckr_oat_ B32")]
    [InlineData("CCIPRJ_ B22 _ H40")]
    [InlineData("ATTA H72")]
    [InlineData("squ_ H40")]
    [InlineData("sgp_ H16 _ H40")]
    [InlineData("xoxe.xoxb-1- B166")]
    [InlineData("https://hooks.slack.com/workflows/T U10 /A U10 /6771627541477162/ B24")]
    [InlineData("access_token$production$ L16 $ H32")]
    [InlineData("nvapi- B64")]
    [InlineData("lsv2_pt_ H32 _ H10")]
    [InlineData("sk-lf- H8 -a247-6813-ae02- H12")]
    [InlineData("1//0 B100")]
    [InlineData("dp.st.prd. B43")]
    [InlineData("sb_secret_ B22 _ B8")]
    [InlineData("sdk- H8 -a247-6813-ae02- H12")]
    [InlineData("secret_ B43")]
    [InlineData("H36 NRAL")]
    [InlineData("FlyV1 fm2_ B200")]
    [InlineData("sk.eyJ B80 . B22")]
    [InlineData("B52 JQQJ99BKACAAAAAAAAAAAAAASAZDO B4")]
    public Task Newer_formats_need_no_name_either(string parts) => Verify<KeepSecretsOut>.Reports(
        In($$"""string x = [|"{{Drawn.InParts(parts)}}"|];"""), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("const string PartnerSecretArn = \"arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/orders/db- B6\";")]
    [InlineData("const string Policy = \"{ 'Action': 'secretsmanager:GetSecretValue', 'Resource': 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders- B6 ' }\";")]
    [InlineData("const string UnsignedJwt = \"eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJndWVzdCJ9.\";")]
    [InlineData("const string Publishable = \"sb_publishable_ B22 _ B8\"; const string Key = \"phc_ B43\"; const string Image = \"sha256: H64\";")]
    public async Task Names_of_secrets_and_published_keys_are_fine(string member)
    {
        for (var seed = 1; seed <= 8; seed++) await Verify<KeepSecretsOut>.Allows(In(Drawn.InParts(member, seed)));
    }

    [Fact]
    public Task A_masked_or_short_token_is_fine() => Verify<KeepSecretsOut>.Allows(
        In("""string a = "ghp" + "_" + "snrh7wf6ku7t70t9sp7l"; string b = "sk_live" + "_************************"; string c = "npm_package_name"; string d = "abc" + "8Q~" + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";"""));

    [Fact]
    public Task What_is_written_again_is_not_followed() => Verify<KeepSecretsOut>.Allows(
        In("""string Seed(string input) { var material = "TOKEN"; material = input; return new NetworkCredential("svc", material).Domain; }"""));

    [Fact]
    public Task An_AWS_key_is_left_to_its_own_rule() => Verify<KeepSecretsOut>.Allows(In($$"""string x = "{{Drawn.AwsId()}}";"""));

    [Fact]
    public Task A_fallback_is_left_to_its_own_rule() => Verify<KeepSecretsOut>.Allows(
        In("""static readonly string Password = Environment.GetEnvironmentVariable("DB_PASSWORD") ?? "Violet#Harbor27";"""));

    [Fact]
    public Task The_fix_reads_an_environment_variable_named_after_the_symbol_and_keeps_comments() => Verify<KeepSecretsOut>.Fixes<KeepSecretsOutFix>(
        In("""
            // the database's
            private const string DbPassword = [|"Violet#Harbor27"|]; // since 2021
                readonly object c = new NetworkCredential("svc", DbPassword);
            """),
        In("""
            // the database's
            private static readonly string DbPassword = Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new InvalidOperationException("Environment variable 'DB_PASSWORD' is not set."); // since 2021
                readonly object c = new NetworkCredential("svc", DbPassword);
            """), plan: "Environment");

    [Fact]
    public Task Bytes_of_UTF8_and_characters_are_read_as_what_they_are() => Verify<KeepSecretsOut>.Fixes<KeepSecretsOutFix>(
        In("""
            static ReadOnlySpan<byte> Pepper => [|"TOKEN"u8|];
                static readonly byte[] SigningKey = [|"TOKEN"u8|].ToArray();
                static readonly char[] AdminPassword = [|{ 'V', 'i', 'o', 'l', 'e', 't', '2', '7', '#' }|];
                static readonly char[] UserPassword = new[] [|{ 'V', 'i', 'o', 'l', 'e', 't', '2', '8', '#' }|];
            """),
        In("""
            static ReadOnlySpan<byte> Pepper => Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("ORDERS_PEPPER") ?? throw new InvalidOperationException("Environment variable 'ORDERS_PEPPER' is not set."));
                static readonly byte[] SigningKey = Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("SIGNING_KEY") ?? throw new InvalidOperationException("Environment variable 'SIGNING_KEY' is not set."));
                static readonly char[] AdminPassword = (Environment.GetEnvironmentVariable("ADMIN_PASSWORD") ?? throw new InvalidOperationException("Environment variable 'ADMIN_PASSWORD' is not set.")).ToCharArray();
                static readonly char[] UserPassword = (Environment.GetEnvironmentVariable("USER_PASSWORD") ?? throw new InvalidOperationException("Environment variable 'USER_PASSWORD' is not set.")).ToCharArray();
            """), plan: "Environment");

    [Theory]
    [InlineData("""int Use() { var key = [|"TOKEN"u8|]; using var hmac = new HMACSHA256(key.ToArray()); return key.Length; }""")]
    public Task A_span_of_unknown_use_is_left_to_its_author(string member) => Verify<KeepSecretsOut>.OffersNothing<KeepSecretsOutFix>(In(member), "Environment");

    [Theory]
    [InlineData("""const string DbLosung = [|"Violet#Harbor27"|];""")]
    [InlineData("""object c = new { Losung = [|"Violet#Harbor27"|] };""")]
    [InlineData("""static readonly Dictionary<string, string> C = new() { ["Db:Losung"] = [|"Violet#Harbor27"|] };""")]
    [InlineData("""static void Connect(string user, string losung) { } static void Go() => Connect("svc", [|"Violet#Harbor27"|]);""")]
    public async Task A_word_of_your_own_names_a_secret(string member)
    {
        await Verify<KeepSecretsOut>.Reports(In(member).Configured("lambda_handlers.secret_words = zugang, losung"), DiagnosticSeverity.Warning);
        await Verify<KeepSecretsOut>.Allows(In(member.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)));
    }

    [Fact]
    public Task A_word_of_your_own_is_a_whole_word_at_the_end() => Verify<KeepSecretsOut>.Allows(
        In("""const string LosungHint = "Violet#Harbor27"; const string Verlosung = "Violet#Harbor27";""").Configured("lambda_handlers.secret_words = losung"));

    [Theory]
    [InlineData("Violet*")]
    [InlineData("*Harbor27")]
    [InlineData("V*let*r*7")]
    [InlineData("other, *Harbor27")]
    public Task What_is_declared_public_is_fine(string patterns) => Verify<KeepSecretsOut>.Allows(
        In("""const string DbPassword = "Violet#Harbor27";""").Configured("lambda_handlers.secret_allow_patterns = " + patterns));

    [Theory]
    [InlineData("violet*")]
    [InlineData("Violet")]
    [InlineData("*Harbor27*Harbor27")]
    [InlineData("")]
    public Task What_does_not_match_is_reported(string patterns) => Verify<KeepSecretsOut>.Reports(
        In("""const string DbPassword = [|"Violet#Harbor27"|];""").Configured("lambda_handlers.secret_allow_patterns = " + patterns), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("""bool Check(string password) => password is [|"Violet#Harbor27"|] or [|"Amber#Meadow31"|];""")]
    [InlineData("""bool Check(string password) => password is not [|"Violet#Harbor27"|];""")]
    [InlineData("""record Login(string Password); bool Check(Login login) => login is { Password: [|"Violet#Harbor27"|] };""")]
    [InlineData("""const string PartnerHeader = [|"Bearer TOKEN"|];""")]
    [InlineData("""static void Put(string name, string secret) { } static void Go() => Put("db", [|"Violet#Harbor27"|]);""")]
    [InlineData("""const string Password = [|"Violet.Harbor_4711"|];""")]
    public Task Patterns_headers_and_parameters_called_secret_are_read(string member) => Verify<KeepSecretsOut>.Reports(In(member), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("""static readonly Dictionary<string, string> Columns = new() { ["password"] = "nvarchar(256)", ["token"] = "varchar(64)" };""")]
    [InlineData("""static readonly Dictionary<string, string> Rules = new() { ["password"] = "required|min:8|max:64" };""")]
    [InlineData("""const string Scheme = "Bearer realm"; const string Password = "Errors.Code_2024"; const string Pwd = "ERR_PWD_404";""")]
    [InlineData("""int Kind(string password) => password switch { "Violet#Harbor27" => 1, _ => 2 };""")]
    public Task Column_types_validation_rules_and_codes_are_fine(string member) => Verify<KeepSecretsOut>.Allows(In(member));

    [Fact]
    public Task The_whole_of_a_token_is_taken_out_though_its_mark_stands_in_the_middle() => Verify<KeepSecretsOut>.Fixes<KeepSecretsOutFix>(
        In($$"""string Go(string path) => [|$"https://us12.api.mailchimp.com/?k={{Drawn.From("0123456789abcdef", 32)}}-us12&p={path}"|];"""),
        In("""string Go(string path) => $"https://us12.api.mailchimp.com/?k={(Environment.GetEnvironmentVariable("MAILCHIMP_KEY") ?? throw new InvalidOperationException("Environment variable 'MAILCHIMP_KEY' is not set."))}&p={path}";"""), plan: "TakeOut");

    [Fact]
    public Task Two_secrets_never_share_a_variable() => Verify<KeepSecretsOut>.Fixes<KeepSecretsOutFix>(
        In("""readonly object a = new { Password = [|"Violet#Harbor27"|] }, b = new { Password = [|"Amber#Meadow31"|] };"""),
        In("""readonly object a = new { Password = Environment.GetEnvironmentVariable("ORDERS_PASSWORD") ?? throw new InvalidOperationException("Environment variable 'ORDERS_PASSWORD' is not set.") }, b = new { Password = Environment.GetEnvironmentVariable("ORDERS_PASSWORD_2") ?? throw new InvalidOperationException("Environment variable 'ORDERS_PASSWORD_2' is not set.") };"""),
        plan: "Environment");

    [Fact]
    public Task A_local_constant_becomes_a_variable() => Verify<KeepSecretsOut>.Fixes<KeepSecretsOutFix>(
        In("""int Use() { const string smtpPassword = [|"Violet#Harbor27"|]; return smtpPassword.Length; }"""),
        In("""int Use() { string smtpPassword = Environment.GetEnvironmentVariable("SMTP_PASSWORD") ?? throw new InvalidOperationException("Environment variable 'SMTP_PASSWORD' is not set."); return smtpPassword.Length; }"""), plan: "Environment");

    [Fact]
    public Task Where_an_operator_follows_the_code_is_put_in_brackets() => Verify<KeepSecretsOut>.Fixes<KeepSecretsOutFix>(
        In("""bool Check(string adminPassword) => adminPassword == [|"Violet#Harbor27"|];"""),
        In("""bool Check(string adminPassword) => adminPassword == (Environment.GetEnvironmentVariable("ADMIN_PASSWORD") ?? throw new InvalidOperationException("Environment variable 'ADMIN_PASSWORD' is not set."));"""), plan: "Environment");

    [Fact]
    public Task Key_bytes_come_from_base64() => Verify<KeepSecretsOut>.Fixes<KeepSecretsOutFix>(
        In("""static readonly byte[] AesKey = new byte[] [|{ 86, 190, 93, 73, 209, 4, 42, 49, 175, 125, 170, 122, 59, 105, 106, 216 }|];"""),
        In("""static readonly byte[] AesKey = Convert.FromBase64String(Environment.GetEnvironmentVariable("AES_KEY") ?? throw new InvalidOperationException("Environment variable 'AES_KEY' is not set."));"""), plan: "Environment");

    [Fact]
    public Task Key_bytes_of_an_initialiser_without_a_type_come_from_base64_too() => Verify<KeepSecretsOut>.Fixes<KeepSecretsOutFix>(
        In("""static readonly byte[] AesKey = [|{ 86, 190, 93, 73, 209, 4, 42, 49, 175, 125, 170, 122, 59, 105, 106, 216 }|];"""),
        In("""static readonly byte[] AesKey = Convert.FromBase64String(Environment.GetEnvironmentVariable("AES_KEY") ?? throw new InvalidOperationException("Environment variable 'AES_KEY' is not set."));"""), plan: "Environment");

    [Fact]
    public Task A_connection_string_comes_from_one_variable() => Verify<KeepSecretsOut>.Fixes<KeepSecretsOutFix>(
        In("""readonly string orders = [|"Server=db1;User Id=app;Password=Violet#Harbor27;Encrypt=True"|];"""),
        In("""readonly string orders = Environment.GetEnvironmentVariable("ORDERS_CONNECTION_STRING") ?? throw new InvalidOperationException("Environment variable 'ORDERS_CONNECTION_STRING' is not set.");"""), plan: "Environment");

    [Fact]
    public Task Or_its_password_is_taken_out() => Verify<KeepSecretsOut>.Fixes<KeepSecretsOutFix>(
        In("""readonly string ordersDb = [|"Server=db1;User Id=app;Password=Violet#Harbor27;Encrypt=True"|];"""),
        In("""readonly string ordersDb = $"Server=db1;User Id=app;Password={(Environment.GetEnvironmentVariable("ORDERS_DB_PASSWORD") ?? throw new InvalidOperationException("Environment variable 'ORDERS_DB_PASSWORD' is not set."))};Encrypt=True";"""), plan: "TakeOut");

    [Fact]
    public Task Of_a_text_with_holes_only_the_password_is_taken_out() => Verify<KeepSecretsOut>.Fixes<KeepSecretsOutFix>(
        In("""string DbFor(string host) => [|$"Server={host};User Id=app;Password=Violet#Harbor27"|];"""),
        In("""string DbFor(string host) => $"Server={host};User Id=app;Password={(Environment.GetEnvironmentVariable("ORDERS_PASSWORD") ?? throw new InvalidOperationException("Environment variable 'ORDERS_PASSWORD' is not set."))}";"""), plan: "TakeOut");

    [Theory]
    [InlineData("""[System.ComponentModel.DefaultValue(Password)] string? P { get; set; } const string Password = [|"Violet#Harbor27"|];""")]
    [InlineData("""void Call(string password = [|"Violet#Harbor27"|]) { }""")]
    [InlineData("""bool Check(string password) => password is [|"Violet#Harbor27"|];""")]
    [InlineData("""const string Password = [|"Violet#Harbor27"|]; int Of(string s) { switch (s) { case Password: return 1; default: return 2; } }""")]
    [InlineData("""static readonly int Length = Password.Length; const string Password = [|"Violet#Harbor27"|];""")]
    public Task Where_a_constant_is_required_there_is_no_fix(string member) => Verify<KeepSecretsOut>.OffersNothing<KeepSecretsOutFix>(In(member));

    [Fact]
    public Task In_async_code_it_comes_from_Parameter_Store_once_per_environment() => Verify<KeepSecretsOut>.Fixes<KeepSecretsOutFix>(
        In("""
            async Task<int> Load()
                {
                    var smtpPassword = [|"Violet#Harbor27"|];
                    await Task.Yield();
                    return smtpPassword.Length;
                }
            """),
        In("""
            static readonly Amazon.SimpleSystemsManagement.IAmazonSimpleSystemsManagement s_parameterStore = new Amazon.SimpleSystemsManagement.AmazonSimpleSystemsManagementClient();

                static string? s_smtpPassword;

                static async Task<string> GetSmtpPasswordAsync() =>
                    s_smtpPassword ??= (await s_parameterStore.GetParameterAsync(new Amazon.SimpleSystemsManagement.Model.GetParameterRequest
                    {
                        Name = Environment.GetEnvironmentVariable("SMTP_PASSWORD_PARAMETER") ?? throw new InvalidOperationException("Environment variable 'SMTP_PASSWORD_PARAMETER' is not set."),
                        WithDecryption = true,
                    })).Parameter.Value;

                async Task<int> Load()
                {
                    var smtpPassword = await GetSmtpPasswordAsync();
                    await Task.Yield();
                    return smtpPassword.Length;
                }
            """), plan: "ParameterStore", fixAll: false);

    [Theory]
    [InlineData("""string Load() { var smtpPassword = [|"Violet#Harbor27"|]; return smtpPassword; }""")]
    [InlineData("""readonly string smtpPassword = [|"Violet#Harbor27"|];""")]
    [InlineData("""async Task Load() { lock (config) { var smtpPassword = [|"Violet#Harbor27"|]; } await Task.Yield(); }""")]
    public Task Where_nobody_can_wait_nothing_is_fetched(string member) => Verify<KeepSecretsOut>.OffersNothing<KeepSecretsOutFix>(In(member), plan: "ParameterStore");

    [Fact]
    public Task Without_its_package_a_store_is_not_offered() => Verify<KeepSecretsOut>.OffersNothing<KeepSecretsOutFix>(
        In("""async Task<string> Load() { await Task.Yield(); var smtpPassword = [|"Violet#Harbor27"|]; return smtpPassword; }""") with
        {
            References = [.. References.All.Where(each => !each.Display!.Contains("SimpleSystemsManagement", StringComparison.Ordinal))],
        }, plan: "ParameterStore");

    [Fact]
    public async Task With_its_package_it_comes_from_Secrets_Manager()
    {
        var subject = In("""async Task<string> Load() { await Task.Yield(); var smtpPassword = [|"Violet#Harbor27"|]; return smtpPassword; }""");
        var changed = await Workbench.Apply(new KeepSecretsOutFix(), new KeepSecretsOut(), subject, "Function.cs", "SecretsManager");
        Assert.Contains("var smtpPassword = await GetSmtpPasswordAsync();", changed, StringComparison.Ordinal);
        Assert.Contains("SecretId = Environment.GetEnvironmentVariable(\"SMTP_PASSWORD_SECRET_ARN\")", changed, StringComparison.Ordinal);
        Assert.DoesNotContain("Harbor27", changed, StringComparison.Ordinal);
        _ = (subject with { Sources = subject.Sources.SetItem(0, ("Function.cs", changed)) }).Compile();
    }
}
