using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Data;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Records.Views.Pages;

/// <summary>A view to save or to change.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="List">Address of the list that it is saved from.</param>
/// <param name="Leads">Whether the reader shares with everyone and chooses defaults.</param>
/// <param name="HasTeam">Whether there is a team to share it with.</param>
public sealed record ViewForm(Guid? Id, int Version, string Type, string List, string? Name, ViewScope Scope, IReadOnlyList<Role> DefaultFor, bool Leads, bool HasTeam);

/// <summary>What a list does with its views: save, save as, rename, share, discard, delete and bring back.</summary>
internal static class ViewPages
{
    public static void Map(RouteGroupBuilder pages)
    {
        var views = pages.MapGroup("/views");
        views.MapGet("/new", (Actor actor, RecordTypes types, string? type, string? list) => Page.Of<ViewDrawer>(New(actor, types, type, list)));
        views.MapPost("", (Actor actor, IFormCollection form, SaveView save, ChooseColumns choose, Crm crm, RecordTypes types, CurrentPage page, CancellationToken stop) => Submit(form, page, async () =>
        {
            var type = Known(actor, types, form["type"]);
            var request = RecordListRequest.Parse(QueryOf(ListOf(form, type)));
            var (look, kind) = await Look(crm, actor, type, request, stop);
            var view = await save.Add(actor, type.Key, Wish(form) with { Look = look, Kind = kind }, stop);
            // What was arranged went into the new view; the one it came from is as it was.
            if (Guid.TryParse(request.View, out var from)) await choose.Forget(actor, type.Key, from, stop);
            return Saved(page, ListOf(form, type), view);
        }, state => Page.Refused<ViewDrawer>(New(actor, types, form["type"], form["list"]), state)));
        views.MapGet("/{id:guid}", async (Actor actor, SaveView save, RecordTypes types, Guid id, string? list, CancellationToken stop) => Page.Of<ViewDrawer>(Known(actor, types, await save.Get(actor, id, stop), list)));
        views.MapPost("/{id:guid}", async (Actor actor, IFormCollection form, SaveView save, RecordTypes types, CurrentPage page, Guid id, SeenVersion version, CancellationToken stop) =>
        {
            var known = await save.Get(actor, id, stop);
            return await Submit(form, page, async () => Saved(page, ListOf(form, types[known.RecordType]), await save.Change(actor, id, version, Wish(form), stop)),
                state => Page.Refused<ViewDrawer>(Known(actor, types, known, form["list"]), state));
        });
        views.MapPost("/{id:guid}/save", async (Actor actor, IFormCollection form, SaveView save, ChooseColumns choose, Crm crm, RecordTypes types, CurrentPage page, Guid id, SeenVersion version, CancellationToken stop) =>
        {
            var type = types[(await save.Get(actor, id, stop)).RecordType];
            var list = ListOf(form, type);
            return await Submit(form, page, async () =>
            {
                var request = RecordListRequest.Parse(QueryOf(list)) with { View = id.ToString() };
                var (look, kind) = await Look(crm, actor, type, request, stop);
                var view = await save.Change(actor, id, version, new ViewWish(Look: look, Kind: kind), stop);
                await choose.Forget(actor, type.Key, id, stop);
                return Saved(page, list, view);
            }, state => Page.SeeOther(list, new Notice(page.Locale.T("refused." + state.Refused!.Code, [.. state.Refused.Args]))));
        });
        views.MapPost("/{id:guid}/discard", async (Actor actor, IFormCollection form, SaveView save, ChooseColumns choose, RecordTypes types, Guid id, CancellationToken stop) =>
        {
            var view = await save.Get(actor, id, stop);
            await choose.Forget(actor, view.RecordType, id, stop);
            return Page.SeeOther(Address(ListOf(form, types[view.RecordType]), view));
        });
        views.MapPost("/{id:guid}/trash", async (Actor actor, IFormCollection form, SaveView save, RecordTypes types, CurrentPage page, Guid id, CancellationToken stop) =>
        {
            var type = types[(await save.Get(actor, id, stop)).RecordType];
            return await Submit(form, page, async () =>
            {
                var view = await save.Trash(actor, id, stop);
                return Page.SeeOther(PathOf(ListOf(form, type)), new Notice(page.Locale.T("view.deleted", ("name", view.Name)), $"/views/{id}/restore", new Dictionary<string, string>(StringComparer.Ordinal) { ["list"] = PathOf(ListOf(form, type)) }));
            }, state => Page.SeeOther(ListOf(form, type), new Notice(page.Locale.T("refused." + state.Refused!.Code))));
        });
        views.MapPost("/{id:guid}/restore", async (Actor actor, IFormCollection form, SaveView save, RecordTypes types, CurrentPage page, Guid id, CancellationToken stop) =>
        {
            var view = await save.Restore(actor, id, stop);
            return Page.SeeOther(Address(ListOf(form, types.Find(view.RecordType) ?? throw new RecordNotFound()), view), new Notice(page.Locale.T("view.restored", ("name", view.Name))));
        });
    }

