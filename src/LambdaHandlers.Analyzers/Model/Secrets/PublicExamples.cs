namespace LambdaHandlers.Analyzers.Model.Secrets;

/// <summary>Credentials that everybody knows: keys of emulators and values of documentation. Known by their hash, so that none stands here.</summary>
static class PublicExamples
{
    static readonly HashSet<ulong> Hashes =
    [
        0x3F9D1C996E620B67, // Azurite
        0x9F1920C6CD484714, // Cosmos DB emulator
        0x15F87945422CBEA3, // jwt.io
        0x2E2380AC3DC2EA0B, // jwt.io, older
        0xDDD19C486D095D84, // Stripe's documentation
        0x67E733C2F9035757, // Stripe's documentation
        0xECBE8630113E5264, // Service Bus emulator
        0x5333945432E2522D, // Supabase's local demo (anon)
        0xCE68431BED00033E, // RFC 7519
        0x961D15992B9FEB22, // RFC 7515, its key
        0x7699C294BEEBAD32, // AWS's documentation, without its ending
    ];

    /// <summary>True when the run of characters that starts here is a public example.</summary>
    public static bool Contain(string text, int start)
    {
        var length = Alphabet.Run(text, start, Chars.Base64 | Chars.Dotted);
        return length >= 12 && Hashes.Contains(Checksums.Fnv(text, start, length));
    }
}
