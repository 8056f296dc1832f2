using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;

namespace LambdaHandlers.Analyzers.Tests.House;

/// <summary>
/// Titles, messages and fix titles read as if one person had said them: a title is an imperative, a message says what happens and then what to do,
/// a fix says what it does. No sentence has a full stop, none shouts, none says that somebody should.
/// </summary>
public class VoiceTests
{
    /// <summary>What a fix can do. A new verb is welcome; it goes here, and is looked at.</summary>
    static readonly string[] Verbs =
    [
        "Add", "Await", "Bind", "Clear", "Close", "Count", "Declare", "Drop", "Inject", "Invoke", "Keep", "Leave", "Let", "Log", "Make", "Move", "Name", "Pass", "Put", "Read", "Refer", "Register", "Remove", "Rename", "Repair", "Replace", "Return",
        "Set", "Split", "Take", "Throw", "Turn", "Use", "Write",
    ];

    public static IEnumerable<TheoryDataRow<string>> Ids => Cards.All.Select(card => new TheoryDataRow<string>(card.Id));

    public static IEnumerable<TheoryDataRow<string, string>> FixTitles => typeof(LambdaFix).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LambdaFix))).Select(type => (LambdaFix)Activator.CreateInstance(type)!)
        .SelectMany(fix => fix.Plans.Select(plan => plan.Title).Concat(fix.FilePlans.Select(plan => plan.Title)).Concat(fix.CodePlans.Select(plan => plan.Title)).Append(fix.Menu).OfType<string>().Select(title => (Id: fix.FixableDiagnosticIds[0], Title: title)))
        .Distinct().OrderBy(each => each.Id).Select(each => new TheoryDataRow<string, string>(each.Id, each.Title));

    [Theory, MemberData(nameof(Ids))]
    public void A_title_is_an_imperative_of_one_line(string id)
    {
        var title = Card(id).Title.ToString();
        Assert.InRange(title.Length, 10, 80);
        Assert.DoesNotContain(title.Split(' ')[0], (string[])["Avoid", "Prefer", "Consider", "The", "A", "Handler", "Handlers"]);
        AssertPlain(title);
    }

    [Theory, MemberData(nameof(FixTitles))]
    public void A_fix_says_what_it_does(string id, string title)
    {
        Assert.Equal(id, Card(id).Id);
        Assert.Contains(title.Split(' ')[0], Verbs);
        Assert.InRange(title.Length, 5, 105);
        AssertPlain(title);
    }

    [Fact]
    public void No_two_fixes_of_a_rule_are_called_the_same()
    {
        foreach (var type in typeof(LambdaFix).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(LambdaFix))))
            Assert.Distinct(((LambdaFix)Activator.CreateInstance(type)!).Plans.Select(plan => plan.Name));
    }

    /// <summary>As it is on the rule's page, where the placeholders are filled.</summary>
    [Theory, MemberData(nameof(Ids))]
    public async Task A_message_says_what_happens_and_then_what_to_do(string id)
    {
        foreach (var finding in (await AllRules.On(new Page(id).Example("Violates")!.Compile())).Where(each => each.Id == id))
        {
            var message = finding.GetMessage();
            Assert.InRange(message.Length, 30, 260);
            Assert.True(char.IsUpper(message[0]) || message[0] == '\'', message);
            Assert.Matches("[;,] ", message);
            Assert.DoesNotMatch(@"\{\d", message);
            AssertPlain(message);
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_description_is_whole_sentences(string id)
    {
        var description = Card(id).Description.ToString();
        Assert.EndsWith(".", description);
        Assert.InRange(description.Length, 60, 600);
        Assert.DoesNotContain("  ", description);
    }

    static DiagnosticDescriptor Card(string id) => Cards.All.Single(card => card.Id == id);

    static void AssertPlain(string text)
    {
        Assert.False(text.EndsWith('.') || text.EndsWith(';') || text != text.Trim() || text.Contains("  ", StringComparison.Ordinal), text);
        Assert.DoesNotMatch(@"[!“”‘’`]|\b([Ss]hould|[Mm]ust|[Pp]lease|[Cc]onsider|it is recommended)\b", text);
    }
}
