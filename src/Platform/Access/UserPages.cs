using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Text;
using Tandem.Platform.Hosting;
using Tandem.Platform.Localization;
using Tandem.Platform.Mail;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;
using Tandem.Ui;

namespace Tandem.Platform.Access;

/// <summary>The list of users.</summary>
/// <param name="Inactive">Shows those who cannot sign in.</param>
/// <param name="Search">Part of a name or an address.</param>
public sealed record UsersView(IReadOnlyList<UserRow> Users, bool Inactive, string? Search, int ActiveCount, int InactiveCount);

/// <summary>One user of the list.</summary>
/// <param name="Invited">Has not chosen a password yet.</param>
public sealed record UserRow(Guid Id, string Name, string? Email, Role Role, string? Team, bool Active, bool Invited);

/// <summary>A user to edit, or to invite.</summary>
/// <param name="Id">Null for an invitation.</param>
/// <param name="Teams">Id and name.</param>
/// <param name="MailIsSetUp">An invitation can go by mail.</param>
/// <param name="IsSelf">Nobody deactivates themselves.</param>
public sealed record UserView(Guid? Id, string? Name, string? Email, Role Role, Guid? TeamId, bool Active, bool Invited, bool IsSelf, IReadOnlyList<Option> Teams, bool MailIsSetUp);

/// <summary>A link to hand over; it is not shown again.</summary>
/// <param name="Mailed">It also went by mail.</param>
/// <param name="MailFailure">It should have, but did not: the code and arguments of why.</param>
public sealed record PasswordLinkView(string Name, string? Email, string Address, bool IsInvitation, bool Mailed, Core.Refused? MailFailure);

/// <summary>Users under Settings.</summary>
internal sealed class UserPages(Crm crm, MailServers servers, MailSender sender, Locales locales, TandemOptions options)
{
    private const int MostShown = 300;

    public static void Map(RouteGroupBuilder settings)
    {
        var users = settings.MapGroup("/users");
        users.MapGet("", async (Actor actor, CurrentPage page, UserPages pages, string? show, string? search, CancellationToken stop) =>
            Page.Of<UsersPage>(await pages.List(actor, show == "inactive", search, stop)));
        users.MapGet("/invite", async (Actor actor, CurrentPage page, UserPages pages, CancellationToken stop) => Page.Of<UserDrawer>(await pages.New(actor, page, stop)));
        users.MapPost("", (Actor actor, IFormCollection form, InviteUser invite, CurrentPage page, UserPages pages, CancellationToken stop) => Page.Submit(form, async () =>
        {
            var request = new InviteUser.Request(form["name"].ToString(), form["email"].ToString(), RoleOf(form["role"]), IdOf(form["team"]));
            var invitation = await invite.Run(actor, request, stop);
            return Page.Of<PasswordLinkDrawer>(await pages.Invited(actor, page, invitation, form.ContainsKey("mail"), stop));
        }, async state => Page.Refused<UserDrawer>(await pages.New(actor, page, stop), state)));
        users.MapGet("/{id:guid}", async (Actor actor, Guid id, CurrentPage page, UserPages pages, CancellationToken stop) => Page.Of<UserDrawer>(await pages.One(actor, page, id, stop)));
        users.MapPost("/{id:guid}", (Actor actor, Guid id, IFormCollection form, EditUser edit, CurrentPage page, UserPages pages, CancellationToken stop) => Page.Submit(form, async () =>
        {
            await edit.Run(actor, id, new EditUser.Request(form["name"].ToString(), form["email"], RoleOf(form["role"]), IdOf(form["team"])), stop);
            return Page.SeeOther("/settings/users", new Notice(page.Locale.T("users.saved", ("name", form["name"].ToString().Trim()))));
        }, async state => Page.Refused<UserDrawer>(await pages.One(actor, page, id, stop), state)));
        users.MapPost("/{id:guid}/deactivate", (Actor actor, Guid id, DeactivateUser deactivate, CurrentPage page, UserPages pages, CancellationToken stop) => Page.Submit(async () =>
        {
            await deactivate.Run(actor, id, stop);
            return Page.SeeOther("/settings/users", new Notice(page.Locale.T("users.deactivated"), $"/settings/users/{id}/reactivate"));
        }, async state => Page.Refused<UserDrawer>(await pages.One(actor, page, id, stop), state)));
        users.MapPost("/{id:guid}/reactivate", async (Actor actor, Guid id, DeactivateUser deactivate, CurrentPage page, CancellationToken stop) =>
        {
            await deactivate.Undo(actor, id, stop);
            return Page.SeeOther("/settings/users", new Notice(page.Locale.T("users.reactivated")));
        });
        users.MapPost("/{id:guid}/password-link", (Actor actor, Guid id, LinkPassword link, CurrentPage page, UserPages pages, CancellationToken stop) => Page.Submit(async () =>
            Page.Of<PasswordLinkDrawer>(await pages.Linked(actor, page, id, await link.Run(actor, id, stop), stop)),
            async state => Page.Refused<UserDrawer>(await pages.One(actor, page, id, stop), state)));
    }

