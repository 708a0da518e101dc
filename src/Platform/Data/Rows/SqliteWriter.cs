using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tandem.Platform.Data.Rows;

/// <summary>
/// Commits the saves of several requests together: what waits while one commit goes to the disk is the next one. Each save is
/// refused or kept by itself, and is answered only after the commit that has it. One connection writes, so that its page cache stays true
/// and its statements stay prepared.
/// </summary>
internal sealed class SqliteWriter(DatabaseAddress address, WriteGate gate) : RowWriter
{
    private const int Most = 64;

    /// <summary>Others wait for the database at most about this long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<Save> waiting = new();
    private SqliteConnection? connection;
    private SqliteStatements? statements;
    private int working;

    public override Task Write(IReadOnlyList<RowWrite> rows, CancellationToken stop)
    {
        var save = new Save(rows, stop);
        waiting.Enqueue(save);
        Begin(here: true);
        return save.Done.Task;
    }

    public override async ValueTask DisposeAsync()
    {
        // Whoever has the turn is the only one to touch the connection.
        using var turn = await gate.Enter(CancellationToken.None);
        Close();
    }

    /// <summary>Whoever comes to an idle writer writes; whoever finds it at work is written with the next commit.</summary>
    private void Begin(bool here)
    {
        if (waiting.IsEmpty || Interlocked.CompareExchange(ref working, 1, 0) != 0) return;
        if (here) _ = Work();
        else ThreadPool.UnsafeQueueUserWorkItem(static writer => _ = writer.Work(), this, preferLocal: false);
    }

    private async Task Work()
    {
        List<Save> group = [];
        try
        {
            using (await gate.Enter(CancellationToken.None)) Commit(group);
        }
        catch (Exception failure)
        {
            // The database could not be written to at all: nobody waits for another try.
            while (waiting.TryDequeue(out var save)) group.Add(save);
            foreach (var save in group) save.Failure ??= failure;
        }

        Volatile.Write(ref working, 0);
        // The first of the group went through here: its answer does not wait for those that came meanwhile.
        Begin(here: false);
        foreach (var save in group) save.End();
    }

    private void Commit(List<Save> group)
    {
        var run = Open();
        run.Run("BEGIN IMMEDIATE");
        try
        {
            var began = Stopwatch.GetTimestamp();
            var apart = false;
            while (group.Count < Most && Stopwatch.GetElapsedTime(began) < Longest && waiting.TryDequeue(out var save))
            {
                group.Add(save);
                if (apart) ApplyApart(run, save);
                else if (!Apply(run, save)) apart = BeginApart(run, group);
            }

            if (group.TrueForAll(save => save.Failure is not null)) run.Run("ROLLBACK");
            else run.Run("COMMIT");
        }
        catch (Exception failure)
        {
            // Nothing of the group is in the database.
            foreach (var save in group) save.Failure ??= failure;
            if (run.InTransaction) run.Run("ROLLBACK");
        }
    }

    /// <summary>Writes a save; when it is refused, a part of it may stay in the transaction.</summary>
    private static bool Apply(SqliteStatements run, Save save)
    {
        if (save.Stop.IsCancellationRequested)
        {
            save.Failure = new OperationCanceledException(save.Stop);
            return true;
        }

        try
        {
            foreach (var row in save.Rows)
                if (run.Run(row.Sql, row.Values) == 0 && row.IsChecked) throw new VersionChanged();
            return true;
        }
        catch (Exception refused)
        {
            save.Failure = refused;
            if (!run.InTransaction) throw;
            return false;
        }
    }

    /// <summary>
    /// One of the group was refused: the others are written again, each in a savepoint. Not from the start, because a savepoint costs a copy of every
    /// page it may have to give back, and the search index a part of its own; nearly no save is refused.
    /// </summary>
    private static bool BeginApart(SqliteStatements run, List<Save> group)
    {
        run.Run("ROLLBACK");
        run.Run("BEGIN IMMEDIATE");
        foreach (var save in group)
            if (save.Failure is null) ApplyApart(run, save);
        return true;
    }

    private static void ApplyApart(SqliteStatements run, Save save)
    {
        run.Run("SAVEPOINT save");
        if (!Apply(run, save)) run.Run("ROLLBACK TO save");
        run.Run("RELEASE save");
    }

    private SqliteStatements Open()
    {
        if (statements is not null) return statements;
        connection = new SqliteConnection(new SqliteConnectionStringBuilder(address.ConnectionString) { Pooling = false }.ToString());
        connection.Open();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = CrmDbSetup.SqliteWriterPragmas;
            command.ExecuteNonQuery();
        }

        // Another process may be writing.
        raw.sqlite3_busy_timeout(connection.Handle, 30_000);
        return statements = new SqliteStatements(connection);
    }

    private void Close()
    {
        statements?.Dispose();
        connection?.Dispose();
        (statements, connection) = (null, null);
    }

    /// <summary>One request's save in the queue.</summary>
    private sealed class Save(IReadOnlyList<RowWrite> rows, CancellationToken stop)
    {
        public IReadOnlyList<RowWrite> Rows => rows;

        public CancellationToken Stop => stop;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Failure { get; set; }

        public void End()
        {
            if (Failure is null) Done.SetResult();
            else if (Failure is OperationCanceledException) Done.SetCanceled(Stop);
            else Done.SetException(Failure is SqliteException refused ? Failed(refused) : Failure);
        }
    }
}
