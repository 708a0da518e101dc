using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;
using Tandem.Platform.Workspaces;

namespace Tandem.Activities.Timeline;

/// <summary>Older entries of a timeline, which its page asks for as one scrolls.</summary>
internal static class TimelinePages
{
    public static void Map(RouteGroupBuilder pages) => pages.MapGet("/timeline/{type}/{id:guid}",
        async (Actor actor, CurrentPage page, Crm crm, TimelineQuery query, HttpContext http, string type, Guid id, long before, string? kind, string? back) =>
        {
            await using (var db = crm.Open(actor))
                if (!await db.RecordEntries.VisibleTo(actor, db).AnyAsync(entry => entry.RecordId == id && entry.RecordType == type, http.RequestAborted)) throw new RecordNotFound();
            var view = await query.Run(actor, type, id, Enum.TryParse<TimelineKind>(kind, out var asked) ? asked : TimelineKind.All, before, page.Locale, http.RequestAborted);
            return new RazorComponentResult<OlderEntries>(new { Model = view, Before = before, Back = back is ['/', not '/', ..] ? back : "/" });
        });
}
