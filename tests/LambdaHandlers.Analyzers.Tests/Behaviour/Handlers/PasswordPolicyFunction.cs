using System.Text.RegularExpressions;
using Amazon.Lambda.CognitoEvents;
using Amazon.Lambda.Core;

namespace Identity.Triggers;

public class SignUp
{
    public string UserName { get; set; } = "";
    public string Email { get; set; } = "";
    public string Candidate { get; set; } = "";
}

public class Verdict
{
    public bool Accepted { get; set; }
    public int Strength { get; set; }
    public List<string> Problems { get; set; } = new();
}

/// <summary>Judges a candidate before the user pool does.</summary>
public class PasswordPolicyFunction
{
    public Task<Verdict> JudgeAsync(SignUp signUp, ILambdaContext context)
    {
        var verdict = new Verdict();
        var candidate = signUp.Candidate;

        if (candidate.Length < 12)
        {
            verdict.Problems.Add("short");
        }

        // four classes of characters, three of them are needed
        var classes = 0;
        if (candidate.Any(char.IsLower)) classes++;
        if (candidate.Any(char.IsUpper)) classes++;
        if (candidate.Any(char.IsDigit)) classes++;
        if (candidate.Any(c => !char.IsLetterOrDigit(c))) classes++;
        if (classes < 3)
        {
            verdict.Problems.Add("monotonous");
        }

        var local = signUp.Email.Split('@')[0];
        if (local.Length > 2 && candidate.Contains(local, StringComparison.OrdinalIgnoreCase))
        {
            verdict.Problems.Add("contains the address");
        }

        if (Regex.IsMatch(candidate, @"(.)\1{2,}"))
        {
            verdict.Problems.Add("repeats itself");
        }

        var distinct = candidate.Distinct().Count();
        verdict.Strength = Math.Min(100, candidate.Length * 3 + classes * 10 + distinct * 2);
        verdict.Accepted = verdict.Problems.Count == 0 && verdict.Strength >= 60;

        context.Logger.LogInformation("judged {User}: {Problems} problems", signUp.UserName, verdict.Problems.Count);
        return Task.FromResult(verdict);
    }
}
