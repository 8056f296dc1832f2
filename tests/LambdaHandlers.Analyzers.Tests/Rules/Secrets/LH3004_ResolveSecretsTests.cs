using LambdaHandlers.Analyzers.Rules.Secrets;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Secrets;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.Rules.Secrets;

public class ResolveSecretsTests
{
    static readonly string Token = Drawn.Token();

    const string Source = "public class Pay { public string Handle(string s, ILambdaContext c) => s; }";

    static Subject In(string path, string text) => Subject.Of(Source).File(path, text.Replace("TOKEN", Token, StringComparison.Ordinal));

    static Subject Template(string variables) => In("template.yaml", $"""
        Resources:
          PayFunction:
            Type: AWS::Serverless::Function
            Properties:
              Handler: Shop::Pay::Handle
              Runtime: dotnet8
              Environment:
                Variables:
                  {variables}
        """);

    [Fact]
    public Task A_secret_in_a_template_is_reported_at_its_value() => Verify<ResolveSecrets>.Reports(Template("API_KEY: [|TOKEN|] # the partner's"), DiagnosticSeverity.Warning,
        "'API_KEY' in template.yaml holds a secret (secret); refer to Secrets Manager or Parameter Store instead, and replace it: it stays in the history");

    [Theory]
    [InlineData("DB_PASSWORD: '[|Violet#Harbor27|]'")]
    [InlineData("ORDERS_DB: [|Server=db1;User Id=app;Password=Violet#Harbor27|]")]
    [InlineData("QUEUE: [|amqps://app:Violet27Harbor@mq.internal/v|]")]
    public Task Passwords_and_texts_are_reported(string variable) => Verify<ResolveSecrets>.Reports(Template(variable), DiagnosticSeverity.Warning);

    [Theory]
    [InlineData("aws-lambda-tools-defaults.json", """{ "environment-variables": "\"API_KEY\"=\"TOKEN\";\"STAGE\"=\"prod\"" }""")]
    [InlineData("appsettings.Production.json", """{ "Jwt": { "Key": "TOKEN", "Issuer": "orders" } }""")]
    [InlineData("Properties/launchSettings.json", """{ "profiles": { "Shop": { "environmentVariables": { "API_KEY": "TOKEN" } } } }""")]
    [InlineData("samconfig.toml", "[default.deploy.parameters]\nparameter_overrides = \"Stage=prod ApiKey=TOKEN\"\n")]
    [InlineData("samconfig.toml", "[default.deploy.parameters]\nparameter_overrides = \"Stage=\\\"prod\\\" ApiKey=\\\"TOKEN\\\"\"\n")]
    [InlineData("samconfig.toml", "[default.deploy.parameters]\nparameter_overrides = [\n  \"Stage=prod\",\n  \"ApiKey=TOKEN\",\n]\n")]
    [InlineData("template.yaml", "Parameters:\n  DbPassword:\n    Type: String\n    Default: Violet#Harbor27\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: Shop::Pay::Handle\n      Runtime: dotnet8\n")]
    public async Task Every_kind_of_file_is_read(string path, string text)
    {
        var found = await Verify<ResolveSecrets>.Findings(In(path, text).Compile());
        var finding = Assert.Single(found);
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Leak.AssertNone($"\"{Token}\"", finding.GetMessage() + string.Concat(finding.Properties));
    }

    [Theory]
    [InlineData("API_KEY: '{{resolve:secretsmanager:pay:SecretString:key}}'")]
    [InlineData("API_KEY: '{{resolve:ssm-secure:/pay/key:1}}'")]
    [InlineData("API_KEY: !Ref ApiKey")]
    [InlineData("API_KEY: !Sub '${ApiKey}'")]
    [InlineData("API_KEY: { Ref: ApiKey }")]
    [InlineData("SECRET_ARN: arn:aws:secretsmanager:eu-west-1:123456789012:secret:pay-AbCdEf")]
    [InlineData("SECRET_NAME: prod/pay/api-key-2")]
    [InlineData("API_KEY_PARAMETER: /prod/pay/api-key")]
    [InlineData("DB_PASSWORD: ''")]
    [InlineData("DB_PASSWORD: changeme")]
    [InlineData("TOKEN_ENDPOINT: https://id.shop.net/connect/token")]
    [InlineData("TABLE_NAME: orders-2024")]
    public Task References_names_and_placeholders_are_fine(string variable) => Verify<ResolveSecrets>.Allows(Template(variable.Replace("TOKEN", "Token", StringComparison.Ordinal)));

