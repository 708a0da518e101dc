using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Data;

namespace Tandem.Platform.Access;

/// <summary>Keeps a workspace from losing its last administrator, also when two of them step down at once.</summary>
internal static class LastAdministrator
{
    /// <summary>Throws when nobody but this user could administer. Call it within the transaction that takes the role away.</summary>
    public static async Task Guard(CrmDb db, User leaving, CancellationToken stop)
    {
        if (leaving.Role != Role.Administrator || !leaving.Active) return;
        if (db.Engine == DatabaseEngine.Postgres)
            await db.Database.SqlQuery<Guid>($"SELECT id AS \"Value\" FROM users WHERE role = 'Administrator' ORDER BY id FOR UPDATE").ToListAsync(stop);
        var others = await db.Users.AnyAsync(user => user.Id != leaving.Id && user.Role == Role.Administrator && user.Active && user.DeletedAt == null && user.PasswordHash != null, stop);
        if (!others) throw Refused.On("role", AccessRefusals.LastAdministrator);
    }
}