    /// <summary>The look of a list as it is shown, with the columns that its reader arranged.</summary>
    private static async Task<(ViewLook Look, ViewKind Kind)> Look(Crm crm, Actor actor, RecordType type, RecordListRequest request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var open = Guid.TryParse(request.View, out var id) ? (await KnownViews.Of(db, actor, type.Key, stop)).Find(view => view.Id == id) : null;
        var shown = request.In(open);
        return (shown.Look with { Columns = await ChooseColumns.Of(db, actor, type, open?.Id, stop) ?? open?.Look.Columns ?? [] }, shown.Kind);
    }

    private static async Task<IResult> Submit(IFormCollection form, CurrentPage page, Func<Task<IResult>> work, Func<FormState, IResult> again)
    {
        try
        {
            return await work();
        }
        catch (Refused refused)
        {
            return again(new FormState(form, refused));
        }
        catch (Core.Filters.FilterError error)
        {
            return again(new FormState(form, new Refused(ViewRefusals.BrokenFilter, ("why", page.Locale.T(error.Key, [.. error.Args])))));
        }
        catch (VersionChanged)
        {
            return again(new FormState(form, new Refused(ApiRefusals.VersionChanged)));
        }
    }

    private static ViewWish Wish(IFormCollection form) => new(form["name"].ToString(), Scope: Enum.TryParse<ViewScope>(form["scope"], ignoreCase: true, out var scope) && Enum.IsDefined(scope) ? scope : null,
        DefaultFor: form.ContainsKey("asksRoles") ? [.. form["roles"].Select(role => Enum.TryParse<Role>(role, out var one) && Enum.IsDefined(one) ? one : throw new BadHttpRequestException("Not a role."))] : null);

    private static IResult Saved(CurrentPage page, string list, SavedView view) => Page.SeeOther(Address(list, view), new Notice(page.Locale.T("view.saved", ("name", view.Name))));

    private static ViewForm New(Actor actor, RecordTypes types, string? type, string? list) =>
        new(null, 0, Known(actor, types, type).Key, LocalPath.Or(list, Known(actor, types, type).Path), null, ViewScope.Mine, [], SavedView.Leads(actor), actor.TeamId is not null);

    private static ViewForm Known(Actor actor, RecordTypes types, SavedView view, string? list) => view.MayBeChangedBy(actor)
        ? new(view.Id, view.Version, view.RecordType, LocalPath.Or(list, types[view.RecordType].Path), view.Name, view.Scope, view.DefaultFor, SavedView.Leads(actor), view.TeamId is not null)
        : throw new Refused(AccessRefusals.NotYours);

    private static RecordType Known(Actor actor, RecordTypes types, string? key) => types.Find(key ?? "") is { } type && actor.Sees(type.Key) ? type : throw new RecordNotFound();

    private static string ListOf(IFormCollection form, RecordType type) => LocalPath.Or(form["list"], type.Path);

    private static string PathOf(string list) => list.Split('?')[0];

    private static string QueryOf(string list) => list.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? list[at..] : "";

    private static string Address(string list, SavedView view) => $"{PathOf(list)}?view={view.Id}";
}
