using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Npgsql;
using Tandem.Core;
using Tandem.Platform.Data;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Changes;

/// <summary>
/// Carries change signals between nodes by NOTIFY and LISTEN: what this node committed is told to the others four times a second at most,
/// what others tell is passed on here. It never blocks a writer: it speaks after the commit, on a connection of its own.
/// </summary>
internal sealed class PostgresRelay(WorkspaceRegistry workspaces, ModuleSet modules, TimeProvider clock, ILogger<PostgresRelay> log) : WorkspaceService(workspaces, clock, log)
{
    private const string Channel = "tandem_changes";

    /// <summary>PostgreSQL takes 8,000 bytes in one notification.</summary>
    private const int MaxPayload = 7900;

    /// <summary>More topics than this say little more than their types do: single records are then left out.</summary>
    private const int MaxTopics = 2_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    private readonly string origin = Ids.New().ToString("n");

    protected override bool Concerns(WorkspaceDatabase home) => home.Address.Engine == DatabaseEngine.Postgres;

    protected override async Task Run(WorkspaceDatabase home, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var both = (Task[])[Tell(home, either.Token), Hear(home, either.Token)];
        try
        {
            await await Task.WhenAny(both);
        }
        finally
        {
            await either.CancelAsync();
            await Task.WhenAll(both).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal static IEnumerable<string> Payloads(string origin, IReadOnlySet<string> topics)
    {
        var told = topics.Count <= MaxTopics ? topics : topics.Select(topic => topic.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var payload = new System.Text.StringBuilder(origin);
        foreach (var topic in told)
        {
            if (payload.Length + topic.Length + 1 > MaxPayload)
            {
                yield return payload.ToString();
                payload.Clear().Append(origin);
            }

            payload.Append(',').Append(topic);
        }

        if (payload.Length > origin.Length) yield return payload.ToString();
    }

    private async Task Tell(WorkspaceDatabase home, CancellationToken stop)
    {
        var bell = new Bell(Clock);
        var gate = new Lock();
        var pending = new HashSet<string>(StringComparer.Ordinal);
        using var listening = home.Signal.Listen((topics, here) =>
        {
            if (!here) return;
            lock (gate) pending.UnionWith(topics);
            bell.Ring();
        });
        while (true)
        {
            if (!await bell.Wait(KeepAlive, stop)) continue;
            HashSet<string> told;
            lock (gate) (told, pending) = (pending, new HashSet<string>(StringComparer.Ordinal));
            await using (var connection = await home.Postgres.OpenConnectionAsync(stop))
            {
                foreach (var payload in Payloads(origin, told))
                {
                    await using var command = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection) { Parameters = { new() { Value = Channel }, new() { Value = payload } } };
                    await command.ExecuteNonQueryAsync(stop);
                }
            }

            await Task.Delay(Pause, Clock, stop);
        }
    }

    private async Task Hear(WorkspaceDatabase home, CancellationToken stop)
    {
        await using var connection = await home.Postgres.OpenConnectionAsync(stop);
        connection.Notification += (_, told) =>
        {
            if (told.Payload.StartsWith(origin, StringComparison.Ordinal)) return;
            home.Signal.Relayed(told.Payload.Split(',').Skip(1).ToFrozenSet(StringComparer.Ordinal));
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(stop);
        // What was told before this connection listened is lost: everybody looks again.
        home.Signal.Relayed(Everything());
        while (true)
        {
            if (await connection.WaitAsync(KeepAlive, stop)) continue;
            await using var ping = new NpgsqlCommand("SELECT 1", connection);
            await ping.ExecuteNonQueryAsync(stop);
        }
    }

    private FrozenSet<string> Everything() => modules.RecordTypes.All.Select(type => type.Key)
        .Concat(["api_key", "access", "workspace", "rates", Jobs.Job.Topic, Jobs.Job.DueTopic, .. Fields.WorkspaceTypes.Topics]).ToFrozenSet(StringComparer.Ordinal);
}
