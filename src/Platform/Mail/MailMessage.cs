using System.Globalization;
using System.Net;
using System.Text;
using Tandem.Core;
using Tandem.Core.Localization;

namespace Tandem.Platform.Mail;

/// <summary>
/// A short mail of the product itself: a heading, some lines, at most one link. It is written once and sent as plain text and as HTML,
/// in the reader's language and direction.
/// </summary>
/// <param name="To">Address of the recipient.</param>
/// <param name="Subject">In the reader's language.</param>
/// <param name="Lines">Paragraphs above the link.</param>
/// <param name="Link">Label and address of the one thing to do; null when there is none.</param>
/// <param name="Closing">Paragraph under the link.</param>
public sealed record MailMessage(string To, string Subject, IReadOnlyList<string> Lines, (string Label, string Address)? Link, string? Closing, Language Language)
{
    /// <summary>The message as the SMTP server takes it (RFC 5322, MIME), with CRLF line ends.</summary>
    public string Write(string fromName, string fromAddress, DateTimeOffset at)
    {
        var boundary = "part-" + Ids.New().ToString("n");
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append("\r\n");
        Line($"From: {Encoded(fromName)} <{fromAddress}>");
        Line($"To: <{To}>");
        Line($"Subject: {Encoded(Subject)}");
        Line($"Date: {at.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)}");
        Line($"Message-ID: <{Ids.New():n}@{fromAddress[(fromAddress.IndexOf('@', StringComparison.Ordinal) + 1)..]}>");
        Line($"Content-Language: {Language.Code}");
        Line("Auto-Submitted: auto-generated");
        Line("MIME-Version: 1.0");
        Line($"Content-Type: multipart/alternative; boundary=\"{boundary}\"");
        foreach (var (kind, body) in new[] { ("plain", PlainText()), ("html", Html()) })
        {
            Line();
            Line("--" + boundary);
            Line($"Content-Type: text/{kind}; charset=utf-8");
            Line("Content-Transfer-Encoding: base64");
            Line();
            text.Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(body), Base64FormattingOptions.InsertLineBreaks));
        }

        Line();
        Line($"--{boundary}--");
        return text.ToString();
    }

    private string PlainText()
    {
        var parts = new List<string>(Lines);
        if (Link is { } link) parts.Add($"{link.Label}:\r\n{link.Address}");
        if (Closing is not null) parts.Add(Closing);
        return string.Join("\r\n\r\n", parts) + "\r\n";
    }

    private string Html()
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html><html lang="{Language.Code}" dir="{Language.Direction}"><head><meta charset="utf-8"><title>{Html(Subject)}</title></head>
            <body style="margin:0;padding:24px;background:#f4f4f1;font:15px/1.6 Vazirmatn,Inter,Tahoma,sans-serif;color:#1d1d1b">
            <div style="max-width:34em;margin:0 auto;padding:28px 32px;background:#fff;border:1px solid #e3e2dd;border-radius:8px;text-align:start">
            <h1 style="margin:0 0 12px;font-size:18px">{Html(Subject)}</h1>
            """);
        foreach (var line in Lines) html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0 0 12px\">{Html(line)}</p>");
        if (Link is { } link)
        {
            html.Append(CultureInfo.InvariantCulture,
                $"<p style=\"margin:20px 0\"><a href=\"{Html(link.Address)}\" style=\"display:inline-block;padding:9px 16px;border-radius:6px;background:#3346d3;color:#fff;text-decoration:none\">{Html(link.Label)}</a></p>");
        }

        if (Closing is not null) html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0;color:#66655f;font-size:13px\">{Html(Closing)}</p>");
        return html.Append("</div></body></html>").ToString();
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    /// <summary>An RFC 2047 encoded word for each piece of at most 45 bytes; a line break in a header would begin another header.</summary>
    private static string Encoded(string text)
    {
        var clean = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        if (clean.All(c => char.IsAsciiLetterOrDigit(c) || c == ' ') && clean.Length < 60) return clean;
        var words = new List<string>();
        var piece = new StringBuilder();
        foreach (var rune in clean.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(piece.ToString()) + rune.Utf8SequenceLength > 45)
            {
                words.Add(piece.ToString());
                piece.Clear();
            }

            piece.Append(rune.ToString());
        }

        words.Add(piece.ToString());
        return string.Join("\r\n ", words.Select(word => $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word))}?="));
    }
}
