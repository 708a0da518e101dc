using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Matching;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;
using Tandem.Platform.Workspaces;

namespace Tandem.Customers.Duplicates;

/// <summary>A record that may be the one that somebody is about to create.</summary>
/// <param name="Id">Null when the reader may not see it: then only <paramref name="Owner"/> is told.</param>
/// <param name="Subtitle">What tells two of one name apart.</param>
/// <param name="Owner">Whom to ask; null when it has no owner.</param>
/// <param name="Score">Percent.</param>
/// <param name="Reasons">In what they agree, strongest first.</param>
public sealed record Likeness(Guid? Id, string? Name, string? Subtitle, string? Owner, int Score, IReadOnlyList<FieldAgreement> Reasons);

/// <summary>Finds whom a company or a person may be, before it is created: what names one only first, then similar names.</summary>
internal sealed class FindDuplicates(Crm crm, Readings readings)
{
    private const int MostShown = 5;
    private const int MostCompared = 30;

    /// <summary>Under one key. The narrow keys of a name are shorter than this at a million people; of the wide ones these are enough.</summary>
    private const int MostUnderKey = 200;

    public sealed record Answer(IReadOnlyList<Row> Data);

    /// <param name="Hidden">Whether only its owner is told.</param>
    public sealed record Row(Guid? Id, string? Name, bool Hidden, string? Owner, int Score, IReadOnlyList<Reason> Reasons);

    public sealed record Reason(string Field, Agreement Level);

    public static void Map(RouteGroupBuilder api, string plural, string recordType) => api.MapPost(plural + "/duplicates", async (JsonElement body, Actor actor, FindDuplicates find, CancellationToken stop) =>
    {
        var found = await find.Run(actor, recordType, field => Texts(body, field), stop);
        return TypedResults.Ok(new Answer([.. found.Select(one => new Row(one.Id, one.Name, one.Id is null, one.Owner, one.Score, [.. one.Reasons.Select(reason => new Reason(reason.Field, reason.Level))]))]));
    }).WithTags(plural).WithSummary("Whom a record that is about to be created may be; takes its fields, as far as they are known");

    public async Task<IReadOnlyList<Likeness>> Run(Actor actor, string recordType, Func<string, IReadOnlyList<string>> typed, CancellationToken stop)
    {
        if (!actor.MayEditSome(recordType)) throw new RecordNotFound();
        var subject = MatchSubject.Typed(recordType, typed, (await readings.Plain(stop)).Country);
        await using var db = crm.Open(actor);
        var candidates = await Candidates(db, subject, stop);
        candidates.Remove(subject.Id);
        var likely = (await MatchSubject.Load(db, recordType, candidates, stop)).Select(other => (Other: other, Compared: CustomerComparison.Of(subject, other)))
            .Where(pair => CustomerComparison.IsWorthTelling(pair.Compared)).OrderByDescending(pair => CustomerComparison.HasKey(pair.Compared)).ThenByDescending(pair => pair.Compared.Weight).ThenBy(pair => pair.Other.Id).ToList();
        // Of what the reader may not see, only what is likely the same is told of: a name alone is no reason to ask.
        var told = likely.Where(pair => actor.MaySee(recordType, pair.Other.OwnerId) || CustomerComparison.HasKey(pair.Compared)).Take(MostShown).ToList();
        var owners = told.Select(pair => pair.Other.OwnerId).OfType<Guid>().Distinct().ToArray();
        var names = owners.Length == 0 ? [] : await db.Users.AsNoTracking().Where(user => owners.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, stop);
        return [.. told.Select(pair => Shown(actor, pair.Other, pair.Compared, pair.Other.OwnerId is { } owner ? names.GetValueOrDefault(owner) : null))];
    }

    private static Likeness Shown(Actor actor, MatchSubject other, Comparison compared, string? owner)
    {
        var seen = actor.MaySee(other.RecordType, other.OwnerId);
        return new Likeness(seen ? other.Id : null, seen ? other.Name : null, seen ? other.Domain ?? (other.Emails is [var email, ..] ? email : other.Phones is [var phone, ..] ? phone : null) : null, owner,
            Math.Min(99, (int)Math.Round(compared.Score * 100)), compared.Reasons);
    }

    private static async Task<HashSet<Guid>> Candidates(CrmDb db, MatchSubject subject, CancellationToken stop)
    {
        var found = await Direct(db, subject, stop);
        var keys = CustomerComparison.KeysOf(subject);
        var under = await MatchIndex.Under(db, [.. keys.ForTyping], MostUnderKey, stop);
        found.UnionWith(keys.Exact.SelectMany(key => under[key]).Take(MostCompared));
        // Who shares most keys of the name is most like it.
        foreach (var (id, _) in keys.Name.SelectMany(key => under[key]).CountBy(id => id).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key))
        {
            if (found.Count >= MostCompared) break;
            found.Add(id);
        }

        return found;
    }

    /// <summary>What the records' own indexes know, also of one that was saved a moment ago.</summary>
    private static async Task<HashSet<Guid>> Direct(CrmDb db, MatchSubject subject, CancellationToken stop)
    {
        var found = new HashSet<Guid>();
        var name = Folding.Fold(subject.Name);
        if (subject.IsPerson)
        {
            foreach (var email in subject.Emails) found.UnionWith(await db.People.Where(p => p.PrimaryEmailFolded == Folding.Fold(email) && p.DeletedAt == null).Select(p => p.Id).Take(MostShown).ToListAsync(stop));
            foreach (var phone in subject.Phones) found.UnionWith(await db.People.Where(p => p.PrimaryPhoneFolded == phone && p.DeletedAt == null).Select(p => p.Id).Take(MostShown).ToListAsync(stop));
            if (name is { Length: > 0 }) found.UnionWith(await db.People.Where(p => p.NameFolded == name && p.DeletedAt == null).Select(p => p.Id).Take(MostShown).ToListAsync(stop));
        }
        else
        {
            if (subject.Domain is { } domain) found.UnionWith(await db.Companies.Where(c => c.DomainFolded == domain && c.DeletedAt == null).Select(c => c.Id).Take(MostShown).ToListAsync(stop));
            if (name is { Length: > 0 }) found.UnionWith(await db.Companies.Where(c => c.NameFolded == name && c.DeletedAt == null).Select(c => c.Id).Take(MostShown).ToListAsync(stop));
        }

        return found;
    }

    /// <summary>The texts of a member of the body: one, or those of a list of texts or of <c>{ value }</c>.</summary>
    private static IReadOnlyList<string> Texts(JsonElement body, string field)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty(field, out var member)) return [];
        IEnumerable<JsonElement> all = member.ValueKind == JsonValueKind.Array ? member.EnumerateArray() : [member];
        return [.. all.Select(one => one.ValueKind == JsonValueKind.Object && one.TryGetProperty("value", out var value) ? value : one).Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)];
    }
}
