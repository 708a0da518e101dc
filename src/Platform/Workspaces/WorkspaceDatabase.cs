using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Changes;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Data;
using Tandem.Platform.Data.Rows;
using Tandem.Platform.Fields;
using Tandem.Platform.Records;
using Tandem.Platform.Search;

namespace Tandem.Platform.Workspaces;

/// <summary>One workspace's database as this process holds it: its context pool, its queue of writers and its change signal.</summary>
public sealed class WorkspaceDatabase : IAsyncDisposable
{
    private readonly PooledDbContextFactory<CrmDb> contexts;
    private readonly NpgsqlDataSource? postgres;

    public WorkspaceDatabase(string name, DatabaseAddress address, ModuleSet modules, TimeProvider clock)
    {
        Name = name;
        Address = address;
        Clock = clock;
        Gate = new WriteGate(address.Engine);
        postgres = address.Engine == DatabaseEngine.Postgres ? NpgsqlDataSource.Create(Prepared(address.ConnectionString)) : null;
        Writer = postgres is null ? new SqliteWriter(address, Gate) : new PostgresWriter(postgres);
        Actors = new Actors(this);
        Types = new WorkspaceTypes(this, modules.RecordTypes);
        CommonWords = new CommonWords(clock);
        ShortWalks = new ShortWalks(clock);
        contexts = new PooledDbContextFactory<CrmDb>(CrmDbSetup.Options(address, modules), poolSize: 128);
    }

    public string Name { get; }

    public DatabaseAddress Address { get; }

    public TimeProvider Clock { get; }

    /// <summary>The workspace's language: texts sort by its rules.</summary>
    public string Language { get; internal set; } = "en";

    public WriteGate Gate { get; }

    /// <summary>Commits saves of plain rows.</summary>
    internal RowWriter Writer { get; }

    public ChangeSignal Signal { get; } = new();

    /// <summary>Who is who here, and the settings.</summary>
    public Actors Actors { get; }

    /// <summary>The record types, with those and the fields that the workspace added.</summary>
    public WorkspaceTypes Types { get; }

    internal CommonWords CommonWords { get; }

    internal ShortWalks ShortWalks { get; }

    /// <summary>Raw connections for bulk work and notifications; PostgreSQL only.</summary>
    internal NpgsqlDataSource Postgres => postgres ?? throw new InvalidOperationException("Not a PostgreSQL workspace.");

    /// <summary>A context that writes in the actor's name. Dispose it after one piece of work.</summary>
    public CrmDb Open(Actor actor) => contexts.CreateDbContext().For(actor, this);

    /// <summary>
    /// What is asked again and again is planned once for each connection. A connection that goes back to the pool is not reset: nothing here
    /// changes its settings, and what takes a lock gives it back. The administrator's connection string may say otherwise.
    /// </summary>
    private static string Prepared(string connection)
    {
        var given = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = connection };
        var prepared = new NpgsqlConnectionStringBuilder(connection);
        if (!given.ContainsKey("Max Auto Prepare")) prepared.MaxAutoPrepare = 100;
        if (!given.ContainsKey("No Reset On Close")) prepared.NoResetOnClose = true;
        return prepared.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        Actors.Dispose();
        Types.Dispose();
        await Writer.DisposeAsync();
        Gate.Dispose();
        if (postgres is not null) await postgres.DisposeAsync();
        else Microsoft.Data.Sqlite.SqliteConnection.ClearPool(new(Address.ConnectionString));
    }
}

/// <summary>The workspace that a request, a job or a command works in; set once at the beginning of its scope.</summary>
public sealed class CurrentWorkspace
{
    private WorkspaceDatabase? database;
    private KnownTypes? known;
    private Actor? viewer;
    private string? about;

    public WorkspaceDatabase Database => database ?? throw new InvalidOperationException("No workspace was chosen for this scope.");

    /// <summary>The record types as they were when this scope first asked: one piece of work sees one state.</summary>
    public KnownTypes Known => known ??= Database.Types.Current;

    /// <summary>The record types as whoever works here sees them.</summary>
    public RecordTypes Types => Choosing(viewer is null ? Known.All : Known.For(viewer));

    public void Choose(WorkspaceDatabase chosen) => database = chosen;

    /// <summary>By which door the work of this scope came in; the feed tells it.</summary>
    public ChangeDoor Door { get; private set; }

    public void CameBy(ChangeDoor door) => Door = door;

    /// <summary>Says who works in this scope: fields that they may not read do not exist for them.</summary>
    public void SeenBy(Actor actor) => viewer = actor;

    /// <summary>Says which of the types that share an entity this scope is about.</summary>
    public void BeAbout(string typeKey) => about = typeKey;

    internal RecordTypes Choosing(RecordTypes types) => about is { } key && types.Find(key) is not null ? types.Choosing(key) : types;
}

/// <summary>Opens contexts on the current workspace: what use cases and queries ask for.</summary>
public sealed class Crm(CurrentWorkspace workspace)
{
    /// <summary>The API request that this scope applies, when it named an idempotency key.</summary>
    internal Once? Once { get; set; }

    public CrmDb Open(Actor actor)
    {
        var db = workspace.Database.Open(actor);
        db.Once = Once;
        db.Door = workspace.Door;
        db.Know(workspace.Choosing(workspace.Known.All));
        return db;
    }

    public WorkspaceDatabase Database => workspace.Database;

    /// <summary>The product's texts with what the workspace calls its own types and fields.</summary>
    public TextCatalog Texts(TextCatalog catalog) => catalog.With(workspace.Known.TextsOf);
}
