using System.Text;

namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>What a credential's own check digits say, and the fingerprints by which public examples are known.</summary>
static class Checksums
{
    static readonly uint[] Crc = CrcTable();

    /// <summary>CRC-32 as in zip.</summary>
    public static uint Crc32(string text, int start, int length)
    {
        var crc = uint.MaxValue;
        for (var i = start; i < start + length; i++) crc = Crc[(byte)(crc ^ text[i])] ^ crc >> 8;
        return ~crc;
    }

    /// <summary>GitHub and npm: the last six characters are the CRC-32 of the thirty before them, in base 62.</summary>
    public static bool EndsInBase62Crc(string text, int start, int length)
    {
        const string digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var crc = Crc32(text, start, length - 6);
        for (var i = start + length - 1; i >= start + length - 6; i--, crc /= 62)
            if (text[i] != digits[(int)(crc % 62)]) return false;
        return true;
    }

    /// <summary>FNV-1a over 64 bits: enough to recognise a published example without writing it down.</summary>
    public static ulong Fnv(string text, int start, int length)
    {
        var hash = 14695981039346656037;
        for (var i = start; i < start + length; i++) hash = unchecked((hash ^ text[i]) * 1099511628211);
        return hash;
    }

    /// <summary>Base64 of either alphabet as text, or null when it is none.</summary>
    public static string? Decoded(string base64)
    {
        base64 = base64.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        if (base64.Length < 4 || base64.Length > 4096 || base64.Length % 4 == 1 || Alphabet.Run(base64, 0, Chars.Base64) != base64.Length || base64.IndexOf('=') >= 0) return null;
        return Encoding.UTF8.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
    }

    static uint[] CrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var crc = n;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320 ^ crc >> 1;
            table[n] = crc;
        }
        return table;
    }
}
