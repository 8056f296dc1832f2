using static LambdaHandlers.Analyzers.Model.Secrets.Chars;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>How each issuer writes its credentials; one line a format.</summary>
static class Issuers
{
    public static readonly Format[] All =
    [
        // Marker, least and greatest number of characters after it, their alphabet.
        new("AWS access key id", "AKIA", 16, 16, Base32),
        new("AWS access key id", "ASIA", 16, 16, Base32),
        new("AWS access key id", "ABIA", 16, 16, Base32),
        new("AWS access key id", "ACCA", 16, 16, Base32),
        new("AWS session token", "IQoJb3JpZ2lu", 180, 4000, Base64),
        new("AWS session token", "FwoGZXIvYXdz", 180, 4000, Base64),
        new("AWS Bedrock key", "ABSK", 109, 280, Base64),
        new("AWS Bedrock key", "bedrock-api-key-YmVkcm9jay", 20, 4000, Base64),

        new("GitHub token", "ghp_", 36, 36, Base62, Check: HasGitHubCrc),
        new("GitHub token", "gho_", 36, 36, Base62, Check: HasGitHubCrc),
        new("GitHub token", "ghu_", 36, 36, Base62, Check: HasGitHubCrc),
        new("GitHub token", "ghs_", 36, 36, Base62, Check: HasGitHubCrc),
        new("GitHub token", "ghr_", 36, 76, Base62),
        new("GitHub token", "github_pat_", 82, 82, Word, Check: (text, start, _) => text[start + 22] == '_'),
        new("GitLab token", "glpat-", 20, 300, Dotted),
        new("GitLab token", "gldt-", 20, 64, Base64Url),
        new("GitLab token", "glrt-", 20, 300, Dotted),
        new("GitLab token", "glptt-", 40, 40, Hex),
        new("GitLab token", "glcbt-", 20, 64, Base64Url),
        new("GitLab token", "glft-", 20, 64, Base64Url),
        new("GitLab token", "glagent-", 50, 64, Base64Url),
        new("GitLab token", "glsoat-", 20, 64, Base64Url),
        new("GitLab token", "glimt-", 25, 64, Base64Url),
        new("GitLab token", "glffct-", 20, 64, Base64Url),
        new("GitLab token", "gloas-", 64, 64, Hex),
        new("npm token", "npm_", 36, 36, Base62, Check: HasGitHubCrc),
        new("NuGet key", "oy2", 43, 43, LowBase32),
        new("PyPI token", "pypi-AgEIcHlwaS5vcmc", 50, 1000, Base64Url),
        new("RubyGems key", "rubygems_", 48, 48, Hex),
        new("Docker token", "dckr_pat_", 27, 32, Base64Url),
        new("Docker token", "dckr_oat_", 27, 40, Base64Url),
        new("CircleCI token", "CCIPAT_", 63, 63, Word),
        new("CircleCI token", "CCIPRJ_", 63, 63, Word),
        new("Buildkite token", "bkua_", 40, 40, Hex),
        new("Artifactory key", "AKCp", 69, 69, Base62),
        new("Artifactory token", "cmVmdGtuOjAx", 52, 52, Base62),
        new("Atlassian token", "ATATT3", 60, 400, Base64Url, Tail: "=", Rest: HexDash),
        new("Atlassian token", "ATCTT3", 60, 400, Base64Url, Tail: "=", Rest: HexDash),
        new("Bitbucket password", "ATBB", 32, 32, Base62, Check: (text, start, _) => Alphabet.Run(text, start + 24, UpperDigit) == 8),
        new("Trello token", "ATTA", 72, 72, HexDash),
        new("Sonar token", "squ_", 40, 40, Hex),
        new("Sonar token", "sqp_", 40, 40, Hex),
        new("Sonar token", "sqa_", 40, 40, Hex),
        new("Sourcegraph token", "sgp_", 57, 57, Word, Check: (text, start, _) => text[start + 16] == '_'),

        new("Slack token", "xoxb-", 36, 140, Base64Url, Check: HasLongNumber),
        new("Slack token", "xoxp-", 40, 140, Base64Url, Check: HasLongNumber),
        new("Slack token", "xoxa-", 40, 140, Base64Url, Check: HasLongNumber),
        new("Slack token", "xoxe-", 40, 260, Base64Url),
        new("Slack token", "xoxe.xoxb-", 40, 260, Base64Url),
        new("Slack token", "xoxe.xoxp-", 40, 260, Base64Url),
        new("Slack token", "xapp-", 40, 140, Base64Url, Check: HasLongNumber),
        new("Slack webhook", "hooks.slack.com/services/T", 36, 62, PathPart),
        new("Slack webhook", "hooks.slack.com/workflows/T", 50, 90, PathPart),
        new("Slack webhook", "hooks.slack.com/triggers/T", 50, 90, PathPart),
        new("Discord webhook", "discord.com/api/webhooks/", 80, 110, PathPart),
        new("Discord webhook", "discordapp.com/api/webhooks/", 80, 110, PathPart),
        new("Teams webhook", ".webhook.office.com/webhookb2/", 100, 260, PathPart),
        new("Telegram bot token", ":AA", 33, 33, Base64Url, Lead: Digit, Check: (text, start, _) => Alphabet.RunBefore(text, start - 3, Digit) is >= 8 and <= 11),

        new("SendGrid key", "SG.", 66, 66, Dotted, Check: (text, start, _) => text[start + 22] == '.'),
        new("Brevo key", "xkeysib-", 81, 81, Base64Url),
        new("Resend key", "re_", 28, 34, Word, Check: (text, start, length) => HasAllCases(text, start, length) || (text[start + 8] == '_' && length == 33)),
        new("Mailgun key", "key-", 32, 32, Hex),
        new("Mailchimp key", "-us", 1, 2, Digit, Lead: Hex, Check: (text, start, _) => Alphabet.RunBefore(text, start - 3, Hex) == 32 && Shape.IsVaried(text, start - 35, 32)),
        new("Stripe key", "sk_live_", 24, 247, Base62),
        new("Stripe key", "rk_live_", 24, 247, Base62),
        new("Stripe key", "sk_org_live_", 24, 247, Base62),
        new("Stripe test key", "sk_test_", 24, 247, Base62, Weak: true),
        new("Stripe test key", "rk_test_", 24, 247, Base62, Weak: true),
        new("Stripe webhook secret", "whsec_", 32, 64, Base64),
        new("Square token", "EAAA", 60, 60, Base64Url),
        new("Square secret", "sq0csp-", 43, 43, Base64Url),
        new("Square token", "sq0atp-", 22, 22, Base64Url),
        new("Shopify token", "shpat_", 32, 32, HexDash),
        new("Shopify secret", "shpss_", 32, 32, HexDash),
        new("Shopify token", "shpca_", 32, 32, HexDash),
        new("Shopify token", "shppa_", 32, 32, HexDash),
        new("Plaid token", "access-production-", 36, 36, HexDash),
        new("Plaid token", "access-development-", 36, 36, HexDash),
        new("PayPal token", "access_token$production$", 16, 16, Base62, Tail: "$", Rest: Hex, Check: (text, start, _) => Alphabet.Run(text, start + 17, Hex) == 32),
        new("Flutterwave secret", "FLWSECK-", 32, 32, Hex, Tail: "-X"),
        new("Shippo token", "shippo_live_", 40, 40, Hex),
        new("EasyPost key", "EZAK", 54, 54, Base62),
        new("Duffel token", "duffel_live_", 43, 43, Base64Url),

        new("OpenAI key", "T3BlbkFJ", 20, 200, Base64Url, Inside: true, Lead: Base64Url, Check: (text, start, _) => Alphabet.RunBefore(text, start - 8, Base64Url) >= 20),
        new("Anthropic key", "sk-ant-", 90, 120, Base64Url, Check: (text, start, length) => text[start + length - 1] == 'A'),
        new("OpenRouter key", "sk-or-v1-", 64, 64, Hex),
        new("Groq key", "gsk_", 52, 52, Base62),
        new("xAI key", "xai-", 80, 80, Base62),
        new("Perplexity key", "pplx-", 48, 48, Base62),
        new("Replicate token", "r8_", 37, 37, Base62),
        new("Hugging Face token", "hf_", 34, 34, Letter),
        new("Pinecone key", "pcsk_", 60, 80, Word),
        new("NVIDIA key", "nvapi-", 64, 64, Base64Url),
        new("Together key", "tgp_v1_", 43, 43, Base64Url),
        new("Cerebras key", "csk-", 48, 48, Base62),
        new("Tavily key", "tvly-", 32, 64, Base64Url),
        new("Jina key", "jina_", 60, 60, Base64Url),
        new("ElevenLabs key", "sk_", 48, 48, Hex),
        new("LangSmith key", "lsv2_pt_", 43, 43, Word, Check: (text, start, _) => text[start + 32] == '_'),
        new("LangSmith key", "lsv2_sk_", 43, 43, Word, Check: (text, start, _) => text[start + 32] == '_'),
        new("Langfuse key", "sk-lf-", 36, 36, HexDash, Check: IsGuid),
        new("Google API key", "AIza", 35, 35, Base64Url, Weak: true),
        new("Google client secret", "GOCSPX-", 28, 28, Base64Url),
        new("Google access token", "ya29.", 40, 2000, Dotted),
        new("Google refresh token", "1//0", 60, 250, Base64Url),

        // Microsoft signs its keys: a marker at a fixed place.
        new("Entra client secret", "7Q~", 31, 34, Tilde, Before: 3),
        new("Entra client secret", "8Q~", 31, 34, Tilde, Before: 3),
        new("Azure Storage key", "+ASt", 6, 6, Base64, Before: 76, Tail: "=="),
        new("Azure Cosmos DB key", "ACDb", 6, 6, Base64, Before: 76, Tail: "=="),
        new("Azure API Management key", "APIM", 6, 6, Base64, Before: 76, Tail: "=="),
        new("Azure Batch key", "+ABa", 6, 6, Base64, Before: 76, Tail: "=="),
        new("Azure Service Bus key", "+ASb", 6, 6, Base64, Before: 33, Tail: "="),
        new("Azure Event Hubs key", "+AEh", 6, 6, Base64, Before: 33, Tail: "="),
        new("Azure IoT key", "AIoT", 6, 6, Base64, Before: 33, Tail: "="),
        new("Azure Redis key", "AzCa", 6, 6, Base64, Before: 33, Tail: "="),
        new("Azure Relay key", "+ARm", 6, 6, Base64, Before: 33, Tail: "="),
        new("Azure Functions key", "AzFu", 6, 6, Base64Url, Before: 44, Tail: "=="),
        new("Azure container registry key", "+ACR", 6, 6, Base64, Before: 42),
        new("Azure Search key", "AzSe", 6, 6, Base62, Before: 42),
        new("Azure key", "JQQJ9", 27, 31, Base62, Before: 52, Check: (text, start, _) => text[start] is '9' or 'D' or 'H'),

        new("DigitalOcean token", "dop_v1_", 64, 64, Hex),
        new("DigitalOcean token", "doo_v1_", 64, 64, Hex),
        new("DigitalOcean token", "dor_v1_", 64, 64, Hex),
        new("Databricks token", "dapi", 32, 32, Hex),
        new("Pulumi token", "pul-", 40, 40, Hex),
        new("Heroku key", "HRKU-AA", 58, 58, Base64Url),
        new("Doppler token", "dp.pt.", 40, 44, Base62),
        new("Doppler token", "dp.st.", 40, 80, Dotted),
        new("Doppler token", "dp.ct.", 40, 44, Base62),
        new("Doppler token", "dp.sa.", 40, 44, Base62),
        new("Vault token", "hvs.", 24, 130, Base64Url),
        new("Vault token", "hvb.", 24, 300, Base64Url),
        new("Terraform Cloud token", ".atlasv1.", 60, 70, Base64Url, Lead: Base62, Check: (text, start, _) => Alphabet.RunBefore(text, start - 9, Base62) == 14),
        new("PlanetScale token", "pscale_tkn_", 32, 64, Dotted),
        new("PlanetScale password", "pscale_pw_", 32, 64, Dotted),
        new("PlanetScale token", "pscale_oauth_", 32, 64, Dotted),
        new("Neon key", "napi_", 64, 64, Base62),
        new("Tailscale key", "tskey-", 30, 80, Base64Url),
        new("Supabase token", "sbp_", 40, 40, Hex),
        new("Supabase secret key", "sb_secret_", 31, 31, Base64Url, Check: (text, start, _) => text[start + 22] == '_'),
        new("Netlify token", "nfp_", 36, 40, Base62),
        new("Fly token", "fm2_", 60, 4000, Base64),
        new("Vercel Blob token", "vercel_blob_rw_", 40, 60, Word),
        new("LaunchDarkly key", "sdk-", 36, 36, HexDash, Check: IsGuid),
        new("Prefect key", "pnu_", 36, 36, Base62),
        new("Readme key", "rdme_", 70, 70, Base62),
        new("Polar token", "polar_oat_", 40, 50, Base62),
        new("Typeform token", "tfp_", 40, 70, Base64Url),
        new("Mapbox secret token", "sk.eyJ", 60, 200, Dotted),
        new("Contentful token", "CFPAT-", 43, 43, Base64Url),
        new("Figma token", "figd_", 40, 40, Base64Url),
        new("Linear key", "lin_api_", 40, 40, Base62),
        new("Linear token", "lin_oauth_", 64, 64, Hex),
        new("Notion token", "ntn_", 46, 46, Base62),
        new("Notion token", "secret_", 43, 43, Base62),
        new("Postman key", "PMAK-", 59, 59, HexDash),
        new("HubSpot token", "pat-na1-", 36, 36, HexDash),
        new("HubSpot token", "pat-eu1-", 36, 36, HexDash),
        new("Airtable token", "pat", 79, 79, Dotted, Check: (text, start, _) => text[start + 14] == '.' && Alphabet.Run(text, start + 15, Hex) == 64),
        new("New Relic key", "NRAK-", 27, 27, UpperDigit),
        new("New Relic license key", "NRAL", 0, 0, Hex, Before: 36),
        new("Honeycomb key", "hcaik_", 58, 58, Base62),
        new("Honeycomb key", "hcxik_", 58, 58, Base62),
        new("Sentry token", "sntryu_", 64, 64, Hex),
        new("Sentry token", "sntrys_eyJ", 60, 400, Base64 | Word),
        new("OpenShift token", "sha256~", 43, 43, Base64Url),
        new("Grafana token", "glsa_", 41, 41, Word, Check: (text, start, _) => text[start + 32] == '_' && Alphabet.Run(text, start + 33, HexDash) == 8),
        new("Grafana token", "glc_eyJ", 40, 400, Base64),
        new("Dynatrace token", "dt0c01.", 89, 89, Dotted, Check: (text, start, _) => text[start + 24] == '.'),
        new("PostHog key", "phx_", 43, 48, Base62),
        new("1Password token", "ops_eyJ", 250, 4000, Base64Url),
        new("age identity", "AGE-SECRET-KEY-1", 58, 58, UpperDigit),

        new("private key", "-----BEGIN", 0, 0, None, Check: (text, start, _) => Pem.IsPrivateKey(text, start)),
        new("private key", "MIGHAgEAMBMGByqGSM49", 100, 400, Base64),
        new("private key", "MHcCAQEEI", 60, 400, Base64),
        new("private key", "MC4CAQAwBQYDK2VwBCIEI", 43, 43, Base64),
        new("private key", "MII", 60, 20000, Base64, Check: Pem.IsPrivateKeyInBase64),
        new("JSON web token", "eyJ", 10, 4000, Base64Url, Rest: Dotted, Check: IsSignedToken),
    ];

