using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.SNSEvents;
using Amazon.S3;
using Amazon.S3.Model;

namespace Marketing;

public class Contact
{
    public string Email { get; set; } = "";
    public string Country { get; set; } = "";
    public int Orders { get; set; }
    public decimal Spent { get; set; }
    public bool OptedIn { get; set; }
}

public class Campaign
{
    public string Name { get; set; } = "";
    public List<string> Countries { get; set; } = new();
    public List<Contact> Contacts { get; set; } = new();
}

public class CampaignAudience
{
    private IAmazonS3 S3Client { get; set; }

    public CampaignAudience()
    {
        S3Client = new AmazonS3Client();
    }

    public CampaignAudience(IAmazonS3 s3Client)
    {
        this.S3Client = s3Client;
    }

    public async Task FunctionHandler(SNSEvent evnt, ILambdaContext context)
    {
        var campaign = JsonSerializer.Deserialize<Campaign>(evnt.Records[0].Sns.Message)!;

        var audience = campaign.Contacts
            .Where(contact => contact.OptedIn && (campaign.Countries.Count == 0 || campaign.Countries.Contains(contact.Country)))
            .GroupBy(contact => contact.Email.ToLowerInvariant())
            .Select(group => group.OrderByDescending(contact => contact.Spent).First())
            .ToList();

        var segments = new Dictionary<string, List<string>> { ["new"] = new(), ["regular"] = new(), ["vip"] = new() };
        foreach (var contact in audience)
        {
            var average = contact.Orders == 0 ? 0 : contact.Spent / contact.Orders;
            string segment;
            if (contact.Spent > 1000 || (contact.Orders > 10 && average > 50))
            {
                segment = "vip";
            }
            else if (contact.Orders > 1)
            {
                segment = "regular";
            }
            else
            {
                segment = "new";
            }
            segments[segment].Add(contact.Email);
        }

        foreach (var segment in segments.Where(s => s.Value.Count > 0))
        {
            await S3Client.PutObjectAsync(new PutObjectRequest
            {
                BucketName = "campaigns",
                Key = campaign.Name + "/" + segment.Key + ".csv",
                ContentBody = string.Join("\n", segment.Value.OrderBy(email => email, StringComparer.Ordinal)),
            });
        }
        context.Logger.LogInformation("{Campaign}: {Audience} of {Contacts}", campaign.Name, audience.Count, campaign.Contacts.Count);
    }
}
