using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Pages;
using Tandem.Ui;

namespace Tandem.Platform.Access;

/// <summary>The API keys that are in force.</summary>
public sealed record ApiKeysView(IReadOnlyList<ApiKeyRow> Keys);

/// <summary>One key. Of the secret only the first characters are known.</summary>
public sealed record ApiKeyRow(Guid Id, string Name, string Hint, Role Role, string? Team, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

/// <summary>A key to make.</summary>
public sealed record ApiKeyView(IReadOnlyList<Option> Teams);

/// <summary>A new key, shown this once.</summary>
public sealed record ApiKeyMadeView(string Name, string Secret, string Address);

internal static class ApiKeyPages
{
    public static void Map(RouteGroupBuilder settings)
    {
        var keys = settings.MapGroup("/api-keys");
        keys.MapGet("", async (Actor actor, Crm crm, CurrentPage page, CancellationToken stop) => Page.Of<ApiKeysPage>(await List(actor, crm, stop)));
        keys.MapGet("/new", async (Actor actor, UserPages users, CurrentPage page, CancellationToken stop) => Page.Of<ApiKeyDrawer>(await New(actor, users, stop)));
        keys.MapGet("/reference", (Actor actor, CurrentPage page) => Page.Of<ApiReferencePage>());
        keys.MapPost("", (Actor actor, IFormCollection form, MakeApiKey make, UserPages users, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            var name = form["name"].ToString().Trim();
            var secret = await make.Run(actor, new MakeApiKey.Request(name, UserPages.RoleOf(form["role"]), UserPages.IdOf(form["team"])), stop);
            page.Http.Response.Headers.CacheControl = "no-store";
            return Page.Of<ApiKeyMadeDrawer>(new ApiKeyMadeView(name, secret, $"{page.Http.Request.Scheme}://{page.Http.Request.Host}/api/v1"));
        }, async state => Page.Refused<ApiKeyDrawer>(await New(actor, users, stop), state)));
        keys.MapPost("/{id:guid}/revoke", async (Actor actor, Guid id, RevokeApiKey revoke, CurrentPage page, CancellationToken stop) =>
        {
            await revoke.Run(actor, id, stop);
            return Page.SeeOther("/settings/api-keys", new Notice(page.Locale.T("keys.revoked")));
        });
    }

    private static async Task<ApiKeysView> List(Actor actor, Crm crm, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        return new ApiKeysView(await db.Set<ApiKey>().AsNoTracking().Where(key => key.DeletedAt == null).OrderBy(key => key.Name).ThenBy(key => key.Id).Take(500).Select(key => new ApiKeyRow(
            key.Id, key.Name, key.Hint, key.Role, db.Teams.Where(team => team.Id == key.TeamId).Select(team => team.Name).FirstOrDefault(), key.CreatedAt, key.LastUsedAt)).ToListAsync(stop));
    }

    private static async Task<ApiKeyView> New(Actor actor, UserPages users, CancellationToken stop)
    {
        return new ApiKeyView(await users.Teams(actor, stop));
    }
}
