using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace LambdaHandlers.Runtime.CommandLine;

/// <summary>An option with a number between limits.</summary>
sealed class NumberOption<T> : Option<T> where T : struct, INumber<T>
{
    public NumberOption(string name, (T Least, T Most) limits, string description) : base(name)
    {
        Description = description;
        HelpName = "number";
        CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (T.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number >= limits.Least && number <= limits.Most) return number;
            argument.AddError($"{name} must be {limits.Least} to {limits.Most}, not {text}.");
            return default;
        };
    }
}
