using Microsoft.EntityFrameworkCore;

namespace Tandem.Platform.Access;

/// <summary>Dissolves a team: its members are in none, the teams below it move up to where it was.</summary>
public sealed class RemoveTeam(Crm crm, TimeProvider clock)
{
    public async Task Run(Actor actor, Guid id, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        var team = await db.TeamOf(id, stop);
        foreach (var member in await db.Users.Where(user => user.TeamId == id).ToListAsync(stop)) member.TeamId = null;
        foreach (var below in await db.Teams.Where(one => one.ParentId == id && one.DeletedAt == null).ToListAsync(stop)) below.MoveBelow(team.ParentId, []);
        team.Trash(clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
    }
}
