using LambdaHandlers.Analyzers.Rules.Structure;
using LambdaHandlers.Analyzers.Tests.Testing;
using LambdaHandlers.CodeFixes.Fixes.Structure;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaHandlers.Analyzers.Tests.Behaviour;

/// <summary>What the fixes of LH6001 call what they make: as the author would, never after how it was moved.</summary>
public class NamingTests
{
    static readonly MoveLogicOutFix Fix = new();

    [Theory]
    // What the author says is done, in the method's or the class's name.
    [InlineData("AlarmRouter", "AlarmRouting.Route", "RoutedAlarm")]
    [InlineData("AccessLogAnalyser", "AccessLogAnalysis.Analyze", "AnalyzedAccessLog")]
    [InlineData("CartMergeFunction", "CartMerger.Merge", "MergedCart")]
    [InlineData("CouponFunction", "CouponRedemption.RedeemAsync", "CouponOutcome")]
    [InlineData("SubscriptionRenewals", "SubscriptionRenewalService.RenewAsync", null)]
    [InlineData("BudgetGuard", "BudgetChecker.CheckAsync", null)]
    [InlineData("SalesImport", "SalesImporter.ImportAsync", null)]
    // What it makes: numbers, a price, text, things of an own type, things that were there before.
    [InlineData("InsuranceQuote", "InsuranceQuoteCalculator.CalculateQuote", null)]
    [InlineData("ShippingRates", "ShippingRateCalculator.CalculateRates", null)]
    [InlineData("InvoiceIssuer", "InvoiceFormatter.Format", "FormattedInvoice")]
    [InlineData("ClickSessions", "ClickSessionBuilder.BuildSessions", null)]
    [InlineData("CampaignAudience", "CampaignAudienceSelector.Select", "CampaignAudienceSelection")]
    [InlineData("CrosswordHints", "CrosswordHintFinder.Find", "CrosswordHintMatches")]
    // What the handler carries out afterwards.
    [InlineData("BackupRetention", "BackupRetentionPlanner.Plan", "BackupRetentionPlan")]
    // What it changes at other services.
    [InlineData("QuotaApi", "QuotaService.UpdateAsync", "QuotaOutcome")]
    [InlineData("TransferFunction", "TransferService.TransferAsync", "TransferResult")]
    public async Task A_class_is_named_by_what_it_does(string name, string method, string? result)
    {
        var handler = RealisticHandler.Read(name);
        var seen = await Seen.Of(Workbench.Open(handler.Subject), Fix, new MoveLogicOut());
        var changed = await seen.Applied("LH6001.Class");
        var root = await changed.Documents.First(document => document.Name == name + ".cs").GetSyntaxRootAsync(TestContext.Current.CancellationToken);
        var known = Types(SyntaxFactory.ParseCompilationUnit(handler.Source)).Select(type => type.Identifier.Text).ToHashSet();
        var made = Types(root!).Where(type => !known.Contains(type.Identifier.Text)).ToList();
        Assert.Contains(method, made.SelectMany(type => type.Members.OfType<MethodDeclarationSyntax>().Select(member => $"{type.Identifier.Text}.{member.Identifier.Text}")));
        Assert.Equal(result, made.OfType<RecordDeclarationSyntax>().Select(type => type.Identifier.Text).FirstOrDefault());
    }

    static IEnumerable<TypeDeclarationSyntax> Types(Microsoft.CodeAnalysis.SyntaxNode root) => root.DescendantNodes().OfType<TypeDeclarationSyntax>();
}
