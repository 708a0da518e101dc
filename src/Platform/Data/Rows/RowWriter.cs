using Microsoft.EntityFrameworkCore;

namespace Tandem.Platform.Data.Rows;

/// <summary>Writes the rows of a save in one transaction that is on the disk when the task ends.</summary>
internal abstract class RowWriter : IAsyncDisposable
{
    /// <exception cref="VersionChanged">A row was not as it had been read; nothing was written.</exception>
    /// <exception cref="DbUpdateException">The database refused a row; nothing was written.</exception>
    public abstract Task Write(IReadOnlyList<RowWrite> rows, CancellationToken stop);

    public abstract ValueTask DisposeAsync();

    protected static DbUpdateException Failed(Exception inner) => new("The rows could not be saved: " + inner.Message, inner);
}
