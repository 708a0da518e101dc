using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Records.Merging.Pages;

/// <summary>One of the records that are merged.</summary>
/// <param name="Links">How many records refer to it, by the key of their type.</param>
public sealed record MergeSide(Guid Id, int Version, string Title, string? Subtitle, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, int> Links);

/// <summary>One field, as each side has it.</summary>
/// <param name="Chosen">The side whose value stays unless somebody chooses another.</param>
/// <param name="IsSeveral">All values stay.</param>
/// <param name="Differs">Whether there is anything to choose.</param>
public sealed record MergeLine(Field Field, IReadOnlyList<object?> Values, Guid Chosen, bool IsSeveral, bool Differs);

/// <summary>The page on which records become one.</summary>
/// <param name="Survivor">The side that is kept unless somebody chooses another.</param>
public sealed record MergeView(RecordType Type, string Path, IReadOnlyList<MergeSide> Sides, IReadOnlyList<MergeLine> Lines, Guid Survivor, IReadOnlyDictionary<Guid, RecordName> Names)
{
    public string Seen => string.Join(',', Sides.Select(side => $"{side.Id}:{side.Version}"));
}

/// <summary>Reads the sides and proposes what stays: the fuller value, else the newer one.</summary>
internal sealed class MergeQuery<T>(Crm crm, RecordTypes types, LinkMover links) where T : Record
{
    private readonly RecordType type = types.Of(typeof(T))!;

    public async Task<MergeView> Run(Actor actor, string path, IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        var wanted = ids.Distinct().ToArray();
        if (wanted.Length is < 2 or > MergeLimits.MostLosers + 1) throw new Refused(MergeRefusals.HowMany, ("max", MergeLimits.MostLosers + 1));
        await using var db = crm.Open(actor);
        var found = await db.Set<T>().AsNoTracking().EditableBy(actor, db).Where(row => wanted.Contains(row.Id)).ToListAsync(stop);
        if (found.Count != wanted.Length) throw new RecordNotFound();
        var records = wanted.Select(id => found.First(row => row.Id == id)).ToList();
        var fields = MergeField.Of(db, type);
        var survivor = records.OrderByDescending(record => fields.Count(field => !field.IsEmpty(record))).ThenBy(record => record.CreatedAt).First();
        var lines = fields.Where(field => field.Field is not null).Select(field => Line(field, records, survivor)).ToList();
        var sides = new List<MergeSide>();
        foreach (var record in records)
            sides.Add(new MergeSide(record.Id, record.Version, type.Title.Read(record) as string ?? "", type.Subtitle?.Read(record) as string, record.CreatedAt, await links.Count(db, type.Key, [record.Id], stop)));
        return new MergeView(type, path, sides, lines, survivor.Id, await RecordNames.Of(db, actor, lines.SelectMany(line => line.Values).OfType<Guid>(), stop));
    }

    private MergeLine Line(MergeField field, List<T> records, T survivor)
    {
        var given = records.Where(record => !field.IsEmpty(record)).ToList();
        var differs = given.Select(field.Json).Distinct(StringComparer.Ordinal).Count() > 1;
        var chosen = given.Count == 0 ? survivor : field.Field == type.Title || field.Field!.Name is "owner" or "externalId" && given.Contains(survivor) ? survivor : Fullest(field, given) ?? given.MaxBy(record => record.UpdatedAt)!;
        return new MergeLine(field.Field!, [.. records.Select(record => field.IsEmpty(record) ? null : field.Read(record))], chosen.Id, field.IsSeveral, differs);
    }

    /// <summary>The record whose text holds all the others'; none when the texts say different things.</summary>
    private static T? Fullest(MergeField field, List<T> given)
    {
        var texts = given.Select(record => Folding.Fold(field.Read(record) as string)).ToList();
        if (texts.Exists(text => text is null)) return null;
        var longest = texts.MaxBy(text => text!.Length)!;
        return texts.TrueForAll(text => longest.Contains(text!, StringComparison.Ordinal)) ? given[texts.IndexOf(longest)] : null;
    }
}
