using Amazon.Lambda.Core;
using Amazon.Lambda.S3Events;
using Amazon.S3;

namespace Payroll;

public class PayrollException : Exception
{
    public PayrollException(string message, int line) : base($"line {line}: {message}") => Line = line;

    public int Line { get; }
}

public record PayrollSummary(int Payments, long Cents, string Checksum);

public class PayrollCheck
{
    private readonly AmazonS3Client _client = new AmazonS3Client();

    public async Task<PayrollSummary> CheckAsync(S3Event evnt, ILambdaContext context)
    {
        var entity = evnt.Records[0].S3;
        string[] lines;
        using (var response = await _client.GetObjectAsync(entity.Bucket.Name, entity.Object.Key))
        using (var reader = new StreamReader(response.ResponseStream))
        {
            lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }

        long cents = 0;
        var payments = 0;
        var checksum = 17;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line.Length != 34)
                throw new PayrollException("wrong length", i + 1);
            var iban = line.Substring(0, 22);
            var amount = line.Substring(22, 12).Trim();
            if (!long.TryParse(amount, out var value) || value <= 0)
                throw new PayrollException($"'{amount}' is no amount", i + 1);

            // ISO 7064: the first four characters go last, letters count from 10, modulo 97 is 1
            var rearranged = iban.Substring(4) + iban.Substring(0, 4);
            var remainder = 0;
            foreach (var c in rearranged)
            {
                if (char.IsDigit(c)) remainder = (remainder * 10 + (c - '0')) % 97;
                else if (c is >= 'A' and <= 'Z') remainder = (remainder * 100 + (c - 'A' + 10)) % 97;
                else throw new PayrollException($"'{c}' in an account", i + 1);
            }
            if (remainder != 1)
                throw new PayrollException("wrong check digits", i + 1);

            payments++;
            cents += value;
            checksum = unchecked(checksum * 31 + (int)(value % 9973));
        }

        context.Logger.LogInformation("{Payments} payments", payments);
        return new PayrollSummary(payments, cents, checksum.ToString("x8"));
    }
}
