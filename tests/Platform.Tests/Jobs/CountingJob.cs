using Microsoft.Extensions.DependencyInjection;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Jobs;
using Tandem.Platform.Workspaces;

namespace Tandem.Platform.Tests.Jobs;

/// <summary>A job that makes numbered teams, one a step. A test can hold it before a step, or let it fail there.</summary>
internal sealed class CountingJob(Crm crm, CountingJob.Script script) : IJobHandler
{
    public const string Name = "counting";

    public string Kind => Name;

    public async Task Run(JobContext job, CancellationToken stop)
    {
        var steps = job.Arguments<Order>().Steps;
        for (var step = job.Checkpoint<int>(); step < steps; step++)
        {
            await script.Before(step, stop);
            await using var db = crm.Open(job.Actor);
            await using var write = await db.BeginWrite(stop);
            db.Add(new Team($"Counted {step}"));
            await db.SaveChangesAsync(stop);
            await job.Reach(db, step + 1, step + 1, steps, stop);
            await write.Commit(stop);
        }

        job.Finish(new Outcome(steps));
    }

    public sealed record Order(int Steps);

    public sealed record Outcome(int Made);

    /// <summary>What happens before each step.</summary>
    public sealed class Script
    {
        private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int failures;

        public int? HoldAt { get; init; }

        public int? FailAt { get; init; }

        public int Failures { get; init; } = 1;

        public string? RefuseWith { get; init; }

        public Task Held => held.Task;

        public void Release() => released.TrySetResult();

        public async Task Before(int step, CancellationToken stop)
        {
            if (step == FailAt && RefuseWith is not null) throw new Refused(RefuseWith);
            if (step == FailAt && Interlocked.Increment(ref failures) <= Failures) throw new InvalidOperationException("The step failed.");
            if (step != HoldAt || held.Task.IsCompleted) return;
            held.SetResult();
            await released.Task.WaitAsync(stop);
        }
    }

    public static Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder> Scripted(Script script) => builder =>
        builder.Services.AddSingleton(script).AddScoped<IJobHandler, CountingJob>();
}
