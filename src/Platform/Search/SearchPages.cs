using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Navigation;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;
using Tandem.Ui;

namespace Tandem.Platform.Search;

/// <summary>What the search page and the command palette show.</summary>
public sealed record SearchView(string Query, IReadOnlyList<PaletteGroup> Groups);

/// <summary>The command palette: records by any part of their text, and every destination and action by its name.</summary>
internal sealed class SearchPages(RecordSearch search, RecordTypes types, ModuleSet modules, RecentNames recently, Following.Favourites favourites)
{
    private const int MostRecords = 60;

    public static void Map(RouteGroupBuilder pages) => pages.MapGet("/search", async (Actor actor, CurrentPage page, SearchPages found, HttpContext http, string? q) =>
    {
        var palette = http.Request.AskingFrame() == "palette";
        var view = await found.Find(actor, page.Locale, q?.Trim() ?? "", http.Request, palette ? 5 : 20, http.RequestAborted);
        return palette
            ? (IResult)new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<PaletteResults>(new { view.Groups, view.Query })
            : Page.Of<SearchPage>(view);
    });

    /// <param name="mostOfAType">So that the deals of a company do not hide the company.</param>
    private async Task<SearchView> Find(Actor actor, Locale locale, string query, HttpRequest request, int mostOfAType, CancellationToken stop)
    {
        var destinations = new PaletteGroup(locale.T("search.go-to"), Destinations(actor, locale, query));
        if (query.Length == 0) return new SearchView(query, [new PaletteGroup(locale.T("search.recent"), [.. (await recently.Of(actor, request, stop)).Select(one => Item(one.Name, locale))]), new PaletteGroup(locale.T("nav.favourites"), [.. (await favourites.Of(actor, stop)).Select(name => Item(name, locale))]), destinations]);
        var records = await search.Find(actor, query, recordType: null, MostRecords, stop);
        return new SearchView(query,
        [
            .. records.GroupBy(found => found.RecordType).OrderBy(type => type.Key == "file").Select(type => new PaletteGroup(locale.T(types[type.Key].Label + ".plural"), [.. type.Take(mostOfAType).Select(found => Item(found, locale))])),
            destinations,
        ]);
    }

    private PaletteItem Item(RecordName name, Locale locale) => Item(new Found(name.Id, name.RecordType, name.Title, name.Subtitle) { PictureUrl = name.PictureUrl }, locale);

    private PaletteItem Item(Found found, Locale locale)
    {
        var type = types[found.RecordType];
        return new PaletteItem(found.Title, found.On is { } on ? $"{types[on.RecordType].Path}/{on.Id}" : $"{type.Path}/{found.RecordId}")
        {
            Detail = (found.On?.Title ?? found.Subtitle) is { } detail ? $"{locale.T(type.Label)} · {detail}" : locale.T(type.Label),
            Icon = type.Icon,
            PictureUrl = found.PictureUrl,
            Face = found.RecordType switch { "company" => OptionFace.Company, "person" or "user" => OptionFace.Person, _ => default },
        };
    }

    /// <summary>The list of one of the workspace's own types.</summary>
    private static NavigationEntry Own(RecordType type) => new(NavigationGroup.Companies, 0, type.Label + ".plural", type.Icon, type.Path, VisibleTo: actor => actor.Sees(type.Key));

    private List<PaletteItem> Destinations(Actor actor, Locale locale, string query)
    {
        var navigation = modules.All.SelectMany(module => module.Navigation).Concat(types.All.Where(type => type.SharesEntity).Select(Own)).Where(entry => entry.VisibleTo?.Invoke(actor) ?? true)
            .Select(entry => new PaletteItem(locale.T(entry.Label), entry.Path) { Icon = entry.Icon, Key = entry.Key is { } key ? $"G {key}" : null });
        var settings = modules.All.SelectMany(module => module.Settings).Where(entry => !entry.Administrators || actor.IsAdministrator)
            .Select(entry => new PaletteItem(locale.T(entry.Label), entry.Path) { Icon = entry.Icon, Detail = locale.T("nav.settings") });
        var actions = modules.All.SelectMany(module => module.Actions).Where(action => action.VisibleTo?.Invoke(actor) ?? true)
            .Select(action => new PaletteItem(locale.T(action.Label), action.Path) { Icon = action.Icon, Key = action.Keys, Frame = action.Frame });
        var folded = Core.Text.Folding.Fold(query) ?? "";
        return [.. actions.Concat(navigation).Concat(settings)
            .Where(item => folded.Length == 0 || (Core.Text.Folding.Fold(item.Text) ?? "").Contains(folded, StringComparison.Ordinal))
            .Take(folded.Length == 0 ? 8 : 10)];
    }
}
