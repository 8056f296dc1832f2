using Microsoft.AspNetCore.Http;

namespace LambdaHandlers.Runtime.Hosting;

/// <summary>What every interface of this host does with HTTP: bodies within a limit, headers that say something, answers with their length.</summary>
static class HttpMessages
{
    /// <summary>What is written at a time, and what Kestrel holds of it.</summary>
    public const int Chunk = 16 * 1024;

    /// <summary>A header's first value; null when it says nothing.</summary>
    public static string? Header(this HttpRequest request, string name) => request.Headers[name] is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary>The body, and how long it was: what is beyond the limit is counted and not kept.</summary>
    public static async Task<(byte[] Bytes, long Size)> ReadAsync(this HttpRequest request, int most = Limits.Payload)
    {
        if (request.ContentLength is { } length && length <= most)
        {
            var exact = new byte[length];
            await request.Body.ReadExactlyAsync(exact).ConfigureAwait(false);
            return (exact, length);
        }
        var kept = new MemoryStream();
        var chunk = new byte[64 * 1024];
        long size = 0;
        while (await request.Body.ReadAsync(chunk).ConfigureAwait(false) is > 0 and var read)
        {
            size += read;
            if (size <= most) kept.Write(chunk, 0, read);
        }
        return (kept.ToArray(), size);
    }

    /// <summary>Piece by piece: a write is copied, and at once that would be a second payload for every caller.</summary>
    public static async Task SendAsync(this HttpResponse response, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        for (; body.Length > Chunk; body = body[Chunk..]) await response.Body.WriteAsync(body[..Chunk]).ConfigureAwait(false);
        await response.Body.WriteAsync(body).ConfigureAwait(false);
    }

    /// <summary>An object as JSON.</summary>
    public static Task SendJsonAsync<T>(this HttpResponse response, T value, int status = 200) => response.SendAsync(status, "application/json", Json.Bytes(value));

    /// <summary>A sentence for people.</summary>
    public static Task SendTextAsync(this HttpResponse response, int status, string text) => response.SendAsync(status, "text/plain", System.Text.Encoding.UTF8.GetBytes(text));
}
