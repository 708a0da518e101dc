using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Tandem.Platform.Mail;

/// <summary>
/// One conversation with an SMTP server (RFC 5321): plain, with STARTTLS (RFC 3207), or under TLS from the first byte (RFC 8314, port 465);
/// AUTH PLAIN or LOGIN when there is a user.
/// </summary>
internal sealed class SmtpConversation(MailServer server, RemoteCertificateValidationCallback? trust = null) : IDisposable
{
    private readonly TcpClient client = new();
    private Stream stream = Stream.Null;
    private StreamReader reader = StreamReader.Null;
    private HashSet<string> offers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Hands over one message; answers what the server said when it took it.</summary>
    /// <exception cref="SmtpRefusal">The server said no.</exception>
    public async Task<string> Deliver(string from, string to, string message, CancellationToken stop)
    {
        await client.ConnectAsync(server.Host, server.Port, stop);
        Use(client.GetStream());
        if (server.Security == MailSecurity.Tls) await Encrypt(stop);
        await Expect(220, stop);
        await Greet(stop);
        if (server.Security == MailSecurity.StartTls)
        {
            if (!offers.Contains("STARTTLS")) throw new SmtpRefusal(SmtpPhase.Encryption, "STARTTLS is not offered");
            await Ask("STARTTLS", 220, SmtpPhase.Encryption, stop);
            await Encrypt(stop);
            await Greet(stop);
        }

        if (server.User is { Length: > 0 }) await LogIn(stop);
        await Ask($"MAIL FROM:<{from}>", 250, SmtpPhase.Sender, stop);
        await Ask($"RCPT TO:<{to}>", 250, SmtpPhase.Recipient, stop);
        await Ask("DATA", 354, SmtpPhase.Message, stop);
        // A line that is a single dot would end the message early.
        var answer = await Ask(message.Replace("\r\n.", "\r\n..", StringComparison.Ordinal).TrimEnd('\r', '\n') + "\r\n.", 250, SmtpPhase.Message, stop);
        await Say("QUIT", stop);
        return answer;
    }

    public void Dispose()
    {
        reader.Dispose();
        stream.Dispose();
        client.Dispose();
    }

    private async Task Greet(CancellationToken stop)
    {
        var answer = await Ask("EHLO tandem", 250, SmtpPhase.Greeting, stop);
        offers = new(answer.Split('\n').Skip(1).Select(line => line.Trim()), StringComparer.OrdinalIgnoreCase);
    }

    private async Task LogIn(CancellationToken stop)
    {
        var ways = offers.FirstOrDefault(offer => offer.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase))?.ToUpperInvariant().Split(' ') ?? [];
        var (user, password) = (server.User!, server.Password ?? "");
        if (ways.Contains("PLAIN") || ways.Length == 0)
        {
            await Ask("AUTH PLAIN " + Base64($"\0{user}\0{password}"), 235, SmtpPhase.Login, stop);
            return;
        }

        if (!ways.Contains("LOGIN")) throw new SmtpRefusal(SmtpPhase.Login, string.Join(' ', ways));
        await Ask("AUTH LOGIN", 334, SmtpPhase.Login, stop);
        await Ask(Base64(user), 334, SmtpPhase.Login, stop);
        await Ask(Base64(password), 235, SmtpPhase.Login, stop);
    }

    private async Task Encrypt(CancellationToken stop)
    {
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false, trust);
        await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Host, EnabledSslProtocols = SslProtocols.None }, stop);
        Use(encrypted);
    }

    private void Use(Stream next)
    {
        stream = next;
        reader = new StreamReader(next, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
    }

    private async Task<string> Ask(string line, int wanted, SmtpPhase phase, CancellationToken stop)
    {
        await Say(line, stop);
        return await Expect(wanted, stop, phase);
    }

    private async Task Say(string line, CancellationToken stop)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), stop);
        await stream.FlushAsync(stop);
    }

    /// <summary>Reads an answer of one or several lines: <c>250-first</c>, <c>250 last</c>.</summary>
    private async Task<string> Expect(int wanted, CancellationToken stop, SmtpPhase phase = SmtpPhase.Greeting)
    {
        var answer = new StringBuilder();
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            if (answer.Length > 0) answer.Append('\n');
            answer.Append(line.Length > 4 ? line[4..] : "");
            if (line.Length > 3 && line[3] == '-' && answer.Length < 8_000) continue;
            return line.StartsWith(wanted.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
                ? answer.ToString()
                : throw new SmtpRefusal(phase, line);
        }

        throw new IOException("The mail server hung up.");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

/// <summary>How far the conversation came.</summary>
internal enum SmtpPhase
{
    Greeting, Encryption, Login, Sender, Recipient, Message,
}

/// <summary>The server said no.</summary>
internal sealed class SmtpRefusal(SmtpPhase phase, string answer) : Exception(answer)
{
    public SmtpPhase Phase { get; } = phase;

    /// <summary>The server's words.</summary>
    public string Answer { get; } = answer;
}
