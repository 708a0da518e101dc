using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;
using Tandem.Platform.Records.Merging;

namespace Tandem.Platform.Api;

/// <summary>How the rows of a batch find the records that exist: by id, or by one of the type's unique keys in its folded form.</summary>
internal sealed class RowMatching<T> where T : class, IRecord
{
    private readonly Field? keyField;
    private readonly HashSet<string> aliases = new(StringComparer.Ordinal);

    private RowMatching(string name, Field? field)
    {
        Name = name;
        keyField = field;
    }

    public string Name { get; }

    public bool IsId => keyField is null;

    public static RowMatching<T> By(RecordType type, string name)
    {
        if (name == "id") return new(name, null);
        return type.FindByJson(name) is { } field && type.MatchKeys.Contains(field.Name, StringComparer.Ordinal)
            ? new(name, field) : throw Refused.On("key", ApiRefusals.UnknownMatchKey, ("field", name));
    }

    /// <summary>The row's key in the form that is compared; null when the row has none.</summary>
    public string? KeyOf(JsonElement json, FieldValues values)
    {
        if (keyField is not null) return Folding.Fold(values[keyField.Name] as string);
        var id = json.TryGetProperty("id", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        return Ids.TryParse(id, out var known) ? known.ToString("n") : throw Refused.On("id", RecordRefusals.WrongType, ("field", "id"), ("expected", "id"));
    }

    /// <summary>The id names the record and is no field of it.</summary>
    public JsonElement WithoutId(JsonElement json)
    {
        if (!IsId || json.ValueKind != JsonValueKind.Object || JsonNode.Parse(json.GetRawText()) is not JsonObject row) return json;
        row.Remove("id");
        return JsonSerializer.SerializeToElement(row);
    }

    /// <summary>Records that the actor sees with one of the keys, tracked, in one query.</summary>
    public async Task<Dictionary<string, List<T>>> Find(CrmDb db, Actor actor, IEnumerable<string> keys, CancellationToken stop)
    {
        var wanted = keys.Distinct(StringComparer.Ordinal).ToArray();
        if (wanted.Length == 0) return [];
        var rows = db.Set<T>().VisibleTo(actor, db);
        if (keyField is null)
        {
            var ids = Array.ConvertAll(wanted, Guid.Parse);
            return (await rows.Where(row => ids.Contains(row.Id)).ToListAsync(stop)).ToDictionary(row => row.Id.ToString("n"), row => new List<T> { row }, StringComparer.Ordinal);
        }

        var folded = (Expression<Func<T, string?>>)(keyField.Folded ?? keyField.Value);
        var among = Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(string)], Expression.Property(Expression.Constant(new Keys(wanted)), nameof(Keys.All)), folded.Body);
        var condition = Expression.Lambda<Func<T, bool>>(among, folded.Parameters);
        var found = await rows.Where(condition).ToListAsync(stop);
        var keyOf = folded.Compile();
        var byKey = found.GroupBy(row => keyOf(row)!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        await FindMerged(db, rows, condition, keyOf, byKey, stop);
        return byKey;
    }

    /// <summary>A key of a record that was merged away finds its survivor.</summary>
    private async Task FindMerged(CrmDb db, IQueryable<T> visible, Expression<Func<T, bool>> condition, Func<T, string?> keyOf, Dictionary<string, List<T>> byKey, CancellationToken stop)
    {
        var merged = (await db.Set<T>().AsNoTracking().Where(row => row.DeletedAt != null).Where(condition).ToListAsync(stop)).Where(row => !byKey.ContainsKey(keyOf(row)!)).ToList();
        if (merged.Count == 0) return;
        var survivors = await Aliases.Survivors(db, merged.Select(row => row.Id), stop);
        var ids = survivors.Values.Distinct().ToArray();
        var living = (await visible.Where(row => ids.Contains(row.Id)).ToListAsync(stop)).ToDictionary(row => row.Id);
        foreach (var row in merged)
            if (survivors.TryGetValue(row.Id, out var survivor) && living.TryGetValue(survivor, out var record) && merged.TrueForAll(other => other == row || keyOf(other) != keyOf(row)))
                (byKey[keyOf(row)!], _) = ([record], aliases.Add(keyOf(row)!));
    }

    /// <summary>A survivor keeps its own key: the one by which it was found belongs to the record that was merged into it.</summary>
    public void KeepKey(string? key, T record, FieldValues values)
    {
        if (key is not null && keyField is not null && aliases.Contains(key) && values.Has(keyField.Name)) values[keyField.Name] = keyField.Read(record);
    }

    private sealed record Keys(IEnumerable<string?> All);
}
