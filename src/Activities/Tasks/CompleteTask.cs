using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Records;
using Tandem.Platform.Workspaces;

namespace Tandem.Activities.Tasks;

/// <summary>Somebody did it. The answer says what it was about, because the next step is asked for at once.</summary>
internal sealed class CompleteTask(Crm crm, TimeProvider clock)
{
    public sealed record Request(string? Outcome = null);

    /// <param name="AboutId">What the next step would be about; null when the task was about nothing.</param>
    /// <param name="HasNextStep">Whether an open task about it is left.</param>
    public sealed record Answer(Guid Id, int Version, string? AboutType, Guid? AboutId, bool HasNextStep);

    public static void Map(RouteGroupBuilder tasks) => tasks.MapPost("{id:guid}/complete",
        async (Guid id, SeenVersion version, Request? request, Actor actor, CompleteTask complete, CancellationToken stop) =>
            TypedResults.Ok(await complete.Run(actor, id, version, request ?? new Request(), stop)));

    public async Task<Answer> Run(Actor actor, Guid id, int? version, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var task = await db.GetEditable<TaskItem>(actor, id, version, stop);
        task.Complete(request.Outcome, actor.Id, clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
        var next = task.AboutId is { } about ? await Contracts.NextSteps.Of(db, [about], stop) : new Dictionary<Guid, Contracts.NextStep>();
        return new Answer(task.Id, task.Version, task.AboutType, task.AboutId, next.Count > 0);
    }
}
