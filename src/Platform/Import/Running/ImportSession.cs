using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Settings;

namespace Tandem.Platform.Import.Running;

/// <summary>What the writers of one import share: the context of the present batch, the references, and the counts.</summary>
public sealed class ImportSession
{
    private readonly List<object> added = [];
    private readonly Dictionary<object, DateTimeOffset> createdAt = new(ReferenceEqualityComparer.Instance);

    internal ImportSession(IServiceProvider services, RecordTypes types, Actor actor, ImportPlan plan, bool preview, ImportTally tally)
    {
        (Services, RecordTypes, Actor, Plan, IsPreview, Tally) = (services, types, actor, plan, preview, tally);
        References = new ReferenceIndex(this);
    }

    public IServiceProvider Services { get; }

    public RecordTypes RecordTypes { get; }

    /// <summary>In whose name, and within whose rights, records are written.</summary>
    public Actor Actor { get; }

    public ImportPlan Plan { get; }

    /// <summary>Whether everything is thrown away at the end.</summary>
    public bool IsPreview { get; }

    /// <summary>The context of the present batch. Entities of an earlier batch do not belong to it.</summary>
    public CrmDb Db { get; internal set; } = null!;

    public ReferenceIndex References { get; }

    /// <summary>The time of the import: the same for all its rows.</summary>
    public DateTimeOffset Now { get; internal init; }

    /// <summary>The workspace's zone: dates of a file are days in it.</summary>
    public TimeZoneInfo Zone { get; internal init; } = TimeZoneInfo.Utc;

    /// <summary>The workspace's language.</summary>
    public string Language { get; internal init; } = "en";

    public TextCatalog Texts => Services.GetRequiredService<TextCatalog>();

    /// <summary>Currency of amounts that name none.</summary>
    public string Currency => Plan.Options.Currency;

    public ExchangeRates Rates { get; internal init; } = null!;

    internal ImportTally Tally { get; }

    /// <summary>New records of the present batch.</summary>
    internal IReadOnlyList<object> Added => added;

    internal IReadOnlyDictionary<object, DateTimeOffset> CreatedAt => createdAt;

    /// <summary>The beginning of a day in the workspace's zone.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Zone).DateTime);

    /// <summary>Takes in a new record, written with its batch; in a preview nothing happens.</summary>
    /// <param name="created">When it came to be, if the file says so.</param>
    public void Add(object record, DateTimeOffset? created = null)
    {
        if (IsPreview) return;
        added.Add(record);
        if (created is { } at) createdAt[record] = at;
    }

    /// <summary>A record that comes to be because a row names it, not as a row of its own.</summary>
    public void CountMade(string recordType, string title) => Tally.CountMade(recordType, title);

    /// <summary>Adds to a figure of the report, such as deals without an amount; a resource key.</summary>
    public void Count(string figure) => Tally.CountFigure(figure);

    public async ValueTask<bool> Exists(string type, Guid id, CancellationToken stop) =>
        await Db.RecordEntries.AnyAsync(entry => entry.RecordId == id && entry.RecordType == type && !entry.Trashed, stop);

    public ImportTarget? TargetOf(string recordType) => Services.GetRequiredService<ImportTargets>().Find(recordType);

    /// <summary>The record that a cell names. What happens when there is none stands in the plan of the column.</summary>
    public async ValueTask<Guid?> Resolve(string type, string? text, WhenMissing missing, string field, CancellationToken stop)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (References.Find(type, text) is { } id) return id;
        if (missing == WhenMissing.Create && TargetOf(type) is { } target && await target.Make(this, text, stop) is { } fresh)
        {
            References.Add(type, text, fresh);
            CountMade(type, text);
            return fresh;
        }

