namespace LambdaHandlers.Bootstrap;

/// <summary>ASSEMBLY::TYPE::METHOD, split as Lambda splits it: a fourth "::" stays inside the method.</summary>
sealed record HandlerString(string Assembly, string Type, string Method)
{
    public static HandlerString Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new ArgumentNullException(nameof(text), "The handler is missing.");
        var parts = text.Split("::", 3);
        if (parts.Length != 3) throw Invalid("");
        var (assembly, type, method) = (parts[0].Trim(), parts[1].Trim(), parts[2].Trim());
        if (assembly == "") throw Invalid(", the assembly is missing");
        if (type == "") throw Invalid(", the type is missing");
        if (method == "") throw Invalid(", the method is missing");
        return new(assembly, type, method);

        LambdaValidationException Invalid(string what) =>
            new($"Invalid lambda function handler: '{text}'{what}. The valid format is 'ASSEMBLY::TYPE::METHOD'.");
    }
}
