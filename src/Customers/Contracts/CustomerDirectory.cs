using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Customers.Contracts;

/// <summary>How a company or a person is shown beside something else.</summary>
/// <param name="IsCompany">Square when it is, round when it is a person.</param>
/// <param name="PhotoId">Stored file of a person's photo.</param>
public sealed record CustomerFace(Guid Id, string Name, bool IsCompany, Guid? PhotoId);

/// <summary>A person at a company.</summary>
/// <param name="Title">What they are there.</param>
/// <param name="Current">Whether it lasts.</param>
public sealed record PersonAtCompany(Guid PersonId, Guid CompanyId, string Name, string? Title, bool Current, Guid? PhotoId);

/// <summary>What other modules ask about customers: always for many at once, always as an actor may see them.</summary>
public sealed class CustomerDirectory
{
    /// <summary>Names and pictures; an id that the actor may not see has none.</summary>
    public async Task<IReadOnlyDictionary<Guid, CustomerFace>> Faces(CrmDb db, Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        if (ids.Count == 0) return new Dictionary<Guid, CustomerFace>();
        var wanted = ids.Distinct().ToArray();
        var companies = await db.Companies.AsNoTracking().VisibleTo(actor, db).Where(c => wanted.Contains(c.Id))
            .Select(c => new CustomerFace(c.Id, c.Name, true, null)).ToListAsync(stop);
        var people = companies.Count == wanted.Length ? [] : await db.People.AsNoTracking().VisibleTo(actor, db).Where(p => wanted.Contains(p.Id))
            .Select(p => new CustomerFace(p.Id, p.Name, false, p.PhotoId)).ToListAsync(stop);
        return companies.Concat(people).ToDictionary(face => face.Id);
    }

    /// <summary>The main company of each person that has one.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid>> CompaniesOf(CrmDb db, Actor actor, IReadOnlyCollection<Guid> people, CancellationToken stop)
    {
        var wanted = people.Distinct().ToArray();
        return await db.People.AsNoTracking().VisibleTo(actor, db).Where(p => wanted.Contains(p.Id) && p.CompanyId != null)
            .ToDictionaryAsync(p => p.Id, p => p.CompanyId!.Value, stop);
    }

    /// <summary>Who is or was with these companies, those who still are first, at most <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<PersonAtCompany>> PeopleOf(CrmDb db, Actor actor, IReadOnlyCollection<Guid> companies, DateOnly today, int most, CancellationToken stop)
    {
        var wanted = companies.Distinct().ToArray();
        var people = db.People.AsNoTracking().VisibleTo(actor, db);
        return await db.Affiliations.AsNoTracking().Where(a => a.DeletedAt == null && wanted.Contains(a.CompanyId!.Value))
            .Join(people, a => a.AboutId, p => p.Id, (a, p) => new { a, p })
            .OrderByDescending(pair => pair.a.To == null || pair.a.To >= today).ThenBy(pair => pair.p.NameSortKey).ThenBy(pair => pair.p.Id).Take(most)
            .Select(pair => new PersonAtCompany(pair.p.Id, pair.a.CompanyId!.Value, pair.p.Name, pair.a.Title ?? pair.p.JobTitle, pair.a.To == null || pair.a.To >= today, pair.p.PhotoId))
            .ToListAsync(stop);
    }
}
