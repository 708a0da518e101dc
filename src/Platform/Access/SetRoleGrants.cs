using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Data;

namespace Tandem.Platform.Access;

/// <summary>Says what a role may do with each record type. What equals the default is not stored, so that it follows a later default.</summary>
public sealed class SetRoleGrants(Crm crm)
{
    public async Task Run(Actor actor, Role role, IReadOnlyDictionary<string, Grant> grants, CancellationToken stop)
    {
        actor.DemandAdministrator();
        Refused.ThrowAny([.. grants.Where(one => one.Value.Edit > one.Value.See).Select(one => Refused.On("edit." + one.Key, AccessRefusals.EditBeyondSee))]);
        await using var db = crm.Open(actor);
        var stored = await Stored(db, role, stop);
        foreach (var (type, grant) in grants)
        {
            var known = db.RecordTypes.All.Any(one => one.Key == type);
            var row = stored.GetValueOrDefault(type);
            if (!known || role == Role.Administrator) continue;
            if (grant == AccessRules.DefaultFor(role, type))
            {
                if (row is not null) db.Remove(row);
            }
            else if (row is null)
            {
                db.Add(new RoleGrant { Role = role, RecordType = type, See = grant.See, Edit = grant.Edit, Unowned = grant.Unowned });
            }
            else
            {
                (row.See, row.Edit, row.Unowned) = (grant.See, grant.Edit, grant.Unowned);
            }
        }

        await db.SaveChangesAsync(stop);
    }

    /// <summary>Back to the defaults of the product.</summary>
    public async Task Reset(Actor actor, Role role, CancellationToken stop)
    {
        actor.DemandAdministrator();
        await using var db = crm.Open(actor);
        db.RemoveRange((await Stored(db, role, stop)).Values);
        await db.SaveChangesAsync(stop);
    }

    private static async Task<Dictionary<string, RoleGrant>> Stored(CrmDb db, Role role, CancellationToken stop) =>
        await db.Set<RoleGrant>().Where(grant => grant.Role == role).ToDictionaryAsync(grant => grant.RecordType, StringComparer.Ordinal, stop);
}
