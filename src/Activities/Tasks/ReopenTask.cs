using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Records;
using Tandem.Platform.Workspaces;

namespace Tandem.Activities.Tasks;

/// <summary>It was not done after all.</summary>
internal sealed class ReopenTask(Crm crm)
{
    public static void Map(RouteGroupBuilder tasks) => tasks.MapPost("{id:guid}/reopen",
        async (Guid id, SeenVersion version, Actor actor, ReopenTask reopen, CancellationToken stop) =>
        {
            await reopen.Run(actor, id, version, stop);
            return TypedResults.NoContent();
        });

    public async Task Run(Actor actor, Guid id, int? version, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var task = await db.GetEditable<TaskItem>(actor, id, version, stop);
        task.Reopen();
        await db.SaveChangesAsync(stop);
    }
}
