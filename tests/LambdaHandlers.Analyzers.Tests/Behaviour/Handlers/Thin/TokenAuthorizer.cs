using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;

namespace Shop.Auth;

public interface ITokens
{
    string? UserOf(string token);
}

public class TestTokens : ITokens
{
    public string? UserOf(string token) => token.StartsWith("u-") ? token[2..] : null;
}

public class TokenAuthorizer
{
    private readonly ITokens _tokens;

    public TokenAuthorizer() : this(new TestTokens()) { }

    public TokenAuthorizer(ITokens tokens) => _tokens = tokens;

    public APIGatewayCustomAuthorizerResponse FunctionHandler(APIGatewayCustomAuthorizerRequest request, ILambdaContext context)
    {
        var token = request.AuthorizationToken;
        if (string.IsNullOrEmpty(token))
        {
            throw new UnauthorizedAccessException("Unauthorized");
        }
        if (token.StartsWith("Bearer ")) token = token.Substring(7);

        var user = _tokens.UserOf(token);
        var effect = user is null ? "Deny" : "Allow";
        context.Logger.LogInformation("{Effect} for {User}", effect, user);
        return new APIGatewayCustomAuthorizerResponse
        {
            PrincipalID = user ?? "nobody",
            PolicyDocument = new APIGatewayCustomAuthorizerPolicy
            {
                Version = "2012-10-17",
                Statement = new List<APIGatewayCustomAuthorizerPolicy.IAMPolicyStatement>
                {
                    new() { Action = new HashSet<string> { "execute-api:Invoke" }, Effect = effect, Resource = new HashSet<string> { request.MethodArn } },
                },
            },
        };
    }
}
