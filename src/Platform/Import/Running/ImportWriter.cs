namespace Tandem.Platform.Import.Running;

/// <summary>What became of a row.</summary>
public enum RowOutcome
{
    Created, Updated, Unchanged,

    /// <summary>It exists and existing records are to be left as they are.</summary>
    Skipped,
}

/// <summary>
/// Writes the rows of one file, a batch at a time, each batch in one transaction. In a preview it does the same with everything that would
/// be written thrown away, so that the preview and the import agree.
/// </summary>
public abstract class ImportWriter
{
    /// <summary>Whether the file is gone through a second time, for references to rows further down.</summary>
    public virtual bool NeedsSecondPass => false;

    /// <summary>Before the first batch, and again when an import goes on after a break: sets up what the rows need, or finds it.</summary>
    public virtual Task Begin(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Looks up, in a few queries, all that the rows of a batch refer to.</summary>
    public abstract Task Prepare(IReadOnlyList<ImportRow> rows, CancellationToken stop);

    /// <summary>Writes one row into the session's context. Throws <see cref="Core.Refused"/> when the row breaks a rule.</summary>
    public abstract ValueTask<RowOutcome> Write(ImportRow row, CancellationToken stop);

    /// <summary>The second time: only what had to wait. Rows that were refused do not come again.</summary>
    public virtual ValueTask WriteAgain(ImportRow row, CancellationToken stop) => ValueTask.CompletedTask;

    /// <summary>A row that an earlier run of the same import wrote.</summary>
    public virtual void Remember(ImportRow row)
    {
    }
}
