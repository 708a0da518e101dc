using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Tandem.Platform.Settings;

namespace Tandem.Platform.Mail;

/// <summary>How the connection to a mail server is protected.</summary>
public enum MailSecurity
{
    None, StartTls, Tls,
}

/// <summary>A mail server with the login to it and the address that mails come from.</summary>
public sealed record MailServer(string Host, int Port, MailSecurity Security, string? User, string? Password, string FromName, string FromAddress);

/// <summary>Reads the workspace's mail server; its password is encrypted in the database.</summary>
public sealed class MailServers(IDataProtectionProvider protection)
{
    /// <summary>The port on which servers speak TLS from the first byte.</summary>
    public const int TlsPort = 465;

    private readonly IDataProtector protector = protection.CreateProtector("mail-password");

    /// <summary>Null while no mail server is set up.</summary>
    public MailServer? Of(Workspace? workspace)
    {
        if (workspace?.SmtpHost is not { Length: > 0 } host || workspace.MailFrom is not { Length: > 0 } from) return null;
        var security = !workspace.SmtpTls ? MailSecurity.None : workspace.SmtpPort == TlsPort ? MailSecurity.Tls : MailSecurity.StartTls;
        return new MailServer(host, workspace.SmtpPort, security, workspace.SmtpUser, Unprotect(workspace.SmtpPasswordProtected), workspace.Name, from);
    }

    internal string Protect(string password) => protector.Protect(password);

    private string? Unprotect(string? text)
    {
        if (text is null) return null;
        try
        {
            return protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null; // the keys are gone, as after a restore without them: the server will refuse the login and the settings say so
        }
    }
}
