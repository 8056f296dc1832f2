using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Model;

/// <summary>What serves one caller at a time and remembers what was done with it: database connections, transactions, commands and contexts.</summary>
static class Connections
{
    /// <summary>True for such a type.</summary>
    public static bool IsConnection(INamedTypeSymbol type)
    {
        for (var at = type; at is { SpecialType: SpecialType.None }; at = at.BaseType)
            switch (at.ContainingNamespace.ToDisplayString())
            {
                case "System.Data.Common" when at.Name is "DbConnection" or "DbTransaction" or "DbCommand":
                case "Microsoft.EntityFrameworkCore" when at.Name == "DbContext":
                case "System.Data" when at.Name is "IDbConnection" or "IDbTransaction" or "IDbCommand":
                case "System.Net.Mail" when at.Name == "SmtpClient":
                    return true;
            }
        return type.TypeKind == TypeKind.Interface && type.Name is "IDbConnection" or "IDbTransaction" or "IDbCommand" && type.ContainingNamespace.ToDisplayString() == "System.Data";
    }
}
