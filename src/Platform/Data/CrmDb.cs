using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Changes;
using Tandem.Platform.Data.Rows;
using Tandem.Platform.Hosting;
using Tandem.Platform.Search;

namespace Tandem.Platform.Data;

/// <summary>
/// The one database context. Modules add their entities through <see cref="Module.MapModel"/> and expose their sets as extension members.
/// It is opened for an actor (<see cref="Crm.Open"/>): every save writes its feed rows in that actor's name.
/// </summary>
public sealed class CrmDb(DbContextOptions<CrmDb> options) : IdentityUserContext<User, Guid>(options)
{
    private WriteGate.Turn? turn;

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<Change> Changes => Set<Change>();

    public DbSet<RecordEntry> RecordEntries => Set<RecordEntry>();

    /// <summary>In whose name changes are written.</summary>
    public Actor Actor { get; private set; } = Actor.System;

    /// <summary>Import or bulk edit that the changes belong to.</summary>
    public Batch? Batch { get; set; }

    /// <summary>By which door the work came in.</summary>
    public ChangeDoor Door { get; internal set; }

    public DatabaseEngine Engine => Options.Engine;

    /// <summary>The workspace's record types with all their fields, whoever acts.</summary>
    public RecordTypes RecordTypes { get; private set; } = null!;

    internal CrmOptions Options => this.GetService<IDbContextOptions>().FindExtension<CrmOptions>()!;

    internal WorkspaceDatabase Home { get; private set; } = null!;

    /// <summary>The request whose idempotency key joins the first save.</summary>
    internal Once? Once { get; set; }

    /// <summary>Says which of the types that share an entity the work is about.</summary>
    internal CrmDb About(RecordType type)
    {
        if (type.SharesEntity) RecordTypes = RecordTypes.Choosing(type.Key);
        return this;
    }

    internal void Know(RecordTypes types) => RecordTypes = types;

    internal CrmDb For(Actor actor, WorkspaceDatabase home)
    {
        Actor = actor;
        // Once: a context that comes back from the pool kept its connection object.
        if (Home is null && Engine == DatabaseEngine.Postgres) Database.SetDbConnection(home.Postgres.CreateConnection(), contextOwnsConnection: true);
        Home = home;
        Batch = null;
        Door = ChangeDoor.System;
        Once = null;
        RecordTypes = home.Types.Current.All;
        return this;
    }

    /// <summary>
    /// Begins a write of several saves. On SQLite writers take turns within the process, so nobody waits in the database's own busy loop.
    /// </summary>
    public async Task<WriteTransaction> BeginWrite(CancellationToken stop)
    {
        turn = await Home.Gate.Enter(stop);
        try
        {
            return new WriteTransaction(this, await Database.BeginTransactionAsync(stop), turn);
        }
        catch
        {
            turn.Dispose();
            turn = null;
            throw;
        }
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var recorded = ChangeRecorder.Record(this, await SortBasis.Of(this, cancellationToken), Home.Clock.GetUtcNow());
        if (recorded.Pending.Count + recorded.Changes.Count == 0) return 0;
        var once = Once is { Committed: false } open ? open : null;
        if (once is not null && Entry(once.Request).State == EntityState.Detached) recorded.Pending.Add(Add(once.Request));
        try
        {
            if (turn is not null)
            {
                await recorded.AddTo(this, cancellationToken);
                var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
                turn.Touched.UnionWith(recorded.Topics);
                return saved;
            }

            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            if (PendingRows.Of(this, recorded) is { } rows)
            {
                await Home.Writer.Write(rows, cancellationToken);
                if (acceptAllChangesOnSuccess) ChangeTracker.AcceptAllChanges();
            }
            else
            {
                await recorded.AddTo(this, cancellationToken);
                using (await Home.Gate.Enter(cancellationToken)) await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            }

            Telemetry.Saves.Record(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds);
            Committed(recorded.Topics);
            return recorded.Pending.Count;
        }
        catch (DbUpdateConcurrencyException conflict)
        {
            throw new VersionChanged(conflict);
        }
        catch (DbUpdateException failed) when (Fields.FieldIndexes.Violated(failed, RecordTypes) is { } field)
        {
            throw Core.Refused.On(field.JsonName, RecordRefusals.NotUnique, ("field", field.Name));
        }
        catch (DbUpdateException) when (once is not null && Entry(once.Request).State == EntityState.Added)
        {
            await using var other = Home.Open(Actor);
            if (await other.Set<IdempotentRequest>().AnyAsync(one => one.ActorId == once.Request.ActorId && one.Key == once.Request.Key, cancellationToken)) throw new AlreadyApplied();
            throw;
        }
    }

    /// <summary>
    /// Saves many records in the write under way: what <see cref="SaveChangesAsync(bool, CancellationToken)"/> would write, as sets. Open screens hear of each type once.
    /// </summary>
    /// <exception cref="VersionChanged">Someone else saved one of them meanwhile; the write has to be given up.</exception>
    internal async Task SaveMany(CancellationToken stop)
    {
        if (turn is null) throw new InvalidOperationException("Many records are saved in a write of their own.");
        var recorded = ChangeRecorder.Record(this, await SortBasis.Of(this, stop), Home.Clock.GetUtcNow());
        if (recorded.Pending.Count + recorded.Changes.Count == 0) return;
        if (PendingRows.Of(this, recorded) is { } rows)
        {
            await ManyRows.Write(this, rows, stop);
            ChangeTracker.AcceptAllChanges();
        }
        else
        {
            await recorded.AddTo(this, stop);
            await base.SaveChangesAsync(acceptAllChangesOnSuccess: true, stop);
        }

        turn.Touched.UnionWith(recorded.Topics);
    }

    internal void Committed(IReadOnlySet<string> touched)
    {
        if (Once is { } once && Entry(once.Request).State == EntityState.Unchanged) once.Committed = true;
        Home.Signal.Committed(touched);
    }

    /// <summary>Saving is asynchronous everywhere.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Use SaveChangesAsync.");

    internal void EndWrite() => turn = null;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<CustomValues>().HaveConversion<CustomValuesConverter, CustomValuesComparer>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var module in Options.Modules.All) module.MapModel(builder);
        ModelConventions.Apply(builder, Options.Engine);
    }
}

/// <summary>The import or bulk edit that a set of changes belongs to. Quiet ones set off no automation, webhook or message.</summary>
public sealed record Batch(Guid Id, bool Quiet);

/// <summary>Several saves that commit together; readers hear of them after the commit.</summary>
public sealed class WriteTransaction(CrmDb db, IDbContextTransaction transaction, WriteGate.Turn turn) : IAsyncDisposable
{
    public async Task Commit(CancellationToken stop)
    {
        await transaction.CommitAsync(stop);
        db.Committed(turn.Touched);
    }

    /// <summary>Tells readers of rows that were written around the change tracker.</summary>
    public void Touch(string topic) => turn.Touched.Add(topic);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        db.EndWrite();
        turn.Dispose();
    }
}

/// <summary>Somebody else saved the record after it was read: HTTP 409.</summary>
public sealed class VersionChanged : Exception
{
    public VersionChanged(Exception? inner = null) : base("The record was changed by someone else.", inner)
    {
    }
}
