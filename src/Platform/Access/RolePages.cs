using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Access;

/// <summary>What one role may do with each record type.</summary>
/// <param name="HasChanges">Something differs from the product's defaults.</param>
public sealed record RolesView(Role Role, IReadOnlyList<GrantRow> Grants, bool HasChanges);

/// <summary>One record type.</summary>
/// <param name="Label">Resource key of its plural.</param>
/// <param name="IsOwned">Its records belong to someone: only then own and team mean anything.</param>
public sealed record GrantRow(string RecordType, string Label, string Icon, Grant Grant, bool IsOwned, bool IsDefault);

internal static class RolePages
{
    public static void Map(RouteGroupBuilder settings)
    {
        var roles = settings.MapGroup("/roles");
        roles.MapGet("", (string? role) => Page.SeeOther("/settings/roles/" + nameof(Role.Manager)));
        roles.MapGet("/{role}", async (Actor actor, Role role, Crm crm, CurrentPage page, CancellationToken stop) => Page.Of<RolesPage>(await View(actor, role, crm, stop)));
        roles.MapPost("/{role}", (Actor actor, Role role, IFormCollection form, SetRoleGrants set, Crm crm, RecordTypes types, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            await set.Run(actor, role, Read(form, types), stop);
            return Page.SeeOther($"/settings/roles/{role}", new Notice(page.Locale.T("settings.saved")));
        }, async state => Page.Refused<RolesPage>(await View(actor, role, crm, stop), state)));
        roles.MapPost("/{role}/reset", async (Actor actor, Role role, SetRoleGrants set, CurrentPage page, CancellationToken stop) =>
        {
            await set.Reset(actor, role, stop);
            return Page.SeeOther($"/settings/roles/{role}", new Notice(page.Locale.T("roles.was-reset", ("role", page.Locale.T("role." + role)))));
        });
    }

    private static Dictionary<string, Grant> Read(IFormCollection form, RecordTypes types)
    {
        var grants = new Dictionary<string, Grant>(StringComparer.Ordinal);
        foreach (var type in types.All)
        {
            if (!Enum.TryParse<Reach>(form["see." + type.Key], out var see) || !Enum.TryParse<Reach>(form["edit." + type.Key], out var edit)) continue;
            grants[type.Key] = new Grant(see, edit, !IsOwned(type) || form.ContainsKey("unowned." + type.Key));
        }

        return grants;
    }

    private static async Task<RolesView> View(Actor actor, Role role, Crm crm, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var stored = await db.Set<RoleGrant>().AsNoTracking().Where(grant => grant.Role == role).ToDictionaryAsync(grant => grant.RecordType, grant => new Grant(grant.See, grant.Edit, grant.Unowned), StringComparer.Ordinal, stop);
        return new RolesView(role,
        [
            .. db.RecordTypes.All.Select(type => new GrantRow(
                type.Key, $"type.{type.Key}.plural", type.Icon, stored.GetValueOrDefault(type.Key) ?? AccessRules.DefaultFor(role, type.Key), IsOwned(type), !stored.ContainsKey(type.Key))),
        ], stored.Count > 0);
    }

    private static bool IsOwned(RecordType type) => typeof(IOwned).IsAssignableFrom(type.EntityType);
}
