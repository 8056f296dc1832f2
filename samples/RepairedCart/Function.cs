using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace RepairedCart;

/// <summary>Puts an article into a cart and answers what is in it. The cart comes with the request; nothing stays behind.</summary>
public class Function
{
    public Cart Handle(Purchase purchase, ILambdaContext context)
    {
        context.Logger.LogInformation("{Customer} takes {Article}", purchase.Customer, purchase.Article);
        return new(purchase.Customer, [.. purchase.Before ?? [], purchase.Article]);
    }
}

/// <summary>One article for one customer, and what the customer had before.</summary>
public sealed record Purchase(string Customer, string Article, string[]? Before = null);

/// <summary>What the customer gets to see.</summary>
public sealed record Cart(string Customer, string[] Articles);
