namespace LambdaHandlers.CodeFixes.Edits.Extraction;

/// <summary>What is done, as a verb; as what does it; as the state afterwards.</summary>
sealed record Verb(string Word, string Agent, string Done)
{
    /// <summary>What a class is called that holds rules, where no verb has a word for whoever follows them.</summary>
    public const string Rules = "Rules";

    /// <summary>What a class is called that works with other services.</summary>
    public const string Service = "Service";

    /// <summary>The verbs that code about business is named by.</summary>
    static readonly Verb[] Known =
    [
        new("Calculate", "Calculator", "Calculated"), new("Validate", "Validator", "Valid"), new("Create", "Creator", "Created"), new("Find", "Finder", "Found"),
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
        new("Load", "Loader", "Loaded"), new("Plan", "Planner", "Planned"), new("Quote", "Quoting", "Quoted"), new("Upload", "Uploader", "Uploaded"),
        new("Redact", "Redactor", "Redacted"), new("Redeem", "Redemption", "Redeemed"), new("Pick", "Picker", "Picked"), new("Assess", "Assessment", "Assessed"),
        new("Select", "Selector", "Selected"), new("Authorize", "Authorizer", "Authorized"), new("Print", "Printer", "Printed"), new("Issue", "Issuer", "Issued"),
        new("Grade", "Grading", "Graded"), new("Confirm", "Confirmation", "Confirmed"), new("Activate", "Activation", "Activated"), new("Enroll", "Enrollment", "Enrolled"),
        new("Deduplicate", "Deduplicator", "Deduplicated"), new("Encode", "Encoder", "Encoded"), new("Decode", "Decoder", "Decoded"), new("Compress", "Compressor", "Compressed"),
        new("Map", "Mapper", "Mapped"), new("Index", "Indexer", "Indexed"), new("Download", "Downloader", "Downloaded"), new("Rotate", "Rotation", "Rotated"),
        new("Decide", Rules, "Decided"), new("Judge", Rules, "Judged"), new("Determine", Rules, "Determined"), new("Apply", Rules, "Applied"),
        new("Save", Service, "Saved"), new("Send", Service, "Sent"), new("Delete", Service, "Deleted"), new("Transfer", Service, "Transferred"), new("Process", Service, "Completed"),
    ];

    static readonly Dictionary<string, string> Alike = new(StringComparer.Ordinal)
    {
        ["Compute"] = "Calculate", ["Analyse"] = "Analyze", ["Summarise"] = "Summarize", ["Synchronize"] = "Sync", ["Normalise"] = "Normalize", ["Make"] = "Create", ["Categorize"] = "Classify",
        ["Search"] = "Find", ["Authorise"] = "Authorize", ["Fulfil"] = "Fulfill",
    };

    static readonly Dictionary<string, string> AgentsAlike = new(StringComparer.Ordinal) { ["Analyser"] = "Analyze", ["Guard"] = "Check", ["Watchdog"] = "Check", ["Synchroniser"] = "Sync", ["Normaliser"] = "Normalize" };

    // An insurance quote, a fraud score: in the name of a class they are things.
    static readonly HashSet<string> Things = new(StringComparer.Ordinal)
    {
        "Quote", "Score", "Report", "Price", "Plan", "Forecast", "Grade", "Review", "Rank", "Estimate", "Match", "Charge", "Refund", "Archive", "Schedule", "Audit", "Filter", "Split", "Tag", "Load", "Book", "Place", "Ship",
        "Index", "Map", "Issue", "Format", "Build", "Process", "Print", "Download",
    };

    /// <summary>True for a verb that is as often a noun: Report, Score.</summary>
    public bool IsThing => Things.Contains(Word);

    /// <summary>True where the agent is somebody: Router, Selector.</summary>
    public bool IsPerson => Agent.EndsWith("er", StringComparison.Ordinal) || Agent.EndsWith("or", StringComparison.Ordinal);

    /// <summary>The activity: Routing, Planning.</summary>
    public string Doing => Word is "Analyze" ? "Analysis" : Word.EndsWith("e", StringComparison.Ordinal) ? Word.Substring(0, Word.Length - 1) + "ing"
        : Word is "Plan" or "Ship" or "Tag" or "Split" or "Submit" or "Map" ? Word + Word[Word.Length - 1] + "ing" : Word + "ing";

    /// <summary>The verb that a word is, or null.</summary>
    public static Verb? Of(string word) => Known.FirstOrDefault(verb => verb.Word == (Alike.TryGetValue(word, out var known) ? known : word));

    /// <summary>The verb of the one who does it: Generator is to generate.</summary>
    public static Verb? OfAgent(string word) => AgentsAlike.TryGetValue(word, out var known) ? Of(known)
        : Known.FirstOrDefault(verb => verb.Agent == word && verb.Agent is not (Rules or Service) && (verb.Agent != verb.Word || verb.IsPerson));
}
