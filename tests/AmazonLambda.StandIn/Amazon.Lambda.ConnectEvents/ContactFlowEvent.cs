namespace Amazon.Lambda.ConnectEvents;

/// <summary>A contact flow of Amazon Connect calls the function.</summary>
public class ContactFlowEvent
{
    public ContactFlowDetails Details { get; set; }
    public string Name { get; set; }
}

/// <summary>The contact, and what the flow passes.</summary>
public class ContactFlowDetails
{
    public ContactData ContactData { get; set; }
    public IDictionary<string, string> Parameters { get; set; }
}

/// <summary>The contact.</summary>
public class ContactData
{
    public IDictionary<string, string> Attributes { get; set; }
    public string Channel { get; set; }
    public string ContactId { get; set; }
    public string InitialContactId { get; set; }
    public string InitiationMethod { get; set; }
    public string InstanceARN { get; set; }
    public string PreviousContactId { get; set; }
}
