using System.Text;
using Amazon.Lambda.CognitoEvents;
using Amazon.Lambda.Core;

namespace Identity.SignUps;

public class PreSignUp
{
    private static readonly string[] Partners = { "acme.example", "initech.example" };

    public Task<CognitoPreSignupEvent> FunctionHandler(CognitoPreSignupEvent signup, ILambdaContext context)
    {
        var email = signup.Request.UserAttributes["email"];
        var at = email.LastIndexOf('@');
        if (at <= 0)
        {
            context.Logger.LogWarning("no address");
            throw new ArgumentException("an address is needed");
        }

        var domain = email.Substring(at + 1).ToLowerInvariant();
        var local = email.Substring(0, at);
        var plus = local.IndexOf('+');
        if (plus > 0) local = local.Substring(0, plus);

        // Gmail does not care about dots.
        if (domain is "gmail.com" or "googlemail.com")
        {
            var plain = new StringBuilder();
            foreach (var c in local)
                if (c != '.') plain.Append(char.ToLowerInvariant(c));
            local = plain.ToString();
            domain = "gmail.com";
        }

        var digits = local.Count(char.IsDigit);
        var suspicion = 0;
        if (digits > 5) suspicion += 2;
        if (local.Length > 25) suspicion++;
        if (domain.Split('.').Length > 3) suspicion++;
        if (domain.EndsWith(".zip") || domain.EndsWith(".top")) suspicion += 2;
        if (suspicion >= 3)
        {
            throw new InvalidOperationException($"{local}@{domain} looks like a robot");
        }

        signup.Response.AutoConfirmUser = Partners.Contains(domain);
        signup.Response.AutoVerifyEmail = Partners.Contains(domain) && suspicion == 0;
        context.Logger.LogInformation("{Domain}: suspicion {Suspicion}", domain, suspicion);
        return Task.FromResult(signup);
    }
}
