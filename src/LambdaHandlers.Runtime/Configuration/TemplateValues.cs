using System.Text;
using LambdaHandlers.Runtime.Hosting;

namespace LambdaHandlers.Runtime.Configuration;

/// <summary>What values of a template are, as far as that can be known without an account: parameters by their default, resources by a made-up ARN.</summary>
sealed class TemplateValues(Node template)
{
    /// <summary>A scalar, the first item of a list, or what an intrinsic function stands for; null if it can't be known.</summary>
    public string? TextOf(Node node)
    {
        var (function, argument) = node.Tag is ['!', .. var tag] ? (tag, node)
            : node.Members is [var (key, value)] ? (key.Replace("Fn::", "", StringComparison.Ordinal), value)
            : ("", node);
        return function switch
        {
            "Ref" => Reference(argument.Scalar ?? ""),
            "GetAtt" => Arn(argument.Scalar?.Split('.')[0] ?? argument.Items.FirstOrDefault()?.Scalar ?? ""),
            "Sub" => Substituted(argument.Scalar ?? argument.Items.FirstOrDefault()?.Scalar ?? ""),
            "Join" when argument.Items is [var separator, var parts] => string.Join(separator.Scalar, parts.Items.Select(TextOf)),
            "" => node.Items is [var first, ..] ? TextOf(first) : node.Scalar,
            _ => null,
        };
    }

    string Reference(string name) => name switch
    {
        "AWS::Region" => Aws.Region,
        "AWS::AccountId" => Aws.Account,
        "AWS::Partition" => "aws",
        "AWS::StackName" => "local",
        _ => template["Parameters"]?[name]?["Default"]?.Scalar ?? template["Resources"]?[name]?.At("Properties.FunctionName")?.Scalar ?? name,
    };

    string Arn(string name) => template["Resources"]?[name]?["Type"]?.Scalar switch
    {
        "AWS::Serverless::Function" or "AWS::Lambda::Function" => Aws.FunctionArn(Reference(name)),
        "AWS::SQS::Queue" => Aws.Arn("sqs", name),
        "AWS::SNS::Topic" => Aws.Arn("sns", name),
        _ => Aws.Arn("local", name),
    };

    /// <summary>${Name} and ${Name.Arn} by what they stand for; ${!Literal} stays. Without a regular expression: a host would keep what it takes to run one.</summary>
    string Substituted(string text)
    {
        var result = new StringBuilder();
        for (; text.IndexOf("${", StringComparison.Ordinal) is >= 0 and var start && text.IndexOf('}', start) is >= 0 and var end; text = text[(end + 1)..])
        {
            var name = text[(start + 2)..end];
            result.Append(text, 0, start).Append(
                name is "" or ['!', ..] ? text[start..(end + 1)]
                : name.EndsWith(".Arn", StringComparison.Ordinal) ? Arn(name[..^4])
                : Reference(name));
        }
        return result.Append(text).ToString();
    }
}
