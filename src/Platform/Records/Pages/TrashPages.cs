using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Access;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Records.Pages;

internal static class TrashPages
{
    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/trash", async (Actor actor, CurrentPage page, TrashQuery query, HttpContext http, string? type) =>
        {
            return Page.Of<TrashPage>(await query.Run(actor, type, http.RequestAborted));
        });
        pages.MapPost("/trash/{type}/{id:guid}/restore", async (Actor actor, CurrentPage page, TrashQuery query, HttpContext http, string type, Guid id) =>
        {
            await query.Restore(actor, type, id, http.RequestAborted);
            return Page.SeeOther("/trash?type=" + type, new Notice(page.Locale.T("record.restored")));
        });
    }
}
