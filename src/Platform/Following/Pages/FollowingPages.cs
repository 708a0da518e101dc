using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;

namespace Tandem.Platform.Following.Pages;

/// <summary>The list of notices, and what the star and the follow button post to.</summary>
internal static class FollowingPages
{
    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/notices", async (Actor actor, NoticesQuery notices, CancellationToken stop) => Page.Of<NoticesPage>(await notices.Run(actor, 100, unreadOnly: false, stop)));
        pages.MapGet("/notices/{id:guid}", async (Actor actor, NoticesQuery notices, RecordTypes types, Guid id, CancellationToken stop) =>
            await notices.Read(actor, id, stop) is { } record ? Page.SeeOther($"{types[record.Type].Path}/{record.Id}") : throw new RecordNotFound());
        pages.MapPost("/notices/read", async (Actor actor, NoticesQuery notices, HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            await notices.Read(actor, id: null, http.RequestAborted);
            return Page.SeeOther(LocalPath.Or(form["back"], "/notices"));
        });
        pages.MapPost("/records/{id:guid}/marks/{kind}", async (Actor actor, MarkRecord mark, CurrentPage page, HttpContext http, Guid id, string kind) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (!Enum.TryParse<MarkKind>(kind, ignoreCase: true, out var which) || !Enum.IsDefined(which)) throw new RecordNotFound();
            var (on, back) = (form["on"] == "true", LocalPath.Or(form["back"], "/"));
            try
            {
                await mark.Run(actor, id, which, on, http.RequestAborted);
                return Page.SeeOther(back, new Notice(page.Locale.T($"following.{which}.{(on ? "on" : "off")}")));
            }
            catch (Core.Refused refused)
            {
                return Page.SeeOther(back, new Notice(page.Locale.T("refused." + refused.Code, [.. refused.Args])));
            }
        });
    }
}
