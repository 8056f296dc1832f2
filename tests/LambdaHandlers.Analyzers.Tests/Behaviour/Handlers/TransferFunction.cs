using System.Globalization;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Bank.Transfers;

public class TransferRejectedException(string reason) : Exception(reason);

public record Transfer(string From, string To, decimal Amount, string? Reference);

public class TransferFunction
{
    private static readonly AmazonDynamoDBClient Dynamo = new();
    private static readonly string Table = "accounts";

    public async Task<APIGatewayProxyResponse> FunctionHandler(APIGatewayProxyRequest request, ILambdaContext context)
    {
        try
        {
            var transfer = JsonSerializer.Deserialize<Transfer>(request.Body) ?? throw new TransferRejectedException("empty");
            if (transfer.From == transfer.To) throw new TransferRejectedException("same account");
            if (transfer.Amount <= 0) throw new TransferRejectedException("amount");

            var from = await Dynamo.GetItemAsync(Table, new Dictionary<string, AttributeValue> { ["id"] = new(transfer.From) });
            var balance = decimal.Parse(from.Item["balance"].N, CultureInfo.InvariantCulture);
            var limit = from.Item.ContainsKey("limit") ? decimal.Parse(from.Item["limit"].N, CultureInfo.InvariantCulture) : 0m;
            var spent = from.Item.ContainsKey("today") ? decimal.Parse(from.Item["today"].N, CultureInfo.InvariantCulture) : 0m;

            var fee = transfer.Amount > 10_000m ? 15m : transfer.To.StartsWith("EXT") ? 0.35m : 0m;
            if (balance + limit < transfer.Amount + fee)
                throw new TransferRejectedException("balance");
            if (spent + transfer.Amount > 25_000m)
            {
                context.Logger.LogWarning("daily limit of {Account}", transfer.From);
                throw new TransferRejectedException("daily limit");
            }

            await Dynamo.TransactWriteItemsAsync(new TransactWriteItemsRequest
            {
                TransactItems = new List<TransactWriteItem>
                {
                    new() { Update = Add(transfer.From, -(transfer.Amount + fee)) },
                    new() { Update = Add(transfer.To, transfer.Amount) },
                },
            });
            return new APIGatewayProxyResponse { StatusCode = 200, Body = JsonSerializer.Serialize(new { fee, balance = balance - transfer.Amount - fee }) };
        }
        catch (TransferRejectedException rejected)
        {
            return new APIGatewayProxyResponse { StatusCode = 422, Body = rejected.Message };
        }
        catch (TransactionCanceledException e)
        {
            context.Logger.LogError(e, "transfer cancelled");
            return new APIGatewayProxyResponse { StatusCode = 409, Body = "try again" };
        }
    }

    private static Update Add(string account, decimal amount) => new()
    {
        TableName = Table,
        Key = new Dictionary<string, AttributeValue> { ["id"] = new(account) },
        UpdateExpression = "ADD balance :a",
        ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":a"] = new() { N = amount.ToString(CultureInfo.InvariantCulture) } },
    };
}
