using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Stock;

/// <summary>Says what an article costs.</summary>
public class Function
{
    public async Task<decimal> Handle(string article, ILambdaContext context)
    {
        context.Logger.LogInformation("asked for {Article}", article);
        return await Prices.Of(article);
    }
}
