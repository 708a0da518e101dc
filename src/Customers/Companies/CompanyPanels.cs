using Microsoft.EntityFrameworkCore;
using Tandem.Customers.Contracts;
using Tandem.Platform.Access;
using Tandem.Platform.Records;
using Tandem.Platform.Records.Pages;
using Tandem.Platform.Workspaces;

namespace Tandem.Customers.Companies;

/// <summary>A company in a list beside another one.</summary>
internal sealed record CompanyLink(Guid Id, string Name);

/// <summary>The head of a company's page.</summary>
/// <param name="Subsidiaries">How many the reader may see.</param>
internal sealed record CompanyHeadView(Guid Id, string Name, string? Industry, int? Employees, string? Domain, string? Website, string? Phone, string? City, IReadOnlyList<string> Tags,
    CompanyLink? Parent, int Subsidiaries, string? Owner, DateTimeOffset Since);

/// <summary>Where a company stands in its tree.</summary>
internal sealed record CompanyTreeView(Guid Id, string Name, IReadOnlyList<CompanyLink> Above, IReadOnlyList<CompanyLink> Below);

/// <summary>What the panels of a company's page read.</summary>
internal sealed class CompanyPanels(Crm crm, CustomerDirectory directory, TimeProvider clock)
{
    private const int Most = 50;

    public async Task<CompanyHeadView> Head(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var company = await db.Companies.AsNoTracking().VisibleTo(actor, db).Get(id, stop);
        var names = await RecordNames.Of(db, actor, new[] { company.ParentId, company.OwnerId }.OfType<Guid>(), stop);
        return new CompanyHeadView(id, company.Name, company.Industry, company.Employees, company.Domain, company.Website, company.Phone, company.City, company.Tags,
            company.ParentId is { } parent && names.TryGetValue(parent, out var above) ? new CompanyLink(parent, above.Title) : null,
            await db.Companies.VisibleTo(actor, db).CountAsync(c => c.ParentId == id, stop),
            company.OwnerId is { } owner ? names.GetValueOrDefault(owner)?.Title : null, company.CreatedAt);
    }

    public async Task<CompanyTreeView> Tree(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var visible = db.Companies.AsNoTracking().VisibleTo(actor, db);
        var own = await visible.Where(c => c.Id == id).Select(c => new { c.Name, c.ParentId }).FirstAsync(stop);
        var above = new List<CompanyLink>();
        for (var parent = own.ParentId; parent is { } next && above.Count < Company.MostLevels;)
        {
            var found = await visible.Where(c => c.Id == next).Select(c => new { c.Id, c.Name, c.ParentId }).FirstOrDefaultAsync(stop);
            if (found is null) break;
            above.Insert(0, new CompanyLink(found.Id, found.Name));
            parent = found.ParentId;
        }

        var below = await visible.Where(c => c.ParentId == id).OrderBy(c => c.NameSortKey).ThenBy(c => c.Id).Take(Most).Select(c => new CompanyLink(c.Id, c.Name)).ToListAsync(stop);
        return new CompanyTreeView(id, own.Name, above, below);
    }

    public async Task<IReadOnlyList<PersonAtCompany>> People(Actor actor, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        return await directory.PeopleOf(db, actor, [id], DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), Most, stop);
    }
}
