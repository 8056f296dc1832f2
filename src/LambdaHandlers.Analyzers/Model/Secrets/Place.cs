using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>
/// Where a value goes: climbs from an expression through what hands it on unchanged, and collects what the names on the way say.
/// Syntax only; the argument of a call is left for <see cref="Argument"/>, which needs the semantic model.
/// </summary>
sealed class Place
{
    readonly List<Saying> _sayings = new(2);
    readonly HashSet<string>? _words;
    int _element = -1;

    /// <summary>What is said about the value, the nearest first.</summary>
    public IReadOnlyList<Saying> Sayings => _sayings;

    /// <summary>The positional argument that the value is, when nothing nearer told.</summary>
    public SyntaxNode? Argument { get; private set; }

    /// <summary>The member whose containing type decides: aes.Key, RSAParameters.D.</summary>
    public ExpressionSyntax? Member { get; private set; }

    /// <summary>The member or variable that is assigned the value.</summary>
    public ExpressionSyntax? Assignee { get; private set; }

    /// <summary>The variable or field that is initialised with the value.</summary>
    public SyntaxToken Declared { get; private set; }

    /// <summary>True when the value is turned into bytes on the way.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>True when the value is encoded on the way, as user and password are for a Basic header.</summary>
    public bool IsEncoded { get; private set; }

    /// <summary>True when the value stands in for a configuration that was not found.</summary>
    public bool IsFallback { get; private set; }

    /// <summary>Keys that are names and need the semantic model to be read.</summary>
    public ExpressionSyntax? UnreadKey { get; private set; }

    Place(HashSet<string>? words) => _words = words;

    /// <summary>The place of an expression; some words name a password beside the built-in ones.</summary>
    public static Place Of(ExpressionSyntax expression, HashSet<string>? words = null)
    {
        var place = new Place(words) { IsBytes = expression is not (LiteralExpressionSyntax or InterpolatedStringExpressionSyntax) && Folded.Elements(expression) is [LiteralExpressionSyntax { Token.Value: int }, ..] || expression.IsKind(SyntaxKind.Utf8StringLiteralExpression) };
        place.Climb(expression);
        return place;
    }

