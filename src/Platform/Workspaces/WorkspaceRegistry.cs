using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Fields;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Workspaces;

/// <summary>
/// The workspaces of this installation: the default one, and named ones with a database each, found by host name. Nothing crosses
/// from one to another. They are opened, and migrated, when first asked for.
/// </summary>
public sealed class WorkspaceRegistry(TandemOptions options, ModuleSet modules, TimeProvider clock) : IAsyncDisposable
{
    public const string DefaultName = "main";

    private readonly ConcurrentDictionary<string, Lazy<Task<WorkspaceDatabase>>> open = new(StringComparer.Ordinal);
    private Dictionary<string, string>? byHost;

    private ImmutableArray<Action<WorkspaceDatabase>> attached = [];

    public Task<WorkspaceDatabase> Default() => Open(DefaultName);

    /// <summary>Workspaces open in this process.</summary>
    public IEnumerable<WorkspaceDatabase> InUse => open.Values.Where(one => one.IsValueCreated && one.Value.IsCompletedSuccessfully).Select(one => one.Value.GetAwaiter().GetResult());

    /// <summary>The workspace of a host name; the default one when no other has it.</summary>
    public ValueTask<WorkspaceDatabase> OfHost(string host)
    {
        if (byHost is { Count: 0 } && open.TryGetValue(DefaultName, out var main) && main.Value.IsCompletedSuccessfully) return new(main.Value);
        return new(OfHostAsync(host));
    }

    /// <summary>Background work attaches itself to each workspace that is opened from now on.</summary>
    public void Attach(Action<WorkspaceDatabase> attach) => ImmutableInterlocked.Update(ref attached, (all, one) => all.Add(one), attach);

    /// <summary>A workspace by name; throws <see cref="Refused"/> when there is none.</summary>
    public async Task<WorkspaceDatabase> Named(string name)
    {
        if (name == DefaultName) return await Default();
        await using var db = (await Default()).Open(Actor.System);
        if (!await db.Set<WorkspaceEntry>().AnyAsync(entry => entry.Name == name)) throw new Refused(WorkspaceRefusals.Unknown, ("name", name));
        return await Open(name);
    }

    public async Task<IReadOnlyList<WorkspaceEntry>> List(CancellationToken stop)
    {
        await using var db = (await Default()).Open(Actor.System);
        return await db.Set<WorkspaceEntry>().AsNoTracking().OrderBy(entry => entry.Name).ToListAsync(stop);
    }

    /// <summary>Adds a workspace with a database of its own.</summary>
    public async Task Add(string name, IReadOnlyList<string> hosts, CancellationToken stop)
    {
        if (!IsValidName(name) || name == DefaultName) throw new Refused(WorkspaceRefusals.BadName, ("name", name));
        await using var db = (await Default()).Open(Actor.System);
        if (await db.Set<WorkspaceEntry>().AnyAsync(entry => entry.Name == name, stop)) throw new Refused(WorkspaceRefusals.Exists, ("name", name));
        var address = options.AddressOf(name);
        if (address.Engine == DatabaseEngine.Postgres) await CreateDatabase(address, stop);
        await Open(name);
        db.Add(new WorkspaceEntry { Name = name, Hosts = [.. hosts.DefaultIfEmpty(name)], CreatedAt = clock.GetUtcNow() });
        await db.SaveChangesAsync(stop);
        byHost = null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in InUse) await database.DisposeAsync();
    }

    private async Task<WorkspaceDatabase> OfHostAsync(string host)
    {
        byHost ??= (await List(CancellationToken.None)).SelectMany(entry => entry.Hosts.Select(name => (name, entry.Name)))
            .ToDictionary(pair => pair.name, pair => pair.Name, StringComparer.OrdinalIgnoreCase);
        return await Open(byHost.GetValueOrDefault(host) ?? (byHost.GetValueOrDefault(host.Split('.')[0]) ?? DefaultName));
    }

    private async Task<WorkspaceDatabase> Open(string name)
    {
        var opening = open.GetOrAdd(name, one => new Lazy<Task<WorkspaceDatabase>>(() => OpenNow(one)));
        try
        {
            return await opening.Value;
        }
        catch
        {
            open.TryRemove(new(name, opening));
            throw;
        }
    }

    private async Task<WorkspaceDatabase> OpenNow(string name)
    {
        var database = new WorkspaceDatabase(name, name == DefaultName ? options.DefaultAddress : options.AddressOf(name), modules, clock);
        await Migrator.Migrate(database, CancellationToken.None);
        await database.Actors.Settings(CancellationToken.None);
        await database.Types.Refresh(CancellationToken.None);
        if (await FieldIndexes.NeedWork(database, CancellationToken.None)) await AskForIndexes(database);
        foreach (var attach in attached) attach(database);
        return database;
    }

    /// <summary>A migration that rebuilds a table drops the indexes of custom fields.</summary>
    private async Task AskForIndexes(WorkspaceDatabase database)
    {
        await using var db = database.Open(Actor.System);
        var now = clock.GetUtcNow();
        db.Add(new Jobs.Job { Kind = FieldIndexJob.Name, Arguments = "{}", Title = "job.field-indexes", CreatedAt = now, DueAt = now });
        await db.SaveChangesAsync();
    }

    private static async Task CreateDatabase(DatabaseAddress address, CancellationToken stop)
    {
        var target = new NpgsqlConnectionStringBuilder(address.ConnectionString);
        var name = target.Database!;
        target.Database = "postgres";
        await using var source = NpgsqlDataSource.Create(target);
        await using var command = source.CreateCommand($"CREATE DATABASE \"{name}\"");
        await command.ExecuteNonQueryAsync(stop);
    }

    private static bool IsValidName(string name) =>
        name.Length is > 0 and <= 40 && char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

public static class WorkspaceRefusals
{
    public const string Unknown = "workspace.unknown";
    public const string Exists = "workspace.exists";
    public const string BadName = "workspace.bad-name";
}
