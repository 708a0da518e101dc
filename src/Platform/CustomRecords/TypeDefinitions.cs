using System.Text;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Platform.CustomRecords;

/// <summary>What someone asks a record type to be.</summary>
/// <param name="Key">For the feed and permissions; null makes one from the name. Fixed once the type exists.</param>
/// <param name="Plural">For addresses; null makes one from the name. Fixed once the type exists.</param>
/// <param name="One">What one is called, by language.</param>
/// <param name="Many">What several are called, by language.</param>
/// <param name="Icon">Name in the sprite.</param>
public sealed record TypeWish(string? Key, string? Plural, Dictionary<string, string> One, Dictionary<string, string> Many, string? Icon);

/// <summary>Adds, changes, removes and brings back record types of the workspace's own. For administrators.</summary>
internal sealed class TypeDefinitions(Crm crm, TimeProvider clock, ProductPlaces places)
{
    /// <summary>Icons to choose from; the screen shows them in this order.</summary>
    public static IReadOnlyList<string> Icons { get; } =
        ["box", "package", "truck", "car", "ship", "house", "building-2", "factory", "wrench", "file-text", "shield", "heart", "star", "flag", "map-pin", "calendar", "gift", "ticket", "database", "shapes"];

    /// <summary>Keys and addresses that mean something else, beside those of the product's types and places.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
        { "any", "custom", "custom-field", "custom-type", "custom-record", "custom-records", "access", "workspace", "rates", "batch", "export", "new" };

    public async Task<CustomType> Add(Actor actor, TypeWish wish, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var stored = await db.Set<CustomType>().AsNoTracking().Select(one => new { one.Key, one.Plural, one.DeletedAt }).ToListAsync(stop);
        if (stored.Count(one => one.DeletedAt is null) >= CustomType.MostOfWorkspace) throw new Refused(TypeRefusals.TooMany, ("max", CustomType.MostOfWorkspace));
        var taken = db.RecordTypes.All.SelectMany(type => (string[])[type.Key, type.Plural]).Concat(stored.SelectMany(one => (string[])[one.Key, one.Plural])).Concat(Reserved).ToHashSet(StringComparer.Ordinal);
        var key = Given(wish.Key) ?? Free(SlugOf(wish.One), taken.Contains);
        var plural = Given(wish.Plural) ?? Free(SlugOf(wish.Many), name => taken.Contains(name) || name == key || places.Has(name));
        if (taken.Contains(key)) throw Refused.On("key", TypeRefusals.KeyTaken);
        if (taken.Contains(plural) || places.Has(plural) || plural == key) throw Refused.On("plural", TypeRefusals.KeyTaken);
        var type = new CustomType(key, plural);
        Fill(type, wish);
        db.Add(type);
        await Save(db, stop);
        return type;
    }

    public async Task<CustomType> Change(Actor actor, Guid id, int? version, TypeWish wish, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var type = await db.Set<CustomType>().Where(one => one.DeletedAt == null).Get(id, version, stop);
        Fill(type, wish);
        await Save(db, stop);
        return type;
    }

    /// <summary>Hides a type at once; it and its records are kept for 30 days.</summary>
    public async Task Remove(Actor actor, Guid id, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var type = await db.Set<CustomType>().Where(one => one.DeletedAt == null).Get(id, stop);
        if (db.RecordTypes.All.Where(other => other.Key != type.Key).SelectMany(other => other.Fields).FirstOrDefault(field => field.ReferenceTo == type.Key) is { } referring)
            throw new Refused(TypeRefusals.ReferredTo, ("field", referring.Name));
        type.Trash(clock.GetUtcNow());
        await Save(db, stop);
    }

    public async Task<CustomType> BringBack(Actor actor, Guid id, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var type = await db.Set<CustomType>().Where(one => one.DeletedAt != null).Get(id, stop);
        type.Restore();
        await Save(db, stop);
        return type;
    }

    private static void Fill(CustomType type, TypeWish wish)
    {
        type.Call(wish.One, wish.Many);
        if (wish.Icon is { Length: > 0 } icon) type.Icon = Icons.Contains(icon, StringComparer.Ordinal) ? icon : throw Refused.On("icon", RecordRefusals.UnknownChoice, ("field", "icon"), ("value", icon));
    }

    private async Task Save(CrmDb db, CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            // Someone else added a type of this name meanwhile.
            throw Refused.On("key", TypeRefusals.KeyTaken);
        }

        await crm.Database.Types.Refresh(stop);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string SlugOf(IReadOnlyDictionary<string, string> names)
    {
        var slug = new StringBuilder();
        foreach (var letter in Folding.Fold(names.GetValueOrDefault("en") ?? names.Values.FirstOrDefault() ?? ""))
        {
            if (slug.Length == 0 && char.IsAsciiDigit(letter)) slug.Append('t');
            if (char.IsAsciiLetterOrDigit(letter)) slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
            if (slug.Length == CustomType.MaxKeyLength - 4) break;
        }

        return slug.ToString().Trim('-') is { Length: > 0 } made ? made : "record";
    }

    private static string Free(string slug, Predicate<string> isTaken)
    {
        if (!isTaken(slug)) return slug;
        for (var number = 2; ; number++)
            if (!isTaken($"{slug}-{number}")) return $"{slug}-{number}";
    }
}