    [Fact]
    public Task A_host_of_this_machine_makes_it_a_hint() => Verify<ResolveSecrets>.Reports(
        In("appsettings.Development.json", """{ "ConnectionStrings": { "Orders": "[|Server=localhost;User Id=sa;Password=Violet#Harbor27|]" } }"""), DiagnosticSeverity.Info);

    [Fact]
    public Task A_template_of_another_project_is_left_to_it() => Verify<ResolveSecrets>.Allows(
        In("../../template.yaml", $"Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: Other::Other.F::Handle\n      Runtime: dotnet8\n      Environment: {{ Variables: {{ API_KEY: {Token} }} }}\n"));

    [Theory]
    [InlineData("API_KEY: [|TOKEN|] # the partner's", "API_KEY: '{{resolve:secretsmanager:api-key:SecretString:value}}' # the partner's")]
    [InlineData("DB_PASSWORD: '[|Violet#Harbor27|]'", "DB_PASSWORD: '{{resolve:secretsmanager:db-password:SecretString:value}}'")]
    [InlineData("ORDERS_DB: [|Server=db1;User Id=app;Password=Violet#Harbor27|]", "ORDERS_DB: Server=db1;User Id=app;Password={{resolve:secretsmanager:orders-db:SecretString:value}}")]
    [InlineData("JWT_SIGNING_KEY: >-\n            [|TOKEN|]", "JWT_SIGNING_KEY: >-\n            {{resolve:secretsmanager:jwt-signing-key:SecretString:value}}")]
    [InlineData("JWT_SIGNING_KEY:\n            [|TOKEN|]", "JWT_SIGNING_KEY:\n            '{{resolve:secretsmanager:jwt-signing-key:SecretString:value}}'")]
    public async Task The_fix_refers_to_Secrets_Manager(string before, string after)
    {
        var changed = await Workbench.Apply(new ResolveSecretsFix(), new ResolveSecrets(), Template(before), "template.yaml");
        Assert.Contains(after, changed, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, changed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("parameter_overrides = \"Stage=prod ApiKey=TOKEN\"", "parameter_overrides = \"Stage=prod ApiKey={{resolve:secretsmanager:api-key:SecretString:value}}\"")]
    [InlineData("parameter_overrides = [\n  \"DbPassword=Violet#Harbor27\",\n]", "  \"DbPassword={{resolve:secretsmanager:db-password:SecretString:value}}\",\n")]
    [InlineData("parameter_overrides = \"DbPassword=Fl1eder&Busch9 Stage=prod\"", "parameter_overrides = \"DbPassword={{resolve:secretsmanager:db-password:SecretString:value}} Stage=prod\"")]
    public async Task The_fix_refers_to_Secrets_Manager_in_samconfig(string before, string after)
    {
        var changed = await Workbench.Apply(new ResolveSecretsFix(), new ResolveSecrets(), In("samconfig.toml", $"[default.deploy.parameters]\n{before}\n"), "samconfig.toml");
        Assert.Contains(after, changed, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, changed, StringComparison.Ordinal);
    }

    [Fact]
    public Task In_samconfig_the_message_names_the_parameter() => Verify<ResolveSecrets>.Reports(
        In("samconfig.toml", "[default.deploy.parameters]\nparameter_overrides = \"Stage=prod ApiKey=[|TOKEN|]\"\n"), DiagnosticSeverity.Warning,
        "'ApiKey' in samconfig.toml holds a secret (text); refer to Secrets Manager or Parameter Store instead, and replace it: it stays in the history");

    [Fact]
    public Task Settings_that_CloudFormation_does_not_read_have_no_fix() => Verify<ResolveSecrets>.OffersNothing<ResolveSecretsFix>(
        In("appsettings.json", """{ "ApiKey": "[|TOKEN|]" }"""));
}
