using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Access;
using Tandem.Platform.Pages;
using Tandem.Platform.Settings;

namespace Tandem.Demo.Removing;

internal static class DemoPages
{
    public const string Path = "/demo";

    public static void Map(RouteGroupBuilder pages)
    {
        var demo = pages.MapGroup(Path).ForAdministrators();
        demo.MapGet("", async (Actor actor, DemoQuery query, CancellationToken stop) => Page.Of<DemoPage>(await query.Run(actor, stop)));
        demo.MapPost("/remove", (Actor actor, RemoveDemo remove, DemoQuery query, CancellationToken stop) => Page.Submit(async () =>
        {
            await remove.Run(actor, stop);
            return Page.SeeOther(Path);
        }, async state => Page.Refused<DemoPage>(await query.Run(actor, stop), state)));
    }
}
