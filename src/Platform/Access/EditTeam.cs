using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Data;

namespace Tandem.Platform.Access;

/// <summary>Adds a team, or changes its name, place, lead and members. Who joins leaves the team they were in; the lead is a member.</summary>
public sealed class EditTeam(Crm crm)
{
    /// <summary>Two moves at once could make a ring of teams that neither sees.</summary>
    private const string Tree = "team.tree";

    /// <param name="MemberIds">Who is in it from now on; null leaves them as they are.</param>
    public sealed record Request(string Name, Guid? ParentId, Guid? LeadId, IReadOnlyCollection<Guid>? MemberIds);

    public async Task<Guid> Add(Actor actor, Request request, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        await using var write = await db.BeginExclusive(Tree, stop);
        var team = new Team(request.Name);
        db.Add(team);
        await Apply(db, team, request, stop);
        await write.Commit(stop);
        return team.Id;
    }

    /// <param name="version">What the caller saw; null when it does not say.</param>
    public async Task Run(Actor actor, Guid id, Request request, CancellationToken stop, int? version = null)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        await using var write = await db.BeginExclusive(Tree, stop);
        var team = await db.TeamOf(id, stop);
        if (version is not null && version != team.Version) throw new VersionChanged();
        team.Rename(request.Name);
        await Apply(db, team, request, stop);
        await write.Commit(stop);
    }

    private static async Task Apply(CrmDb db, Team team, Request request, CancellationToken stop)
    {
        var parents = await db.Teams.Where(one => one.DeletedAt == null).ToDictionaryAsync(one => one.Id, one => one.ParentId, stop);
        if (request.ParentId is { } parent && !parents.ContainsKey(parent)) throw Refused.On("parent", RecordRefusals.UnknownReference, ("field", "parent"));
        team.MoveBelow(request.ParentId, Above(request.ParentId, parents));
        var members = request.MemberIds ?? await db.Users.Where(user => user.TeamId == team.Id && user.DeletedAt == null).Select(user => user.Id).ToListAsync(stop);
        var wanted = members.ToHashSet();
        if (request.LeadId is { } lead) wanted.Add(lead);
        var concerned = await db.Users.Where(user => (user.TeamId == team.Id || wanted.Contains(user.Id)) && user.DeletedAt == null).ToListAsync(stop);
        if (request.LeadId is { } one && concerned.TrueForAll(user => user.Id != one)) throw Refused.On("lead", RecordRefusals.UnknownReference, ("field", "lead"));
        team.LeadId = request.LeadId;
        foreach (var user in concerned) user.TeamId = wanted.Contains(user.Id) ? team.Id : null;
        await db.SaveChangesAsync(stop);
    }

    private static IEnumerable<Guid> Above(Guid? id, Dictionary<Guid, Guid?> parents)
    {
        var seen = new HashSet<Guid>();
        for (var at = id; at is { } team && seen.Add(team); at = parents.GetValueOrDefault(team)) yield return team;
    }
}
