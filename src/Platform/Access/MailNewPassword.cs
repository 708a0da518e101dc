using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Platform.Hosting;
using Tandem.Platform.Localization;
using Tandem.Platform.Mail;

namespace Tandem.Platform.Access;

/// <summary>Mails the link for a new password to whoever forgot theirs. The answer is the same whether there is such a user or not.</summary>
public sealed class MailNewPassword(Crm crm, ILookupNormalizer normalizer, SignInLimits limits, MailServers servers, MailSender sender, PasswordLinks links, Locales locales, TandemOptions options)
{
    public sealed record Request(string Email, IPAddress? From, Language Language);

    public async Task Run(Request request, CancellationToken stop)
    {
        var workspace = await crm.Database.Actors.Settings(stop);
        var server = servers.Of(workspace) ?? throw new Refused(MailRefusals.NotSetUp);
        var email = normalizer.NormalizeEmail(request.Email.Trim()) ?? "";
        limits.Demand(request.From, "mail " + email);
        await using var db = crm.Open(Actor.System);
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(one => one.NormalizedEmail == email && one.Active && one.DeletedAt == null, stop);
        if (user?.Email is null) return;
        var locale = locales.Of(workspace, user.Language ?? request.Language.Code, user.Calendar, user.TimeZone);
        var address = workspace!.AddressOr(options) + links.PathFor(user);
        sender.SendLater(server, Letters.NewPassword(user.Email, user.Name, workspace.Name, address, locale));
    }
}
