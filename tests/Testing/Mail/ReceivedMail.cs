using System.Text;
using System.Text.RegularExpressions;

namespace Tandem.Testing.Mail;

/// <summary>A mail as the sink got it.</summary>
/// <param name="Sender">Of the envelope.</param>
/// <param name="Recipients">Of the envelope.</param>
/// <param name="Raw">Headers and body; one character is one byte.</param>
public sealed partial record ReceivedMail(string Sender, IReadOnlyList<string> Recipients, string Raw)
{
    public string Subject => Header("Subject") ?? "";

    /// <summary>The plain text, decoded, with simple line ends; the HTML where there is none.</summary>
    public string Text => Part("text/plain") ?? Part("text/html") ?? "";

    public string? Html => Part("text/html");

    /// <summary>The first link in the text.</summary>
    public string? Link => Links().Match(Text) is { Success: true } match ? match.Value : null;

    /// <summary>A header, unfolded and decoded; null when the mail lacks it.</summary>
    public string? Header(string name) => HeaderIn(Raw, name);

    private string? Part(string type) => Leaves(Raw).Where(part => TypeOf(part).StartsWith(type, StringComparison.OrdinalIgnoreCase)).Select(Content).FirstOrDefault();

    private static IEnumerable<string> Leaves(string part)
    {
        if (Boundary().Match(TypeOf(part)) is not { Success: true } boundary) return [part];
        return BodyOf(part).Split("--" + boundary.Groups[1].Value)[1..^1].SelectMany(inner => Leaves(inner.TrimStart('\r', '\n')));
    }

    private static string TypeOf(string part) => HeaderIn(part, "Content-Type") ?? "text/plain";

    private static string BodyOf(string part) => part.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end ? part[(end + 4)..] : "";

    private static string? HeaderIn(string part, string name)
    {
        var headers = Folds().Replace(part.Split("\r\n\r\n")[0], " ");
        var line = headers.Split("\r\n").FirstOrDefault(header => header.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return line is null ? null : EncodedWords().Replace(BetweenWords().Replace(line[(name.Length + 1)..].Trim(), "?="), word =>
            Utf8(word.Groups[1].Value is "B" or "b" ? Convert.FromBase64String(word.Groups[2].Value) : Quoted(word.Groups[2].Value.Replace('_', ' '))));
    }

    private static string Content(string part)
    {
        var body = BodyOf(part);
        var text = HeaderIn(part, "Content-Transfer-Encoding")?.ToLowerInvariant() switch
        {
            "base64" => Utf8(Convert.FromBase64String(body)),
            "quoted-printable" => Utf8(Quoted(body.Replace("=\r\n", "", StringComparison.Ordinal))),
            _ => Utf8(Encoding.Latin1.GetBytes(body)),
        };
        return text.ReplaceLineEndings("\n");
    }

    private static byte[] Quoted(string text) =>
        Encoding.Latin1.GetBytes(HexPairs().Replace(text, pair => ((char)Convert.ToByte(pair.Groups[1].Value, 16)).ToString()));

    private static string Utf8(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    [GeneratedRegex("""boundary="?([^";\r\n]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex("\r\n[ \t]+")]
    private static partial Regex Folds();

    [GeneratedRegex(@"\?=\s+(?==\?)")]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWords();

    [GeneratedRegex("=([0-9A-Fa-f]{2})")]
    private static partial Regex HexPairs();

    [GeneratedRegex(@"https?://[^\s<>""]+")]
    private static partial Regex Links();
}
