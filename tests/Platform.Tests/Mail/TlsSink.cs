using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tandem.Platform.Tests.Mail;

/// <summary>A mail server with a certificate of its own making, for TLS from the first byte or by STARTTLS; keeps the lines that it was told, by how they came.</summary>
internal sealed class TlsSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly bool implicitly;
    private readonly Task serving;

    public TlsSink(bool implicitly)
    {
        this.implicitly = implicitly;
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        Certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        listener.Start();
        serving = Serve();
    }

    public X509Certificate2 Certificate { get; }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public ConcurrentQueue<string> Open { get; } = new();

    public ConcurrentQueue<string> Encrypted { get; } = new();

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await serving;
        Certificate.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            using var client = await listener.AcceptTcpClientAsync();
            Stream stream = client.GetStream();
            if (implicitly) stream = await Encrypt(stream);
            else if (await Talk(stream, Open, "220 sink", starts: true)) stream = await Encrypt(stream);
            else return;
            await Talk(stream, Encrypted, implicitly ? "220 sink" : null, starts: false);
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The other side did not like the certificate, or the test is over.
        }
    }

    private async Task<Stream> Encrypt(Stream plain)
    {
        var encrypted = new SslStream(plain);
        await encrypted.AuthenticateAsServerAsync(Certificate);
        return encrypted;
    }

    /// <summary>True when the other side asked for encryption.</summary>
    private static async Task<bool> Talk(Stream stream, ConcurrentQueue<string> heard, string? greeting, bool starts)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        async Task Say(string line) => await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"));
        if (greeting is not null) await Say(greeting);
        while (await reader.ReadLineAsync() is { } line)
        {
            heard.Enqueue(line);
            switch (line.Split(' ')[0])
            {
                case "EHLO": await Say(starts ? "250-sink\r\n250 STARTTLS" : "250-sink\r\n250 AUTH PLAIN LOGIN"); break;
                case "STARTTLS": await Say("220 go on"); return true;
                case "AUTH": await Say("235 welcome"); break;
                case "DATA":
                    await Say("354 go ahead");
                    while (await reader.ReadLineAsync() is { } text && text != ".") heard.Enqueue(text);
                    await Say("250 kept");
                    break;
                case "QUIT": await Say("221 bye"); return false;
                default: await Say("250 ok"); break;
            }
        }

        return false;
    }
}
