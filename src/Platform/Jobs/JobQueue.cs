using System.Text.Json;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Jobs;

/// <summary>Puts work into the queue.</summary>
public sealed class JobQueue(Crm crm, TimeProvider clock)
{
    /// <summary>A job of its own.</summary>
    /// <param name="kind">Which <see cref="IJobHandler"/> does it.</param>
    /// <param name="arguments">Stored as JSON; the handler reads them with <see cref="JobContext.Arguments{T}"/>.</param>
    /// <param name="title">Resource key of what the jobs screen calls it, with <c>{subject}</c>.</param>
    /// <param name="subject">Name of the file or record it is about.</param>
    public async Task<Guid> Enqueue<T>(Actor actor, string kind, T arguments, string title, string? subject, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var job = Add(db, actor, kind, arguments, title, subject);
        await db.SaveChangesAsync(stop);
        return job.Id;
    }

    /// <summary>A job that exists if and only if the context's save commits.</summary>
    public Job Add<T>(CrmDb db, Actor actor, string kind, T arguments, string title, string? subject, DateTimeOffset? due = null)
    {
        var now = clock.GetUtcNow();
        var job = new Job
        {
            Kind = kind, Arguments = JsonSerializer.Serialize(arguments, JsonForms.Stored), Title = title, Subject = subject,
            CreatedBy = actor.Id, CreatedAt = now, DueAt = due ?? now,
        };
        db.Add(job);
        return job;
    }
}
