using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tandem.Testing.Mail;

/// <summary>
/// A mail server on a free loopback port that keeps what it is given and delivers nothing: EHLO, AUTH PLAIN and LOGIN, MAIL, RCPT, DATA,
/// RSET, NOOP, QUIT.
/// </summary>
public sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<ReceivedMail> received = new();
    private readonly Task accepting;

    public MailSink()
    {
        listener.Start();
        accepting = Accept();
    }

    public static string Host => "127.0.0.1";

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Demands this user and password before any mail; null takes mail from anyone.</summary>
    public (string User, string Password)? Login { get; set; }

    /// <summary>Recipients that are refused with 550.</summary>
    public Func<string, bool> Refuses { get; set; } = _ => false;

    public IReadOnlyList<ReceivedMail> Received => [.. received];

    /// <summary>Waits until a mail to this address is here, and returns the newest one.</summary>
    public Task<ReceivedMail> MailTo(string address) => Eventually.Gives($"a mail to {address}", () =>
        Task.FromResult(received.LastOrDefault(mail => mail.Recipients.Contains(address, StringComparer.OrdinalIgnoreCase))));

    public void Clear() => received.Clear();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task Accept()
    {
        var sessions = new List<Task>();
        try
        {
            while (true) sessions.Add(Serve(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var connection = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            await new Session(this, reader, writer, stopping.Token).Talk();
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            // The other side hung up, or the test is over.
        }
    }

    private sealed class Session(MailSink sink, StreamReader reader, StreamWriter writer, CancellationToken stop)
    {
        private readonly List<string> recipients = [];
        private string sender = "";
        private bool loggedIn;

        public async Task Talk()
        {
            await writer.WriteLineAsync("220 sink ready");
            while (await reader.ReadLineAsync(stop) is { } line)
            {
                var verb = line.Split(' ')[0].ToUpperInvariant();
                if (verb == "QUIT")
                {
                    await writer.WriteLineAsync("221 bye");
                    return;
                }

                await writer.WriteLineAsync(await Answer(verb, line));
            }
        }

        private async Task<string> Answer(string verb, string line) => verb switch
        {
            "EHLO" => "250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN LOGIN",
            "HELO" or "NOOP" => "250 ok",
            "RSET" => Reset("250 ok"),
            "AUTH" => await Authenticate(line.Split(' ')),
            "MAIL" when sink.Login is not null && !loggedIn => "530 5.7.0 log in first",
            "MAIL" => Begin(AddressIn(line)),
            "RCPT" => AddRecipient(AddressIn(line)),
            "DATA" => recipients.Count == 0 ? "503 no recipient" : await Receive(),
            _ => "502 not known here",
        };

        private string Begin(string from)
        {
            Reset("");
            sender = from;
            return "250 ok";
        }

        private string AddRecipient(string address)
        {
            if (sink.Refuses(address)) return "550 5.1.1 no such mailbox";
            recipients.Add(address);
            return "250 ok";
        }

        private string Reset(string answer)
        {
            recipients.Clear();
            sender = "";
            return answer;
        }

        private async Task<string> Receive()
        {
            await writer.WriteLineAsync("354 go ahead");
            var text = new StringBuilder();
            while (await reader.ReadLineAsync(stop) is { } line && line != ".")
                text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
            sink.received.Enqueue(new ReceivedMail(sender, [.. recipients], text.ToString()));
            return Reset("250 kept");
        }

        private async Task<string> Authenticate(string[] words)
        {
            var given = words is [_, var mechanism, ..] && mechanism.Equals("PLAIN", StringComparison.OrdinalIgnoreCase)
                ? Decode(words.Length > 2 ? words[2] : await Ask("")).Split('\0')[1..]
                : [Decode(words.Length > 2 ? words[2] : await Ask("VXNlcm5hbWU6")), Decode(await Ask("UGFzc3dvcmQ6"))];
            loggedIn = sink.Login is not { } login || (given is [var user, var password] && (user, password) == login);
            return loggedIn ? "235 welcome" : "535 5.7.8 wrong user or password";
        }

        private async Task<string> Ask(string what)
        {
            await writer.WriteLineAsync("334 " + what);
            return await reader.ReadLineAsync(stop) ?? "";
        }

        private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

        private static string AddressIn(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
    }
}
