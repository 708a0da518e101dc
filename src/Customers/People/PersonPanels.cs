using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Records;
using Tandem.Platform.Records.Pages;
using Tandem.Platform.Workspaces;

namespace Tandem.Customers.People;

/// <summary>The head of a person's page.</summary>
public sealed record PersonHeadView(Guid Id, int Version, string Name, string? JobTitle, Guid? PhotoId, Guid? CompanyId, string? Company, string? City, IReadOnlyList<string> Tags,
    IReadOnlyList<ContactPoint> Emails, IReadOnlyList<ContactPoint> Phones, string? Owner, bool Editable);

/// <summary>An affiliation on a person's page.</summary>
internal sealed record AffiliationLine(Guid Id, Guid CompanyId, string Company, string? Title, DateOnly? From, DateOnly? To, bool Current, bool Main);

/// <summary>What the panels of a person's page read.</summary>
internal sealed class PersonPanels(Crm crm, TimeProvider clock)
{
    private const int Most = 50;

    public async Task<PersonHeadView> Head(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var person = await db.People.AsNoTracking().VisibleTo(actor, db).Get(id, stop);
        var names = await RecordNames.Of(db, actor, new[] { person.CompanyId, person.OwnerId }.OfType<Guid>(), stop);
        return new PersonHeadView(id, person.Version, person.Name, person.JobTitle, person.PhotoId, person.CompanyId, person.CompanyId is { } company ? names.GetValueOrDefault(company)?.Title : null, person.City, person.Tags,
            person.EmailPoints, person.PhonePoints, person.OwnerId is { } owner ? names.GetValueOrDefault(owner)?.Title : null, actor.MayEdit(PersonRecord.TypeKey, person.OwnerId));
    }

    public async Task<IReadOnlyList<AffiliationLine>> Affiliations(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var main = await db.People.AsNoTracking().VisibleTo(actor, db).Where(p => p.Id == id).Select(p => p.CompanyId).FirstOrDefaultAsync(stop);
        var lines = await db.Affiliations.AsNoTracking().Where(a => a.AboutId == id && a.DeletedAt == null)
            .Join(db.Companies.VisibleTo(actor, db), a => a.CompanyId, c => c.Id, (a, c) => new { a.Id, CompanyId = c.Id, c.Name, a.Title, a.From, a.To }).Take(Most).ToListAsync(stop);
        return [.. lines.Select(line => new AffiliationLine(line.Id, line.CompanyId, line.Name, line.Title, line.From, line.To, line.To is null || line.To >= today, line.CompanyId == main))
            .OrderByDescending(line => line.Current).ThenByDescending(line => line.Main).ThenByDescending(line => line.From ?? DateOnly.MinValue)];
    }
}
