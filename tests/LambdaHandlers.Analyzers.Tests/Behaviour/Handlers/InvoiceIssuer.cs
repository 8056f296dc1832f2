using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.SQSEvents;
using Amazon.S3;
using Amazon.S3.Model;

namespace Billing;

public record InvoiceLine(string Text, decimal Hours, decimal HourlyRate);

public record InvoiceDraft(string Number, string Customer, DateOnly Date, InvoiceLine[] Lines, bool ReverseCharge);

public class InvoiceIssuer
{
    readonly IAmazonS3 s3;
    readonly string bucket = Environment.GetEnvironmentVariable("INVOICE_BUCKET") ?? "invoices";

    public InvoiceIssuer() : this(new AmazonS3Client()) { }

    public InvoiceIssuer(IAmazonS3 s3) => this.s3 = s3;

    public async Task Handle(SQSEvent sqs, ILambdaContext context)
    {
        foreach (var record in sqs.Records)
        {
            var draft = JsonSerializer.Deserialize<InvoiceDraft>(record.Body)!;
            context.Logger.LogInformation("invoice {Number}", draft.Number);

            var text = new StringBuilder();
            text.Append("Invoice ").Append(draft.Number).Append(" for ").AppendLine(draft.Customer);
            var net = 0m;
            foreach (var line in draft.Lines)
            {
                var amount = decimal.Round(line.Hours * line.HourlyRate, 2);
                net += amount;
                text.AppendLine(string.Format(CultureInfo.InvariantCulture, "{0,-30}{1,8:0.00}{2,12:0.00}", line.Text, line.Hours, amount));
            }
            var vat = draft.ReverseCharge ? 0m : decimal.Round(net * 0.19m, 2);
            if (vat == 0)
            {
                text.AppendLine("Reverse charge");
            }
            else
            {
                text.AppendLine(string.Format(CultureInfo.InvariantCulture, "{0,-38}{1,12:0.00}", "VAT", vat));
            }
            text.AppendLine(string.Format(CultureInfo.InvariantCulture, "{0,-38}{1,12:0.00}", "Total", net + vat));
            var due = draft.Date.AddDays(net > 5000 ? 14 : 30);
            while (due.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) due = due.AddDays(1);
            text.Append("Due ").Append(due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

            await s3.PutObjectAsync(new PutObjectRequest
            {
                BucketName = bucket,
                Key = $"{draft.Date.Year}/{draft.Number}.txt",
                ContentBody = text.ToString(),
            });
        }
    }
}
