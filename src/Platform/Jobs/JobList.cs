using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Files;
using Tandem.Platform.Records;

namespace Tandem.Platform.Jobs;

/// <summary>A job as lists and the API show it.</summary>
/// <param name="Title">Resource key, with <c>{subject}</c>.</param>
/// <param name="Result">JSON of the outcome; null until done.</param>
public sealed record JobRow(Guid Id, string Kind, string Title, string? Subject, JobState State, Guid? CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt, bool CancelRequested, JobProgress Progress, string? Error, System.Text.Json.JsonElement? Result, Guid? ResultFileId);

/// <summary>Jobs as an actor may see them: their own; an administrator all of them.</summary>
public sealed class JobList(Crm crm, TimeProvider clock)
{
    public const int MaxRows = 200;

    public static void Map(RouteGroupBuilder api)
    {
        var jobs = api.MapGroup("jobs").WithTags("jobs");
        jobs.MapGet("", async (Actor actor, JobList list, string? state, int? limit, CancellationToken stop) =>
            TypedResults.Ok(new Answer(await list.Read(actor, StateOf(state), limit ?? 50, stop)))).WithSummary("Jobs, newest first");
        jobs.MapGet("{id:guid}", async (Guid id, Actor actor, JobList list, CancellationToken stop) =>
            TypedResults.Ok(await list.Get(actor, id, stop))).WithSummary("One job with its progress");
        jobs.MapPost("{id:guid}/cancel", async (Guid id, Actor actor, JobList list, CancellationToken stop) =>
            TypedResults.Ok(await list.Change(actor, id, (job, now) => job.RequestCancel(now), stop))).WithSummary("Ask a job to stop");
        jobs.MapPost("{id:guid}/retry", async (Guid id, Actor actor, JobList list, CancellationToken stop) =>
            TypedResults.Ok(await list.Change(actor, id, (job, now) => job.Retry(now), stop))).WithSummary("Begin a failed job again");
        jobs.MapGet("{id:guid}/result", (Guid id, Actor actor, JobList list, FileDownload files, HttpContext http) =>
            list.Download(actor, id, files, http)).WithSummary("The file that came out of a job");
    }

    public sealed record Answer(IReadOnlyList<JobRow> Data);

    public async Task<IReadOnlyList<JobRow>> Read(Actor actor, JobState? state, int limit, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var jobs = Visible(db, actor);
        if (state is { } only) jobs = jobs.Where(job => job.State == only);
        return [.. (await jobs.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id).Take(Math.Clamp(limit, 1, MaxRows)).ToListAsync(stop)).Select(Row)];
    }

    public async Task<JobRow> Get(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        return Row(await Visible(db, actor).FirstOrDefaultAsync(job => job.Id == id, stop) ?? throw new RecordNotFound());
    }

    /// <summary>Cancels or retries a job, in the transaction that reads it.</summary>
    public async Task<JobRow> Change(Actor actor, Guid id, Action<Job, DateTimeOffset> change, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        await using var write = await db.BeginWrite(stop);
        if (db.Engine == DatabaseEngine.Postgres) await db.Database.ExecuteSqlAsync($"SELECT 1 FROM jobs WHERE id = {id} FOR UPDATE", stop);
        var job = await Visible(db, actor).AsTracking().FirstOrDefaultAsync(one => one.Id == id, stop) ?? throw new RecordNotFound();
        change(job, clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
        await write.Commit(stop);
        return Row(job);
    }

    /// <summary>Sends the file that came out of the job to whoever may see the job.</summary>
    public async Task Download(Actor actor, Guid id, FileDownload files, HttpContext http)
    {
        var job = await Get(actor, id, http.RequestAborted);
        await files.Send(http, job.ResultFileId ?? throw new RecordNotFound());
    }

    private static IQueryable<Job> Visible(CrmDb db, Actor actor)
    {
        var jobs = db.Set<Job>().AsNoTracking();
        return actor.IsAdministrator ? jobs : jobs.Where(job => job.CreatedBy != null && job.CreatedBy == actor.Id);
    }

    private static JobState? StateOf(string? text) => text is null ? null
        : Enum.TryParse<JobState>(text, ignoreCase: true, out var state) && !char.IsDigit(text[0]) ? state
        : throw Refused.On("state", Api.ApiRefusals.Malformed);

    private JobRow Row(Job job) => new(job.Id, job.Kind, job.Title, job.Subject, job.State, job.CreatedBy, job.CreatedAt, job.StartedAt, job.FinishedAt, job.CancelRequested,
        job.Progress(clock.GetUtcNow()), job.Error, job.Result is null ? null : System.Text.Json.JsonElement.Parse(job.Result), job.ResultFileId);
}
