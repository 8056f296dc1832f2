using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace LeakingCart;

/// <summary>Puts an article into a cart and answers what is in it. Wrong: whoever is served by this environment shares one cart.</summary>
public class Function
{
    static readonly List<string> Articles = [];

    public Cart Handle(Purchase purchase, ILambdaContext context)
    {
        context.Logger.LogInformation("{Customer} takes {Article}", purchase.Customer, purchase.Article);
        Articles.Add(purchase.Article);
        return new(purchase.Customer, [.. Articles]);
    }
}

/// <summary>One article for one customer.</summary>
public sealed record Purchase(string Customer, string Article);

/// <summary>What the customer gets to see.</summary>
public sealed record Cart(string Customer, string[] Articles);