    internal static Role RoleOf(string? text) => Enum.TryParse<Role>(text, out var role) && Enum.IsDefined(role) ? role : Role.ReadOnly;

    internal static Guid? IdOf(string? text) => Guid.TryParse(text, out var id) ? id : null;

    internal async Task<IReadOnlyList<Option>> Teams(Actor actor, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        return await db.Teams.Where(team => team.DeletedAt == null).OrderBy(team => team.NameFolded).Select(team => new Option(team.Id.ToString(), team.Name)).Take(500).ToListAsync(stop);
    }

    private async Task<UsersView> List(Actor actor, bool inactive, string? search, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var all = db.Users.AsNoTracking().Where(user => user.DeletedAt == null);
        var shown = all.Where(user => user.Active == !inactive);
        if (Folding.Fold(search) is { Length: > 0 } part)
        {
            var upper = search!.Trim().ToUpperInvariant();
            shown = shown.Where(user => user.NameFolded.Contains(part) || (user.NormalizedEmail != null && user.NormalizedEmail.Contains(upper)));
        }

        var rows = await shown.OrderBy(user => user.NameFolded).ThenBy(user => user.Id).Take(MostShown).Select(user => new UserRow(
            user.Id, user.Name, user.Email, user.Role, db.Teams.Where(team => team.Id == user.TeamId).Select(team => team.Name).FirstOrDefault(), user.Active, user.PasswordHash == null)).ToListAsync(stop);
        return new UsersView(rows, inactive, search, await all.CountAsync(user => user.Active, stop), await all.CountAsync(user => !user.Active, stop));
    }

    private async Task<UserView> New(Actor actor, CurrentPage page, CancellationToken stop)
    {
        return new UserView(null, null, null, Role.Sales, null, true, true, false, await Teams(actor, stop), servers.Of(page.Workspace) is not null);
    }

    private async Task<UserView> One(Actor actor, CurrentPage page, Guid id, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id && one.DeletedAt == null, stop) ?? throw new RecordNotFound();
        return new UserView(user.Id, user.Name, user.Email, user.Role, user.TeamId, user.Active, user.PasswordHash is null, user.Id == actor.Id, await Teams(actor, stop), servers.Of(page.Workspace) is not null);
    }

    private async Task<PasswordLinkView> Invited(Actor actor, CurrentPage page, InviteUser.Invitation invitation, bool byMail, CancellationToken stop)
    {
        var view = await Linked(actor, page, invitation.UserId, invitation.PasswordPath, stop) with { IsInvitation = true };
        if (!byMail || servers.Of(page.Workspace) is not { } server) return view;
        try
        {
            var locale = locales.Of(page.Workspace, page.Workspace!.Language, null, null);
            await sender.Send(server, Letters.Invitation(view.Email!, view.Name, page.Workspace.Name, actor.Name, page.Workspace.AddressOr(options) + invitation.PasswordPath, locale), stop);
            return view with { Mailed = true };
        }
        catch (Core.Refused failure)
        {
            return view with { MailFailure = failure };
        }
    }

    private async Task<PasswordLinkView> Linked(Actor actor, CurrentPage page, Guid id, string path, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var user = await db.Users.AsNoTracking().Where(one => one.Id == id).Select(one => new { one.Name, one.Email }).FirstAsync(stop);
        // The administrator is at this address now; it is theirs to trust.
        var here = page.Workspace?.Address ?? $"{page.Http.Request.Scheme}://{page.Http.Request.Host}";
        return new PasswordLinkView(user.Name, user.Email, here + path, false, false, null);
    }
}
