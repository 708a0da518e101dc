using Tandem.Core;

namespace Tandem.Platform.Import.Reading;

/// <summary>The rows of a file of any format, one at a time and one in memory.</summary>
public abstract class TableRows : IDisposable
{
    /// <summary>Position of the current row, counted from 1 as the program that made the file counts: rows of a sheet, cards, entries of a calendar.</summary>
    public abstract long Number { get; }

    /// <summary>The cells of the current row.</summary>
    public abstract IReadOnlyList<string> Cells { get; }

    /// <summary>Why the current row as such cannot be taken; null when it is whole.</summary>
    public virtual Refused? Problem => null;

    /// <summary>What of the current row has no place in a table and is counted in the report, as resource keys.</summary>
    public virtual IReadOnlyList<string> LeftOut => [];

    /// <summary>Goes to the next row; false at the end.</summary>
    public abstract bool Read();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
