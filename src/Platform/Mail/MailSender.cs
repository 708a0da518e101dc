using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using Tandem.Core;

namespace Tandem.Platform.Mail;

/// <summary>Sends the product's own mails: invitations, new passwords, tests. It logs that a mail went or failed, never what it said.</summary>
public sealed partial class MailSender(TimeProvider clock, ILogger<MailSender> log)
{
    /// <summary>How long a server may take for the whole conversation.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Tests trust their own certificate with this; null trusts what the system trusts.</summary>
    internal RemoteCertificateValidationCallback? Trust { get; init; }

    /// <summary>Sends, and answers what the server said when it took the mail.</summary>
    /// <exception cref="Refused">With the server's words in <c>answer</c>; see <see cref="MailRefusals"/>.</exception>
    public async Task<string> Send(MailServer server, MailMessage message, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var conversation = new SmtpConversation(server, Trust);
            var answer = await conversation.Deliver(server.FromAddress, message.To, message.Write(server.FromName, server.FromAddress, clock.GetUtcNow()), patience.Token);
            Sent(server.Host, message.To);
            return answer;
        }
        catch (SmtpRefusal refusal)
        {
            Failed(server.Host, message.To, refusal.Answer);
            throw new Refused(CodeOf(refusal.Phase), ("answer", refusal.Answer));
        }
        catch (AuthenticationException error)
        {
            Failed(server.Host, message.To, error.Message);
            throw new Refused(MailRefusals.NoEncryption, ("answer", error.InnerException?.Message ?? error.Message));
        }
        catch (Exception error) when (error is SocketException or IOException || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            Failed(server.Host, message.To, error.Message);
            throw new Refused(MailRefusals.Unreachable, ("host", server.Host), ("port", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Sends after the answer to the request was given; a failure is in the log.</summary>
    public void SendLater(MailServer server, MailMessage message) => _ = Task.Run(async () =>
    {
        try
        {
            await Send(server, message, CancellationToken.None);
        }
        catch (Refused)
        {
            // Logged where it happened; nobody waits for it.
        }
    });

    private static string CodeOf(SmtpPhase phase) => phase switch
    {
        SmtpPhase.Encryption => MailRefusals.NoEncryption,
        SmtpPhase.Login => MailRefusals.LoginRefused,
        SmtpPhase.Sender => MailRefusals.SenderRefused,
        SmtpPhase.Recipient => MailRefusals.RecipientRefused,
        _ => MailRefusals.MailRefused,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail to {Recipient} was taken by {Server}")]
    private partial void Sent(string server, string recipient);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail to {Recipient} was not taken by {Server}: {Answer}")]
    private partial void Failed(string server, string recipient, string answer);
}

/// <summary>Why a mail did not leave.</summary>
public static class MailRefusals
{
    public const string NotSetUp = "mail.not-set-up";
    public const string Unreachable = "mail.unreachable";
    public const string NoEncryption = "mail.no-encryption";
    public const string LoginRefused = "mail.login-refused";
    public const string SenderRefused = "mail.sender-refused";
    public const string RecipientRefused = "mail.recipient-refused";
    public const string MailRefused = "mail.refused";
    public const string BadPort = "mail.bad-port";
    public const string BadHost = "mail.bad-host";
}
