using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;
using Tandem.Ui;

namespace Tandem.Platform.Access;

/// <summary>The teams as a tree, each under the one it belongs to.</summary>
public sealed record TeamsView(IReadOnlyList<TeamRow> Teams);

/// <summary>One team.</summary>
/// <param name="Depth">0 at the top of the tree.</param>
public sealed record TeamRow(Guid Id, string Name, int Depth, string? Lead, int Members);

/// <summary>A team to edit, or to add.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Parents">Teams that it can belong to.</param>
/// <param name="People">All active users.</param>
public sealed record TeamView(Guid? Id, string? Name, Guid? ParentId, Guid? LeadId, IReadOnlyCollection<string> MemberIds, IReadOnlyList<Option> Parents, IReadOnlyList<Option> People);

/// <summary>Teams under Settings.</summary>
internal sealed class TeamPages(Crm crm)
{
    public static void Map(RouteGroupBuilder settings)
    {
        var teams = settings.MapGroup("/teams");
        teams.MapGet("", async (Actor actor, CurrentPage page, TeamPages pages, CancellationToken stop) => Page.Of<TeamsPage>(await pages.Tree(actor, stop)));
        teams.MapGet("/new", async (Actor actor, CurrentPage page, TeamPages pages, CancellationToken stop) => Page.Of<TeamDrawer>(await pages.One(actor, null, stop)));
        teams.MapPost("", (Actor actor, IFormCollection form, EditTeam edit, CurrentPage page, TeamPages pages, CancellationToken stop) => Page.Submit(form, async () =>
        {
            await edit.Add(actor, Read(form), stop);
            return Page.SeeOther("/settings/teams", new Notice(page.Locale.T("teams.saved", ("name", form["name"].ToString().Trim()))));
        }, async state => Page.Refused<TeamDrawer>(await pages.One(actor, null, stop), state)));
        teams.MapGet("/{id:guid}", async (Actor actor, Guid id, CurrentPage page, TeamPages pages, CancellationToken stop) => Page.Of<TeamDrawer>(await pages.One(actor, id, stop)));
        teams.MapPost("/{id:guid}", (Actor actor, Guid id, IFormCollection form, EditTeam edit, CurrentPage page, TeamPages pages, CancellationToken stop) => Page.Submit(form, async () =>
        {
            await edit.Run(actor, id, Read(form), stop);
            return Page.SeeOther("/settings/teams", new Notice(page.Locale.T("teams.saved", ("name", form["name"].ToString().Trim()))));
        }, async state => Page.Refused<TeamDrawer>(await pages.One(actor, id, stop), state)));
        teams.MapPost("/{id:guid}/delete", async (Actor actor, Guid id, RemoveTeam remove, CurrentPage page, CancellationToken stop) =>
        {
            await remove.Run(actor, id, stop);
            return Page.SeeOther("/settings/teams", new Notice(page.Locale.T("teams.removed")));
        });
    }

    private static EditTeam.Request Read(IFormCollection form) => new(
        form["name"].ToString(), UserPages.IdOf(form["parent"]), UserPages.IdOf(form["lead"]), [.. form["members"].Select(UserPages.IdOf).OfType<Guid>()]);

    private async Task<TeamsView> Tree(Actor actor, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var teams = await db.Teams.AsNoTracking().Where(team => team.DeletedAt == null).OrderBy(team => team.NameFolded).Select(team => new
        {
            team.Id, team.Name, team.ParentId,
            Lead = db.Users.Where(user => user.Id == team.LeadId).Select(user => user.Name).FirstOrDefault(),
            Members = db.Users.Count(user => user.TeamId == team.Id && user.DeletedAt == null),
        }).ToListAsync(stop);
        var below = teams.ToLookup(team => team.ParentId is { } parent && teams.Exists(one => one.Id == parent) ? parent : (Guid?)null);
        var rows = new List<TeamRow>();
        void Walk(Guid? parent, int depth)
        {
            foreach (var team in below[parent])
            {
                rows.Add(new TeamRow(team.Id, team.Name, depth, team.Lead, team.Members));
                Walk(team.Id, depth + 1);
            }
        }

        Walk(null, 0);
        return new TeamsView(rows);
    }

    private async Task<TeamView> One(Actor actor, Guid? id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var people = await db.Users.AsNoTracking().Where(user => user.DeletedAt == null && (user.Active || user.TeamId != null)).OrderBy(user => user.NameFolded).Take(1000)
            .Select(user => new { user.Id, user.Name, user.TeamId }).ToListAsync(stop);
        var options = people.ConvertAll(user => new Option(user.Id.ToString(), user.Name) { Face = OptionFace.Person });
        var teams = await db.Teams.AsNoTracking().Where(team => team.DeletedAt == null && team.Id != id).OrderBy(team => team.NameFolded).Select(team => new Option(team.Id.ToString(), team.Name)).ToListAsync(stop);
        if (id is null) return new TeamView(null, null, null, null, [], teams, options);
        var one = await db.Teams.AsNoTracking().FirstOrDefaultAsync(team => team.Id == id && team.DeletedAt == null, stop) ?? throw new RecordNotFound();
        return new TeamView(one.Id, one.Name, one.ParentId, one.LeadId, [.. people.Where(user => user.TeamId == id).Select(user => user.Id.ToString())], teams, options);
    }
}
