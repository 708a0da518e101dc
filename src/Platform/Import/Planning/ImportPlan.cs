using Tandem.Core.Records;
using Tandem.Platform.Import.Reading;
using Tandem.Platform.Import.Recognition;
using Tandem.Platform.Import.Values;

namespace Tandem.Platform.Import.Planning;

/// <summary>What is to happen with a set of files; made by <see cref="Recogniser"/>, changed by the user, stored as JSON.</summary>
public sealed class ImportPlan
{
    /// <summary>In the order in which they are imported.</summary>
    public List<FilePlan> Files { get; set; } = [];

    public ImportOptions Options { get; set; } = new();

    /// <summary>Whether the files are too large to be read while somebody waits.</summary>
    public bool Large { get; set; }

    /// <summary>Whether nobody has looked into the files yet.</summary>
    public bool Unread { get; set; }

    /// <summary>Key of the target that all files are; null to recognise them.</summary>
    public string? Only { get; set; }
}

public sealed class ImportOptions
{
    /// <summary>Whether records that exist are changed by the file, or left as they are.</summary>
    public bool UpdateExisting { get; set; } = true;

    /// <summary>ISO code of amounts that name none.</summary>
    public string Currency { get; set; } = "EUR";

    /// <summary>Sets off automation, webhooks and messages like changes by hand.</summary>
    public bool Loud { get; set; }
}

/// <summary>One file of an import.</summary>
public sealed class FilePlan
{
    public required string Name { get; set; }

    /// <summary>Content in the file store.</summary>
    public required string Hash { get; set; }

    /// <summary>Of a workbook, the sheet; null for the only one.</summary>
    public string? Sheet { get; set; }

    public TableShape? Shape { get; set; }

    public long Rows { get; set; }

    /// <summary>Key of the target; null for a file that is left out.</summary>
    public string? Target { get; set; }

    /// <summary>0 to 1.</summary>
    public double Certainty { get; set; }

    /// <summary>The program that exported it, when its columns say so.</summary>
    public string? Program { get; set; }

    /// <summary>When a file of the same columns was imported last, if it is mapped as that one was.</summary>
    public DateTimeOffset? Remembered { get; set; }

    /// <summary>Why it is left out or cannot be read: a refusal code or a resource key.</summary>
    public Reason? Why { get; set; }

    public List<ColumnPlan> Columns { get; set; } = [];

    /// <summary>Rows with the same value of this field are about the same record; null for the target's own choice.</summary>
    public string? Key { get; set; }

    /// <summary>A set of values that the import will create, with their order and meaning: stages of a pipeline.</summary>
    public Ladder? Ladder { get; set; }

    /// <summary>What has to be read again after the plan was changed.</summary>
    public ReadAgain Again { get; set; }

    public ColumnPlan? ColumnOf(string field) => Columns.Find(column => column.Field == field);
}

/// <summary>What of a file is read again.</summary>
public enum ReadAgain
{
    Nothing,

    /// <summary>What follows from the mapping: stages, doubts.</summary>
    Doubts,

    /// <summary>All: it holds something else than it was taken for.</summary>
    Mapping,
}

/// <summary>Why something was concluded: a resource key with values.</summary>
public sealed record Reason(string Key, Dictionary<string, string>? Args = null)
{
    public static Reason Of(string key, params (string Name, string Value)[] args) => new(key, args.ToDictionary(arg => arg.Name, arg => arg.Value, StringComparer.Ordinal));
}

/// <summary>What to do when a reference names a record that does not exist.</summary>
public enum WhenMissing
{
    Create, LeaveEmpty, Refuse,
}

public sealed class ColumnPlan
{
    /// <summary>Name of the column in the file.</summary>
    public required string Column { get; set; }

    public ColumnKind Kind { get; set; }

    public List<string> Samples { get; set; } = [];

    public long Filled { get; set; }

    /// <summary>Name of the field; null for a column that is not imported.</summary>
    public string? Field { get; set; }

    public double Certainty { get; set; }

    public Reason? Why { get; set; }

    public DecimalMark? Mark { get; set; }

    public bool MarkIsDoubtful { get; set; }

    public DateOrder? Order { get; set; }

    public bool OrderIsDoubtful { get; set; }

    /// <summary>What one unit of the numbers is: 1,000,000 for a column in millions.</summary>
    public decimal Scale { get; set; } = 1m;

    /// <summary>ISO code of amounts in this column that name none; null for the import's.</summary>
    public string? Currency { get; set; }

    public WhenMissing WhenMissing { get; set; } = WhenMissing.LeaveEmpty;

    /// <summary>Values that may be meant differently.</summary>
    public List<Doubt> Doubts { get; set; } = [];
}

/// <summary>What becomes of a value that a choice field does not have.</summary>
public enum UnknownValue
{
    /// <summary>Nobody decided: its rows are refused.</summary>
    Undecided,

    LeaveEmpty,

    /// <summary>The field gets it as a further choice.</summary>
    Create,

    Refuse,
}

/// <summary>A value that may be a misspelling of another one, or that means nothing here.</summary>
public sealed class Doubt
{
    public required string Value { get; set; }

    /// <summary>What it may mean, likeliest first, as text that a reader of the file would understand.</summary>
    public List<string> Candidates { get; set; } = [];

    /// <summary>What is taken instead; null to take it as it is.</summary>
    public string? Take { get; set; }

    /// <summary>What becomes of it when nothing is taken instead.</summary>
    public UnknownValue Instead { get; set; }

    public int Count { get; set; }

    /// <summary>The first rows that have it.</summary>
    public List<long> Rows { get; set; } = [];

    /// <summary>Resource key of what is doubtful.</summary>
    public required string About { get; set; }
}

/// <summary>Values of a column that become a row of ordered records.</summary>
public sealed class Ladder
{
    /// <summary>Resource key of what it is: a pipeline.</summary>
    public required string Label { get; set; }

    /// <summary>Its name; of an existing one when <see cref="ExistingId"/> is set.</summary>
    public required string Name { get; set; }

    public Guid? ExistingId { get; set; }

    public List<Rung> Rungs { get; set; } = [];

    /// <summary>What a rung can mean.</summary>
    public List<Choice> Meanings { get; set; } = [];
}

public sealed class Rung
{
    /// <summary>The value in the file.</summary>
    public required string Value { get; set; }

    public required string Name { get; set; }

    public required string Meaning { get; set; }

    /// <summary>0 to 1.</summary>
    public decimal Share { get; set; }

    public long Count { get; set; }

    /// <summary>Why the meaning and place were chosen.</summary>
    public Reason? Why { get; set; }
}
