using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Values;

namespace Tandem.Platform.Import.Runs;

/// <summary>What was decided about a column the last time.</summary>
/// <param name="Decided">Doubtful values and what they were taken for.</param>
internal sealed record RememberedColumn(string Column, string? Field, DateOrder? Order, DecimalMark? Mark, decimal Scale, WhenMissing WhenMissing, Dictionary<string, Decision> Decided);

/// <summary>What a value was taken for, or what became of it.</summary>
internal sealed record Decision(string? Take, UnknownValue Instead);

/// <summary>How files of the same columns were mapped the last time they were imported.</summary>
internal sealed class RememberedMapping
{
    private const int MostDecided = 500;

    private RememberedMapping()
    {
    }

    private RememberedMapping(string signature) => Signature = signature;

    /// <summary>Stands for the names of the columns, whatever their order.</summary>
    public string Signature { get; private init; } = "";

    public string Target { get; private set; } = "";

    public string ColumnsJson { get; private set; } = "[]";

    /// <summary>When such a file was imported last.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The signature of a file; null for one whose columns have no names of their own.</summary>
    public static string? SignatureOf(FilePlan file) => file.Shape is not { HeaderRow: > 0 } ? null
        : KeyHash.Of(string.Join('\n', file.Columns.Select(column => Recognition.ExportPreset.Key(column.Column)).Order(StringComparer.Ordinal))).ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<Dictionary<string, RememberedMapping>> Of(CrmDb db, IEnumerable<FilePlan> files, CancellationToken stop)
    {
        var signatures = files.Select(SignatureOf).OfType<string>().Distinct().ToArray();
        return await db.Set<RememberedMapping>().AsNoTracking().Where(one => signatures.Contains(one.Signature)).ToDictionaryAsync(one => one.Signature, stop);
    }

    /// <summary>Keeps what is about to be carried out, for the next time.</summary>
    public static async Task Keep(CrmDb db, ImportPlan plan, DateTimeOffset at, CancellationToken stop)
    {
        foreach (var file in plan.Files.Where(file => file.Target is not null).DistinctBy(SignatureOf))
        {
            if (SignatureOf(file) is not { } signature) continue;
            var kept = await db.Set<RememberedMapping>().FindAsync([signature], stop);
            if (kept is null) db.Add(kept = new RememberedMapping(signature));
            (kept.Target, kept.At) = (file.Target!, at);
            kept.ColumnsJson = JsonSerializer.Serialize(file.Columns.Select(Describe), JsonForms.Stored);
        }
    }

    /// <summary>Maps a file of the same columns in the same way.</summary>
    public void Apply(FilePlan file)
    {
        var columns = JsonSerializer.Deserialize<List<RememberedColumn>>(ColumnsJson, JsonForms.Stored)!.GroupBy(one => one.Column, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        (file.Target, file.Why, file.Certainty, file.Remembered) = (Target, null, 1, At);
        foreach (var column in file.Columns)
        {
            if (!columns.TryGetValue(column.Column, out var known)) continue;
            (column.Field, column.WhenMissing, column.Scale) = (known.Field, known.WhenMissing, known.Scale);
            (column.Certainty, column.Why) = known.Field is null ? (0, null) : (1, Reason.Of("import.why.remembered"));
            // What the values prove goes before what somebody chose for others.
            if (column.OrderIsDoubtful) column.Order = known.Order;
            if (column.MarkIsDoubtful) column.Mark = known.Mark;
            column.Doubts = [.. known.Decided.Select(pair => new Doubt { Value = pair.Key, Take = pair.Value.Take, Instead = pair.Value.Instead, About = "" })];
        }
    }

    private static RememberedColumn Describe(ColumnPlan column) => new(column.Column, column.Field, column.Order, column.Mark, column.Scale, column.WhenMissing,
        column.Doubts.Where(doubt => doubt.Take is not null || doubt.Instead != UnknownValue.Undecided).Take(MostDecided).ToDictionary(doubt => doubt.Value, doubt => new Decision(doubt.Take, doubt.Instead), StringComparer.Ordinal));

    internal static void Map(ModelBuilder model) => model.Entity<RememberedMapping>(mapping =>
    {
        mapping.ToTable("import_mappings");
        mapping.HasKey(m => m.Signature);
        mapping.Property(m => m.Signature).HasMaxLength(32);
        mapping.Property(m => m.Target).HasMaxLength(60);
    });
}
