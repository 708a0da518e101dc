using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Jobs;
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
public sealed record ImportScreen(Guid Id, string Name, ImportState State, int Version, ImportPlan Plan, ImportTally? Preview, ImportTally? Report, RevertReport? Reversion,
    IReadOnlyList<(int File, string Text)> Objections, JobRow? Job, IReadOnlyList<RefusedLine> Refused, IReadOnlyList<FileScreen> Files, IReadOnlyList<Option> Targets)
{
    public ImportTally? Tally => Report ?? Preview;

    public bool IsUnderWay => State is ImportState.Running or ImportState.Reverting;

    public int DoubtCount => Plan.Files.Where(file => file.Target is not null).Sum(file => file.Columns.Sum(column => column.Doubts.Count));
}

/// <param name="Number">Row in the file.</param>
public sealed record RefusedLine(string File, long Number, string Reason);

/// <summary>What a file can be mapped to.</summary>
public sealed record FileScreen(int At, FilePlan Plan, IReadOnlyList<Option> Fields);
