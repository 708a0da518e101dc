using Tandem.Core.Records;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Jobs;
using Tandem.Platform.Records.History;
using Tandem.Platform.Records.Pages;
using Tandem.Ui;

namespace Tandem.Platform.Import.Pages;

/// <summary>The page where files are handed in, with the imports so far.</summary>
public sealed record ImportsScreen(IReadOnlyList<ImportLine> Recent);

/// <summary>An import in the list.</summary>
public sealed record ImportLine(Guid Id, string Name, ImportState State, string By, DateTimeOffset At, long Rows, long Created, long Updated, long Refused);

/// <summary>One import, whatever its state.</summary>
/// <param name="Objections">Why it cannot start, by the file's place; -1 for the whole.</param>
/// <param name="Job">The job under way.</param>
/// <param name="Refused">The first refused rows.</param>
/// <param name="Changes">What the preview says about records that exist, by file.</param>
/// <param name="Names">Of records that values refer to.</param>
public sealed record ImportScreen(Guid Id, string Name, ImportState State, int Version, ImportPlan Plan, ImportTally? Preview, ImportTally? Report, RevertReport? Reversion,
    IReadOnlyList<(int File, string Text)> Objections, JobRow? Job, IReadOnlyList<RefusedLine> Refused, IReadOnlyList<FileScreen> Files, IReadOnlyList<Option> Targets,
    IReadOnlyList<FileChanges> Changes, IReadOnlyDictionary<Guid, RecordName> Names)
{
    public ImportTally? Tally => Report ?? Preview;

    public bool IsUnderWay => State is ImportState.Running or ImportState.Reverting or ImportState.Reading;

    /// <summary>Whether nothing was written yet: its job read the files.</summary>
    public bool OnlyRead => Job?.Kind == ReadJob.JobKind;

    public int DoubtCount => Plan.Files.Where(file => file.Target is not null).Sum(file => file.Columns.Sum(column => column.Doubts.Count));
}

/// <param name="Number">Row in the file.</param>
public sealed record RefusedLine(string File, long Number, string Reason);

/// <summary>What a file can be mapped to.</summary>
/// <param name="Extensible">Columns whose field the reader may give further choices.</param>
public sealed record FileScreen(int At, FilePlan Plan, IReadOnlyList<Option> Fields, IReadOnlySet<string> Extensible);

/// <summary>What a file would change of records that exist.</summary>
/// <param name="Counts">In how many records a field would change.</param>
/// <param name="Changed">How many records would change; <paramref name="Records"/> are the first of them.</param>
/// <param name="More">Whether the preview kept more than are shown.</param>
/// <param name="Unchanged">How many rows change nothing; <paramref name="Same"/> names the first records.</param>
public sealed record FileChanges(int At, string File, IReadOnlyDictionary<Field, long> Counts, long Changed, IReadOnlyList<ChangedRecord> Records, bool More, long Unchanged, IReadOnlyList<string> Same);

/// <summary>A record that a row would change, with the fields that its reader may see.</summary>
public sealed record ChangedRecord(long Row, string Title, string Href, IReadOnlyList<HistoryChange> Fields);
