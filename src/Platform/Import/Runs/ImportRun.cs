using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Targets;

namespace Tandem.Platform.Import.Runs;

public enum ImportState
{
    Draft, Reading, Running, Paused, Done, Failed, Reverting, Reverted,
}

/// <summary>One import: its files, its plan, and what became of it. Its id marks all changes that it makes in the feed.</summary>
public sealed class ImportRun
{
    private ImportRun()
    {
    }

    public ImportRun(string name, ImportPlan plan, Guid? by, DateTimeOffset at)
    {
        Name = name.Length > 300 ? name[..299] + "…" : name;
        CreatedBy = by;
        CreatedAt = at;
        Plan = plan;
    }

    public Guid Id { get; private init; } = Ids.New();

    /// <summary>Names of its files.</summary>
    public string Name { get; private init; } = "";

    public Guid? CreatedBy { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public ImportState State { get; private set; }

    public string PlanJson { get; private set; } = "{}";

    public string? PreviewJson { get; private set; }

    public string? ReportJson { get; private set; }

    public string? RevertJson { get; private set; }

    /// <summary>The job that carries it out, or carried it out last.</summary>
    public Guid? JobId { get; private set; }

    /// <summary>Marks the changes of its revert in the feed.</summary>
    public Guid? RevertId { get; private set; }

    public int Version { get; private set; } = 1;

    public ImportPlan Plan
    {
        get => JsonSerializer.Deserialize<ImportPlan>(PlanJson, JsonForms.Stored)!;
        set => PlanJson = JsonSerializer.Serialize(value, JsonForms.Stored);
    }

    public ImportTally? Preview => PreviewJson is null ? null : JsonSerializer.Deserialize<ImportTally>(PreviewJson, JsonForms.Stored);

    public ImportTally? Report => ReportJson is null ? null : JsonSerializer.Deserialize<ImportTally>(ReportJson, JsonForms.Stored);

    public RevertReport? Reversion => RevertJson is null ? null : JsonSerializer.Deserialize<RevertReport>(RevertJson, JsonForms.Stored);

    /// <summary>Whether its plan is this one.</summary>
    public bool Says(ImportPlan plan) => PlanJson == JsonSerializer.Serialize(plan, JsonForms.Stored);

    /// <summary>A plan that was changed has to be previewed again.</summary>
    public void Change(ImportPlan plan)
    {
        Demand(State == ImportState.Draft, ImportRefusals.AlreadyRunning);
        Plan = plan;
        PreviewJson = null;
        Version++;
    }

    /// <summary>A job reads the files, or what was changed of the plan.</summary>
    public void Read(Guid job)
    {
        Demand(State is ImportState.Draft or ImportState.Paused or ImportState.Failed, ImportRefusals.AlreadyRunning);
        (State, JobId, PreviewJson) = (ImportState.Reading, job, null);
        Version++;
    }

    /// <summary>What the job found; the rows are still to be checked.</summary>
    public void Recognise(ImportPlan plan)
    {
        Demand(State == ImportState.Reading, ImportRefusals.NotRunnable);
        Plan = plan;
        Version++;
    }

    /// <param name="preview">Null when something speaks against carrying the plan out.</param>
    public void Show(ImportTally? preview)
    {
        PreviewJson = preview is null ? null : JsonSerializer.Serialize(preview, JsonForms.Stored);
        if (State == ImportState.Reading) State = ImportState.Draft;
        Version++;
    }

    public void Start(Guid job)
    {
        Demand(State is ImportState.Draft or ImportState.Paused or ImportState.Failed, ImportRefusals.AlreadyRunning);
        (State, JobId) = (ImportState.Running, job);
        Version++;
    }

    /// <summary>Stopped for now; a new job goes on from the old one's checkpoint.</summary>
    public void Pause()
    {
        if (State is not (ImportState.Running or ImportState.Reading)) return;
        State = ImportState.Paused;
        Version++;
    }

    /// <summary>Its job gave up: what was written so far stands, and can be gone on from or reverted.</summary>
    public void Fail()
    {
        if (State is not (ImportState.Running or ImportState.Reading)) return;
        State = ImportState.Failed;
        Version++;
    }

    public void Finish(ImportTally report, DateTimeOffset at)
    {
        (State, FinishedAt) = (ImportState.Done, at);
        ReportJson = JsonSerializer.Serialize(report, JsonForms.Stored);
        Version++;
    }

    /// <summary>Begins to take back everything it did, finished or not.</summary>
    public void Revert(Guid job)
    {
        Demand(State is ImportState.Done or ImportState.Paused or ImportState.Failed or ImportState.Reverting, ImportRefusals.NotRevertible);
        (State, JobId) = (ImportState.Reverting, job);
        RevertId ??= Ids.New();
        Version++;
    }

    public void FinishRevert(RevertReport report)
    {
        State = ImportState.Reverted;
        RevertJson = JsonSerializer.Serialize(report, JsonForms.Stored);
        Version++;
    }

    private static void Demand(bool holds, string code)
    {
        if (!holds) throw new Refused(code);
    }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<ImportRun>(run =>
        {
            run.ToTable("imports");
            run.Property(r => r.Name).HasMaxLength(300);
            run.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
            run.Property(r => r.Version).IsConcurrencyToken();
            run.Ignore(r => r.Plan).Ignore(r => r.Preview).Ignore(r => r.Report).Ignore(r => r.Reversion);
            run.HasIndex(r => r.CreatedAt);
        });
        model.Entity<ImportRefusal>(refusal =>
        {
            refusal.ToTable("import_refusals");
            refusal.HasKey(r => new { r.RunId, r.File, r.Row });
            refusal.HasOne<ImportRun>().WithMany().HasForeignKey(r => r.RunId);
        });
    }
}

/// <summary>A row that was refused, and why.</summary>
public sealed class ImportRefusal
{
    public Guid RunId { get; init; }

    /// <summary>Place of the file in the plan.</summary>
    public int File { get; init; }

    public long Row { get; init; }

    /// <summary>JSON of the refusals: code, field and arguments.</summary>
    public string Reasons { get; init; } = "[]";

    public static ImportRefusal Of(Guid run, int file, long row, IEnumerable<Refused> refusals) => new()
    {
        RunId = run, File = file, Row = row,
        Reasons = JsonSerializer.Serialize(refusals.Select(one => new RefusalReason(one.Code, one.Field,
            one.Args.ToDictionary(arg => arg.Name, arg => Convert.ToString(arg.Value, System.Globalization.CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal))), JsonForms.Stored),
    };

    public IReadOnlyList<RefusalReason> Read() => JsonSerializer.Deserialize<List<RefusalReason>>(Reasons, JsonForms.Stored)!;
}

/// <summary>A refusal as it is stored.</summary>
public sealed record RefusalReason(string Code, string? Field, Dictionary<string, string> Args);

/// <summary>What a revert did.</summary>
public sealed class RevertReport
{
    public long Removed { get; set; }

    public long Restored { get; set; }

    /// <summary>What stays because somebody worked with it since.</summary>
    public List<KeptRecord> Kept { get; set; } = [];
}

/// <summary>A record, or a field of one, that a revert left as it is.</summary>
/// <param name="Field">Null when the whole record stays.</param>
/// <param name="By">Who changed it since; null for the system, or when it is used elsewhere.</param>
/// <param name="UsedBy">Key of the record type that refers to it; null when it was changed itself.</param>
public sealed record KeptRecord(string Type, Guid Id, string Title, string? Field, Guid? By, string? UsedBy);