        if (missing == WhenMissing.LeaveEmpty) return null;
        throw Refused.On(field, ImportRefusals.UnknownReference, ("field", field), ("value", text));
    }

    /// <summary>Keeps, in a preview, what a row would change of a record that exists, or that it would change nothing.</summary>
    public void Tell(IRecord record, long row, bool changed)
    {
        if (!IsPreview || Db.RecordTypes.Of(record) is not { } type) return;
        var differences = changed ? ChangeRecorder.Differences(Db.Entry(record), type) : [];
        Tally.Current.Tell(new RecordDifference(row, record.Id, type.Title.Read(record) as string ?? "", []), differences.Where(pair => type.Find(pair.Key) is not null), References);
    }

    internal void BeginBatch(CrmDb db)
    {
        Db = db;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        added.Clear();
        createdAt.Clear();
    }

    /// <summary>Whether a loaded entity would be changed by saving now.</summary>
    public bool IsChanged(object entity)
    {
        var entry = Db.Entry(entity);
        entry.DetectChanges();
        if (entry.State != EntityState.Unchanged || entity is IRaises { Raised.Count: > 0 }) return true;
        return entry.Collections.Any(part => part.IsLoaded && part.CurrentValue is not null
            && part.CurrentValue.Cast<object>().Any(row => { var one = Db.Entry(row); one.DetectChanges(); return one.State != EntityState.Unchanged; }));
    }
}

/// <summary>The counts of an import so far; part of its checkpoint.</summary>
public sealed class ImportTally
{
    public List<FileTally> Files { get; set; } = [];

    /// <summary>Records that rows named and that were made from their name, by type.</summary>
    public Dictionary<string, long> Made { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The first of their names, by type.</summary>
    public Dictionary<string, List<string>> MadeNames { get; set; } = new(StringComparer.Ordinal);

    internal FileTally Current { get; set; } = new();

    internal void CountMade(string type, string title)
    {
        Made[type] = Made.GetValueOrDefault(type) + 1;
        if (!MadeNames.TryGetValue(type, out var names)) MadeNames[type] = names = [];
        if (names.Count < 100) names.Add(title);
    }

    internal void CountFigure(string figure) => Current.Figures[figure] = Current.Figures.GetValueOrDefault(figure) + 1;
}

/// <summary>The counts of one file. Created, updated, unchanged, skipped and refused add up to its rows.</summary>
public sealed class FileTally
{
    public string File { get; set; } = "";

    public string? Target { get; set; }

    /// <summary>Rows of the file.</summary>
    public long Rows { get; set; }

    public long Created { get; set; }

    public long Updated { get; set; }

    public long Unchanged { get; set; }

    public long Skipped { get; set; }

    public long Refused { get; set; }

    /// <summary>Other things worth counting, by resource key.</summary>
    public Dictionary<string, long> Figures { get; set; } = new(StringComparer.Ordinal);

    /// <summary>In a preview: of how many records a field would change.</summary>
    public Dictionary<string, long> Fields { get; set; } = new(StringComparer.Ordinal);

    /// <summary>In a preview: what would change, of the first records.</summary>
    public List<RecordDifference> Differences { get; set; } = [];

    /// <summary>In a preview: the first records that stay as they are.</summary>
    public List<RecordDifference> Same { get; set; } = [];

    /// <summary>Rows dealt with so far.</summary>
    public long Done => Created + Updated + Unchanged + Skipped + Refused;

    internal void Tell(RecordDifference record, IEnumerable<KeyValuePair<string, object?[]>> fields, ReferenceIndex references)
    {
        var any = false;
        foreach (var (name, pair) in fields)
        {
            any = true;
            Fields[name] = Fields.GetValueOrDefault(name) + 1;
            if (Differences.Count < RecordDifference.Most) record.Fields[name] = [.. pair.Select(value => RecordDifference.Short(value is Guid id && references.TitleOf(id) is { } title ? title : value))];
        }

        var told = any ? Differences : Same;
        if (told.Count < RecordDifference.Most) told.Add(record);
    }

    internal void Count(RowOutcome outcome)
    {
        switch (outcome)
        {
            case RowOutcome.Created: Created++; break;
            case RowOutcome.Updated: Updated++; break;
            case RowOutcome.Unchanged: Unchanged++; break;
            default: Skipped++; break;
        }
    }
}
