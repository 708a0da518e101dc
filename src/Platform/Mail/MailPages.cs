using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Pages;
using Tandem.Platform.Settings;

namespace Tandem.Platform.Mail;

/// <summary>The mail server. The password is never shown, only whether there is one.</summary>
/// <param name="TestTo">To whom a test goes unless another address is typed.</param>
/// <param name="Answer">What the server said to the test.</param>
/// <param name="Failure">Why the test failed.</param>
public sealed record MailView(string? Host, int Port, bool Tls, string? User, bool HasPassword, string? From, string? TestTo, string? Answer = null, Refused? Failure = null);

internal static class MailPages
{
    public static void Map(RouteGroupBuilder settings)
    {
        settings.MapGet("/mail", async (Actor actor, Crm crm, CurrentPage page, CancellationToken stop) => Page.Of<MailPage>(await View(actor, crm, page, stop)));
        settings.MapPost("/mail", (Actor actor, IFormCollection form, SetMailServer set, Crm crm, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            var port = int.TryParse(form["port"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : page.Locale.TryParseDecimal(form["port"].ToString(), out var typed) && typed is > 0 and < 65536 ? (int)typed : 0;
            await set.Run(actor, new SetMailServer.Request(form["host"], port, form.ContainsKey("tls"), form["user"], form["password"], form["from"]), stop);
            return WorkspacePages.Saved(page, "/settings/mail");
        }, async state => Page.Refused<MailPage>(await View(actor, crm, page, stop), state)));
        settings.MapPost("/mail/test", async (Actor actor, IFormCollection form, SetMailServer set, Crm crm, CurrentPage page, CancellationToken stop) =>
        {
            var view = await View(actor, crm, page, stop) with { TestTo = form["to"].ToString() };
            try
            {
                // The answer is shown where the test was started; nothing was changed that a redirect would have to show.
                var answer = await set.Test(actor, form["to"].ToString(), page.Locale, stop);
                return Page.Of<MailPage>(view with { Answer = answer });
            }
            catch (Refused refused) when (refused.Code != AccessRefusals.AdministratorsOnly)
            {
                var refusedPage = Page.Of<MailPage>(view with { Failure = refused });
                refusedPage.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return refusedPage;
            }
        });
    }

    private static async Task<MailView> View(Actor actor, Crm crm, CurrentPage page, CancellationToken stop)
    {
        var workspace = page.Workspace!;
        await using var db = crm.Open(actor);
        var mine = await db.Users.Where(user => user.Id == actor.UserId).Select(user => user.Email).FirstOrDefaultAsync(stop);
        return new MailView(workspace.SmtpHost, workspace.SmtpPort, workspace.SmtpTls, workspace.SmtpUser, workspace.SmtpPasswordProtected is not null, workspace.MailFrom, mine);
    }
}