    // A checksum that fails makes a token suspicious, not innocent: forks and old tokens have none.
    static bool HasGitHubCrc(string text, int start, int length) =>
        Checksums.EndsInBase62Crc(text, start, length) || Shape.Entropy(text, start, length) >= 4;

    static bool HasLongNumber(string text, int start, int length)
    {
        for (int i = start, digits = 0; i < start + length; i++)
            if (!Alphabet.Has(text[i], Digit)) digits = 0;
            else if (++digits == 8) return true;
        return false;
    }

    static bool HasAllCases(string text, int start, int length)
    {
        var shape = new Shape(text.Substring(start, length));
        return shape is { Digits: > 1, Upper: > 1, Lower: > 1 } && Shape.Entropy(text, start, length) >= 3.8;
    }

    static bool IsGuid(string text, int start, int length) => Plausible.IsGuid(text.Substring(start, length));

    // header.payload.signature, and the header says how it was signed.
    static bool IsSignedToken(string text, int start, int length)
    {
        var payload = start + length + 1;
        if (payload >= text.Length || text[payload - 1] != '.') return false;
        var signature = payload + Alphabet.Run(text, payload, Base64Url) + 1;
        return signature - payload > 10 && signature < text.Length && text[signature - 1] == '.'
            && Alphabet.Run(text, signature, Base64Url) is >= 20 and var size
            && Shape.IsVaried(text, signature, size)
            && Checksums.Decoded(text.Substring(start - 3, length + 3)) is { } header && header.Contains("\"alg\"");
    }
}
