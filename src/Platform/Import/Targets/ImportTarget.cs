using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Recognition;
using Tandem.Platform.Import.Running;

namespace Tandem.Platform.Import.Targets;

/// <summary>
/// A kind of record that files can be imported as. Record types are targets by themselves (<see cref="RecordTarget{T}"/>); a module registers
/// its own with <c>services.AddScoped&lt;ImportTarget, DealImport&gt;()</c> where a row means more than the values of fields.
/// </summary>
public abstract class ImportTarget
{
    /// <summary>Key of the record type.</summary>
    public abstract string Key { get; }

    /// <summary>Place in the order of import: what others refer to comes first.</summary>
    public virtual int Order => 50;

    /// <summary>What files of this kind are called.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>Whether files are taken for it only when their name says so: for types that nobody described for import.</summary>
    public virtual bool NeedsName => false;

    /// <summary>Formats of files that hold nothing else: address cards, calendars.</summary>
    public virtual IReadOnlyList<Reading.TableFormat> Formats => [];

    /// <summary>How other programs export records of this kind.</summary>
    public virtual IReadOnlyList<ExportPreset> Presets => [];

    public abstract IReadOnlyList<ImportField> Fields { get; }

    /// <summary>The fields of one file: those that depend on its values included.</summary>
    public virtual IReadOnlyList<ImportField> FieldsOf(FilePlan file) => Fields;

    /// <summary>Completes the plan of a file after its columns were mapped: what it will set up, dates that belong to a stage.</summary>
    public virtual Task Refine(PlanningContext context, FilePlan file, FileSurvey survey, CancellationToken stop) => Task.CompletedTask;

    /// <summary>What stops the plan from being carried out, as refusal codes; empty when nothing does.</summary>
    public virtual IEnumerable<Core.Refused> Objections(FilePlan file) =>
        FieldsOf(file).Where(field => field.Required && !file.Columns.Exists(column => column.Field == field.Name))
            .Select(field => new Core.Refused(ImportRefusals.ColumnMissing, ("field", field.Name)));

    public abstract ImportWriter Open(ImportSession session, FilePlan file);

    /// <summary>Makes a record from its name alone; null where that is not possible.</summary>
    public virtual ValueTask<Guid?> Make(ImportSession session, string title, CancellationToken stop) => new((Guid?)null);
}

public static class ImportRefusals
{
    public const string ColumnMissing = "import.column-missing";
    public const string NothingToImport = "import.nothing-to-import";
    public const string NotATarget = "import.not-a-target";
    public const string SameKey = "import.same-key-as-row";
    public const string SeveralMatches = "import.several-matches";
    public const string UnknownReference = "import.unknown-reference";
    public const string NotANumber = "import.not-a-number";
    public const string NotADate = "import.not-a-date";
    public const string NotAnEmail = "import.not-an-email";
    public const string NotYesOrNo = "import.not-yes-or-no";
    public const string AlreadyRunning = "import.already-running";
    public const string NotRunnable = "import.not-runnable";
    public const string NotRevertible = "import.not-revertible";
    public const string StageMissing = "import.stage-missing";
    public const string FileGone = "import.file-gone";
}
