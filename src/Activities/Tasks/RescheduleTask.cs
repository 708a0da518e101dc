using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Records;
using Tandem.Platform.Workspaces;

namespace Tandem.Activities.Tasks;

/// <summary>It is to be done at another time, or on another day.</summary>
internal sealed class RescheduleTask(Crm crm)
{
    /// <param name="DueAt">Null takes the date away.</param>
    public sealed record Request(DateTimeOffset? DueAt, bool AllDay = true);

    public static void Map(RouteGroupBuilder tasks) => tasks.MapPut("{id:guid}/due",
        async (Guid id, SeenVersion version, Request request, Actor actor, RescheduleTask reschedule, CancellationToken stop) =>
        {
            await reschedule.Run(actor, id, version, request, stop);
            return TypedResults.NoContent();
        });

    public async Task<TaskItem> Run(Actor actor, Guid id, int? version, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var task = await db.GetEditable<TaskItem>(actor, id, version, stop);
        var due = request is { AllDay: true, DueAt: { } at } ? (await WorkDay.Of(crm.Database, stop)).BeginOf(at) : request.DueAt?.ToUniversalTime();
        task.Reschedule(due, request.AllDay);
        await db.SaveChangesAsync(stop);
        return task;
    }
}
