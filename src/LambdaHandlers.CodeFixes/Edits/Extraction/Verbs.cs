namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>What is done, as a verb; as the one who does it; as the state afterwards.</summary>
sealed record Verb(string Word, string Agent, string Done)
{
    /// <summary>The verbs that code about business is named by; the first of each line is the verb that is written.</summary>
    static readonly Verb[] Known =
    [
        new("Process", "Processor", "Processed"), new("Calculate", "Calculator", "Calculated"), new("Validate", "Validator", "Valid"), new("Create", "Creator", "Created"),
        new("Price", "Pricing", "Priced"), new("Place", "Placement", "Placed"), new("Register", "Registration", "Registered"), new("Enrich", "Enricher", "Enriched"),
        new("Convert", "Converter", "Converted"), new("Transform", "Transformer", "Transformed"), new("Import", "Importer", "Imported"), new("Export", "Exporter", "Exported"),
        new("Resize", "Resizer", "Resized"), new("Generate", "Generator", "Generated"), new("Build", "Builder", "Built"), new("Summarize", "Summarizer", "Summarized"),
        new("Aggregate", "Aggregator", "Aggregated"), new("Classify", "Classifier", "Classified"), new("Route", "Router", "Routed"), new("Parse", "Parser", "Parsed"),
        new("Format", "Formatter", "Formatted"), new("Render", "Renderer", "Rendered"), new("Filter", "Filter", "Filtered"), new("Merge", "Merger", "Merged"),
        new("Reconcile", "Reconciler", "Reconciled"), new("Approve", "Approval", "Approved"), new("Cancel", "Cancellation", "Cancelled"), new("Book", "Booking", "Booked"),
        new("Reserve", "Reservation", "Reserved"), new("Schedule", "Scheduler", "Scheduled"), new("Notify", "Notifier", "Notified"), new("Publish", "Publisher", "Published"),
        new("Archive", "Archiver", "Archived"), new("Clean", "Cleaner", "Cleaned"), new("Refund", "Refunds", "Refunded"), new("Charge", "Charging", "Charged"),
        new("Settle", "Settlement", "Settled"), new("Score", "Scoring", "Scored"), new("Rank", "Ranking", "Ranked"), new("Detect", "Detector", "Detected"),
        new("Analyze", "Analyzer", "Analyzed"), new("Check", "Checker", "Checked"), new("Verify", "Verifier", "Verified"), new("Evaluate", "Evaluator", "Evaluated"),
        new("Estimate", "Estimator", "Estimated"), new("Collect", "Collector", "Collected"), new("Extract", "Extractor", "Extracted"), new("Split", "Splitter", "Split"),
        new("Translate", "Translator", "Translated"), new("Tag", "Tagger", "Tagged"), new("Update", "Updater", "Updated"), new("Sync", "Synchronizer", "Synchronized"),
        new("Submit", "Submission", "Submitted"), new("Ingest", "Ingestion", "Ingested"), new("Normalize", "Normalizer", "Normalized"), new("Dispatch", "Dispatcher", "Dispatched"),
        new("Assign", "Assignment", "Assigned"), new("Allocate", "Allocator", "Allocated"), new("Audit", "Auditor", "Audited"), new("Onboard", "Onboarding", "Onboarded"),
        new("Renew", "Renewal", "Renewed"), new("Review", "Review", "Reviewed"), new("Forecast", "Forecaster", "Forecast"), new("Predict", "Predictor", "Predicted"),
        new("Match", "Matcher", "Matched"), new("Compare", "Comparison", "Compared"), new("Expire", "Expiry", "Expired"), new("Fulfill", "Fulfillment", "Fulfilled"),
        new("Ship", "Shipping", "Shipped"), new("Restock", "Restocking", "Restocked"), new("Monitor", "Monitor", "Monitored"), new("Report", "Reporting", "Reported"),
        new("Load", "Loader", "Loaded"), new("Plan", "Planner", "Planned"), new("Quote", "Quoting", "Quoted"), new("Upload", "Uploader", "Uploaded"), new("Redact", "Redactor", "Redacted"), new("Redeem", "Redemption", "Redeemed"), new("Pick", "Picker", "Picked"), new("Merge", "Merger", "Merged"), new("Assess", "Assessment", "Assessed"),
    ];

    static readonly Dictionary<string, string> Alike = new(StringComparer.Ordinal)
    {
        ["Compute"] = "Calculate", ["Analyse"] = "Analyze", ["Summarise"] = "Summarize", ["Synchronize"] = "Sync", ["Normalise"] = "Normalize", ["Make"] = "Create", ["Categorize"] = "Classify",
    };

    /// <summary>The activity: Routing, Planning.</summary>
    public string Doing => Word is "Analyze" ? "Analysis" : Word.EndsWith("e", StringComparison.Ordinal) ? Word.Substring(0, Word.Length - 1) + "ing"
        : Word is "Plan" or "Ship" or "Tag" or "Split" or "Submit" ? Word + Word[Word.Length - 1] + "ing" : Word + "ing";

    /// <summary>Process: what business does when nothing more can be said.</summary>
    public static Verb Process => Known[0];

    /// <summary>The verb that a word is, or null.</summary>
    public static Verb? Of(string word) => Known.FirstOrDefault(verb => verb.Word == (Alike.TryGetValue(word, out var known) ? known : word));

    /// <summary>The verb of the one who does it: Generator is to generate.</summary>
    public static Verb? OfAgent(string word) => Known.FirstOrDefault(verb => (verb.Agent == word || (word == "Analyser" && verb.Word == "Analyze")) && verb.Agent != verb.Word);
}
