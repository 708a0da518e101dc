using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Tandem.Platform.Access;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Jobs;

/// <summary>Work that comes again by itself, in every workspace. Register it as a singleton beside its handler.</summary>
/// <param name="Every">At the beginning of each such span, counted from midnight UTC.</param>
/// <param name="Title">Resource key for the jobs screen.</param>
public sealed record RecurringJob(string Kind, TimeSpan Every, string Title)
{
    internal DateTimeOffset Turn(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % Every.Ticks), TimeSpan.Zero);

    /// <summary>The same on every node: whoever is first puts the turn's job in, the others find it there.</summary>
    internal Guid IdOf(DateTimeOffset turn)
    {
        var seed = Encoding.UTF8.GetBytes(Kind + "@");
        Span<byte> input = stackalloc byte[seed.Length + 8];
        seed.CopyTo(input);
        BinaryPrimitives.WriteInt64BigEndian(input[seed.Length..], turn.UtcTicks);
        return new Guid(SHA256.HashData(input).AsSpan(0, 16), bigEndian: true);
    }
}

/// <summary>Puts recurring jobs into the queue when their turn comes; a turn that passed while nothing ran is made up for once.</summary>
internal sealed class RecurringJobs(IEnumerable<RecurringJob> all, WorkspaceRegistry workspaces, TimeProvider clock, ILogger<RecurringJobs> log)
    : WorkspaceService(workspaces, clock, log)
{
    protected override async Task Run(WorkspaceDatabase home, CancellationToken stop)
    {
        var schedule = all.ToList();
        while (!stop.IsCancellationRequested && schedule.Count > 0)
        {
            var now = Clock.GetUtcNow();
            foreach (var recurring in schedule) await Put(home, recurring, recurring.Turn(now), now, stop);
            await Task.Delay(schedule.Min(recurring => recurring.Turn(now) + recurring.Every) - now + TimeSpan.FromMilliseconds(10), Clock, stop);
        }
    }

    private static async Task Put(WorkspaceDatabase home, RecurringJob recurring, DateTimeOffset turn, DateTimeOffset now, CancellationToken stop)
    {
        await using var db = home.Open(Actor.System);
        var id = recurring.IdOf(turn);
        if (await db.Set<Job>().AnyAsync(job => job.Id == id || (job.Kind == recurring.Kind && (job.State == JobState.Waiting || job.State == JobState.Running)), stop)) return;
        db.Add(new Job { Id = id, Kind = recurring.Kind, Arguments = "{}", Title = recurring.Title, CreatedAt = now, DueAt = now });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            // Another node was first: the same id is there already.
            db.ChangeTracker.Clear();
            if (!await db.Set<Job>().AnyAsync(job => job.Id == id, stop)) throw;
        }
    }
}