    void Climb(ExpressionSyntax expression)
    {
        for (ExpressionSyntax? current = expression; current is not null;)
            current = current.Parent switch
            {
                ParenthesizedExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax => (ExpressionSyntax)current.Parent,
                PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => sure,
                ConditionalExpressionSyntax choice when choice.Condition != current => Standing(choice, current),
                BinaryExpressionSyntax binary => Binary(binary, current),
                SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax whole } arm when arm.Expression == current => whole,
                ExpressionElementSyntax { Parent: CollectionExpressionSyntax whole } => whole,
                LambdaExpressionSyntax lambda => lambda,
                InitializerExpressionSyntax initializer => Initializer(initializer, current),
                BaseObjectCreationExpressionSyntax creation when creation.Initializer == current => creation,
                MemberAccessExpressionSyntax access when access.Expression == current => HandedOn(access),
                ArgumentSyntax argument => InArgument(argument),
                AttributeArgumentSyntax argument => InAttribute(argument),
                AssignmentExpressionSyntax assignment when assignment.Right == current => Assigned(assignment),
                AnonymousObjectMemberDeclaratorSyntax { NameEquals.Name.Identifier.Text: var name } => Say(name, Demand.Name),
                ConstantPatternSyntax pattern when Tested(pattern) is { } asked => SayOf(asked, Demand.Strict),
                EqualsValueClauseSyntax clause => Initialised(clause),
                ArrowExpressionClauseSyntax { Parent: { } owner } => Returned(owner),
                ReturnStatementSyntax statement => Returned(statement),
                YieldStatementSyntax statement => Returned(statement),
                ForEachStatementSyntax { Statement: var body } loop when loop.Expression == current && body.ToString().Contains("AppendChar") => Say("password", Demand.Sink),
                _ => null,
            };
    }

    // ?: with a test for null or empty: the value stands in for the other arm.
    ExpressionSyntax Standing(ConditionalExpressionSyntax choice, ExpressionSyntax current)
    {
        if (choice.Condition is not BinaryExpressionSyntax { Right: LiteralExpressionSyntax { Token.Value: string and not "" } })
            StandsInFor(choice.WhenTrue == current ? choice.WhenFalse : choice.WhenTrue);
        return choice;
    }

    // What was asked for says what the value is.
    void StandsInFor(ExpressionSyntax preferred)
    {
        if (IsFallback) return;
        IsFallback = ConfigurationRead.Asks(preferred);
        if (IsFallback) SayOf(preferred, Demand.Sink);
        // apiKey ?? "…": what stands in for a key is one.
        else if (preferred is IdentifierNameSyntax or MemberAccessExpressionSyntax) SayOf(preferred, Demand.Strict);
    }

    ExpressionSyntax? Binary(BinaryExpressionSyntax binary, ExpressionSyntax current)
    {
        switch (binary.Kind())
        {
            case SyntaxKind.CoalesceExpression:
                if (binary.Right == current) StandsInFor(binary.Left);
                return binary;
            case SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression:
                return SayOf(binary.Left == current ? binary.Right : binary.Left, Demand.Strict);
            default:
                return null;
        }
    }

    ExpressionSyntax? Initializer(InitializerExpressionSyntax initializer, ExpressionSyntax current)
    {
        if (!initializer.IsKind(SyntaxKind.ComplexElementInitializerExpression))
            return initializer.Parent is EqualsValueClauseSyntax ? initializer : initializer.Parent is ExpressionSyntax and not AssignmentExpressionSyntax ? (ExpressionSyntax)initializer.Parent : null;
        if (initializer.Expressions[0] == current) return null;
        Key(initializer.Expressions[0]);
        return initializer.Parent as InitializerExpressionSyntax is { Parent: ExpressionSyntax whole } ? whole : null;
    }

    // "…".ToArray(), new StringBuilder("…").Append("…").ToString(), "…".Equals(password)
    ExpressionSyntax? HandedOn(MemberAccessExpressionSyntax access)
    {
        if (access.Parent is not InvocationExpressionSyntax call) return null;
        switch (access.Name.Identifier.Text)
        {
            case "ToArray" or "AsSpan" or "AsMemory" or "Trim" or "ToString" or "ToCharArray" or "Append" or "ToList" or "ToImmutableArray":
                return call;
            case "Equals" when call.ArgumentList.Arguments is [var other, ..]:
                return SayOf(other.Expression, Demand.Strict);
            default:
                return null;
        }
    }

    ExpressionSyntax? InArgument(ArgumentSyntax argument)
    {
        switch (argument.Parent)
        {
            case TupleExpressionSyntax tuple:
                return InTuple(tuple, argument);
            case ArgumentListSyntax { Parent: { } call } list:
                var index = list.Arguments.IndexOf(argument);
                var name = call switch
                {
                    InvocationExpressionSyntax invocation => LastName.Of(invocation.Expression),
                    ObjectCreationExpressionSyntax creation => LastName.Of(creation.Type),
                    // Lazy<string> secret = new(() => "…")
                    ImplicitObjectCreationExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: var type } } } } => LastName.Of(type),
                    _ => "",
                };
                if (call is ExpressionSyntax whole && Callee.HandsOn(name, call, index))
                {
                    IsBytes |= name is "GetBytes" or "FromBase64String" or "FromHexString";
                    IsEncoded |= name == "ToBase64String";
                    return whole;
                }
                if (index == 1 && Callee.ReadsSetting(name) && list.Arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string setting } && Callee.IsSetting(setting))
                {
                    IsFallback = true;
                    SayKey(setting, Demand.Sink);
                    return null;
                }
                if (Callee.IsAboutText(name)) return null;
                if (argument.NameColon is { Name.Identifier.Text: var parameter }) Say(parameter, Demand.Sink);
                if (index > 0 && Callee.TakesPair(name, call) && list.Arguments[0].Expression is var key && key != argument.Expression)
                {
                    IsFallback |= name == "GetValue";
                    Key(key, name == "GetValue" ? Demand.Sink : Demand.Strict);
                }
                if (index == list.Arguments.Count - 1 && call is InvocationExpressionSyntax && Callee.Stores(name) is { } rest) SayStored(rest, index);
                if (index == 1 && name == "Equals" || index == 0 && name == "Equals" && list.Arguments.Count > 1) SayOf(list.Arguments[1 - index].Expression, Demand.Strict);
                else if (name == "Equals" && call is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } }) SayOf(receiver, Demand.Strict);
                else Argument = argument;
                return null;
            default:
                return null;
        }
    }

    // SetPassword("…"), and SetSecret(name, "…"): what is kept beside its name may be a password.
    void SayStored(string what, int index)
    {
        Say(what, Demand.Sink);
        if (index > 0 && CredentialName.Of(what) == Credential.Secret) _sayings.Add(new(Credential.Password, Demand.Strict, what));
    }

    ExpressionSyntax? InAttribute(AttributeArgumentSyntax argument)
    {
        if (argument.NameEquals is { Name.Identifier.Text: var property }) Say(property, Demand.Sink);
        else if (argument.NameColon is { Name.Identifier.Text: var parameter }) Say(parameter, Demand.Sink);
        else Argument = argument;
        return null;
    }

    ExpressionSyntax? InTuple(TupleExpressionSyntax tuple, ArgumentSyntax argument)
    {
        var index = tuple.Arguments.IndexOf(argument);
        if (argument.NameColon is { Name.Identifier.Text: var name }) Say(name, Demand.Name);
        else if (index == 1 && tuple.Arguments.Count == 2 && tuple.Arguments[0].Expression is LiteralExpressionSyntax key) Key(key);
        _element = index;
        return tuple;
    }

    ExpressionSyntax? Assigned(AssignmentExpressionSyntax assignment)
    {
        if (assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression)) StandsInFor(assignment.Left);
        if (_element >= 0 && Deconstruction.Element(assignment.Left, _element) is { } element) return Say(element, Demand.Name);
        if (assignment.Left is ImplicitElementAccessSyntax { ArgumentList.Arguments: [var key, ..] })
        {
            Key(key.Expression);
            return assignment.Parent is InitializerExpressionSyntax { Parent: ExpressionSyntax whole } ? whole : null;
        }
        if (assignment.Left is ElementAccessExpressionSyntax { ArgumentList.Arguments: [var index, ..] } access)
        {
            Key(index.Expression);
            return SayOf(access.Expression, Demand.Strict);
        }
        var left = LastName.Of(assignment.Left);
        Assignee = assignment.Left;
        if (Sinks.HasProperty(left)) Member = assignment.Left;
        if (Fallback.GuardOf(assignment) is { } guarded) StandsInFor(guarded);
        return Say(left, assignment.Left is IdentifierNameSyntax && assignment.Parent is not InitializerExpressionSyntax ? Demand.Name : Demand.Sink);
    }

    ExpressionSyntax? Initialised(EqualsValueClauseSyntax clause)
    {
        switch (clause.Parent)
        {
            case VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } variable:
                if (_element >= 0 && Deconstruction.Element(declaration.Type, _element) is { } element) Say(element, Demand.Name);
                Declared = variable.Identifier;
                SayDeclared(variable.Identifier.Text, clause);
                break;
            case PropertyDeclarationSyntax property:
                if (_element >= 0 && Deconstruction.Element(property.Type, _element) is { } part) Say(part, Demand.Name);
                SayDeclared(property.Identifier.Text, clause);
                break;
            case ParameterSyntax parameter:
                Say(parameter.Identifier.Text, Demand.Name);
                break;
        }
        return null;
    }

    ExpressionSyntax? Returned(SyntaxNode from)
    {
        for (var node = from; node is not null; node = node.Parent)
            switch (node)
            {
                case MethodDeclarationSyntax method:
                    if (_element >= 0 && Deconstruction.Element(method.ReturnType, _element) is { } element) Say(element, Demand.Name);
                    return Say(method.Identifier.Text, Demand.Name);
                case LocalFunctionStatementSyntax function: return Say(function.Identifier.Text, Demand.Name);
                case PropertyDeclarationSyntax property:
                    SayDeclared(property.Identifier.Text, from);
                    return null;
                case AnonymousFunctionExpressionSyntax or BaseTypeDeclarationSyntax: return null;
            }
        return null;
    }

    // ApiKey.Value: the type names what its member holds.
    void SayDeclared(string name, SyntaxNode node)
    {
        Say(name, Demand.Name);
        if (name is "Value" or "Current" or "Default" && node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { Identifier.Text: var type }) Say(type, Demand.Name);
    }

    /// <summary>What a pattern is about: password is "…" or "…", options is { Password: "…" }; null in a switch.</summary>
    public static ExpressionSyntax? Tested(PatternSyntax pattern)
    {
        SyntaxNode whole = pattern;
        while (whole.Parent is BinaryPatternSyntax or UnaryPatternSyntax or ParenthesizedPatternSyntax) whole = whole.Parent;
        return whole.Parent switch
        {
            IsPatternExpressionSyntax test => test.Expression,
            SubpatternSyntax { NameColon.Name: var name } => name,
            SubpatternSyntax { ExpressionColon.Expression: var path } => path,
            _ => null,
        };
    }

    ExpressionSyntax? SayOf(ExpressionSyntax expression, Demand demand)
    {
        if (expression is ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: var index }, ..] }) Key(index, demand);
        else if (expression is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: string } key }, ..] }) Key(key, demand);
        else Say(LastName.Of(expression), demand);
        return null;
    }

    void Key(ExpressionSyntax key, Demand demand = Demand.Strict)
    {
        if (key is LiteralExpressionSyntax { Token.Value: string text }) SayKey(text, demand);
        else if (key is IdentifierNameSyntax or MemberAccessExpressionSyntax) UnreadKey = key;
    }

    /// <summary>Takes what a key says: of a dictionary, a header, a configuration.</summary>
    public void SayKey(string key, Demand demand = Demand.Strict)
    {
        if (key.Length is < 2 or > 80 || CredentialName.Of(key, _words) is not (not Credential.None and not Credential.Key and var kind)) return;
        _sayings.Add(new(kind, demand, key, CredentialName.IsAws(key), key.EndsWith("uthorization", StringComparison.OrdinalIgnoreCase)));
    }

    ExpressionSyntax? Say(string name, Demand demand)
    {
        if (name.Length is >= 2 and <= 80 && CredentialName.Of(name, _words) is not Credential.None and var kind)
            // A key by its name alone may be of anything.
            _sayings.Add(new(kind, kind == Credential.Key ? Demand.Name : demand, name, CredentialName.IsAws(name), name.EndsWith("uthorization", StringComparison.OrdinalIgnoreCase)));
        return null;
    }
}
