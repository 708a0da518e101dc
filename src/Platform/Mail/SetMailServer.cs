using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Settings;

namespace Tandem.Platform.Mail;

/// <summary>Says through which server mails leave, and tries it.</summary>
public sealed class SetMailServer(Crm crm, MailServers servers, MailSender sender)
{
    /// <param name="Host">Null or empty takes the mail server away.</param>
    /// <param name="Tls">On port 465 from the first byte, on others by STARTTLS, without which nothing is sent.</param>
    /// <param name="Password">Null or empty keeps the one that is stored, while host and user stay.</param>
    public sealed record Request(string? Host, int Port, bool Tls, string? User, string? Password, string? From);

    public async Task Run(Actor actor, Request request, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var workspace = await db.Set<Workspace>().FirstAsync(stop);
        var host = request.Host?.Trim();
        if (string.IsNullOrEmpty(host))
        {
            (workspace.SmtpHost, workspace.SmtpUser, workspace.SmtpPasswordProtected, workspace.MailFrom) = (null, null, null, null);
            await db.SaveChangesAsync(stop);
            return;
        }

        var problems = new List<Refused>();
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown) problems.Add(Refused.On("host", MailRefusals.BadHost));
        if (request.Port is < 1 or > 65535) problems.Add(Refused.On("port", MailRefusals.BadPort));
        if (!EmailAddresses.TryNormalise(request.From, out var from)) problems.Add(Refused.On("from", RecordRefusals.WrongType, ("field", "from"), ("expected", "email")));
        Refused.ThrowAny(problems);

        var user = string.IsNullOrWhiteSpace(request.User) ? null : request.User.Trim();
        // A stored password is never sent to another server than the one it was given for.
        var same = workspace.SmtpHost == host && workspace.SmtpUser == user;
        workspace.SmtpPasswordProtected = request.Password is { Length: > 0 } given ? servers.Protect(given) : same ? workspace.SmtpPasswordProtected : null;
        (workspace.SmtpHost, workspace.SmtpPort, workspace.SmtpTls, workspace.SmtpUser, workspace.MailFrom) = (host, request.Port, request.Tls, user, from);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Sends a mail through the stored server; answers the server's words.</summary>
    public async Task<string> Test(Actor actor, string to, Locale locale, CancellationToken stop)
    {
        actor.DemandAdministrator();
        if (!EmailAddresses.TryNormalise(to, out var address)) throw Refused.On("to", RecordRefusals.WrongType, ("field", "to"), ("expected", "email"));
        var workspace = await crm.Database.Actors.Settings(stop);
        var server = servers.Of(workspace) ?? throw new Refused(MailRefusals.NotSetUp);
        return await sender.Send(server, Letters.Test(address, workspace!.Name, locale), stop);
    }
}
