namespace Tandem.Platform.Data;

/// <summary>
/// SQLite takes one writer at a time and lets others poll. Within a process writers queue here instead, first come first served;
/// on PostgreSQL the gate is open.
/// </summary>
public sealed class WriteGate(DatabaseEngine engine) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);

    public async ValueTask<Turn> Enter(CancellationToken stop)
    {
        if (engine == DatabaseEngine.Sqlite) await one.WaitAsync(stop);
        return new Turn(this);
    }

    public void Dispose() => one.Dispose();

    /// <summary>The right to write until disposed.</summary>
    public sealed class Turn(WriteGate gate) : IDisposable
    {
        private bool over;

        internal HashSet<string> Touched { get; } = new(StringComparer.Ordinal);

        public void Dispose()
        {
            if (over) return;
            over = true;
            if (gate.IsSqlite) gate.one.Release();
        }
    }

    private bool IsSqlite => engine == DatabaseEngine.Sqlite;
}
