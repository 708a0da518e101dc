using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Localization;

namespace Tandem.Ui.Gallery;

/// <summary>The gallery and what its specimens talk to. It keeps no state; mapped in development and in tests.</summary>
public static class GalleryEndpoints
{
    public const string Home = "/ui";
    internal const string Search = "/ui/demo/search";
    internal const string Options = "/ui/demo/options";
    internal const string Drawer = "/ui/demo/drawer";
    internal const string Dialog = "/ui/demo/dialog";
    internal const string Form = "/ui/demo/form";
    internal const string Toast = "/ui/demo/toast";
    internal const string Undo = "/ui/demo/undo";
    internal const string Move = "/ui/demo/move";
    internal const string Cell = "/ui/demo/cell";

    /// <summary>Maps <c>/ui</c>: every component in every state.</summary>
    public static void MapGallery(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Home, (string? left, string? right, bool? swap, bool? live) =>
            new RazorComponentResult<Gallery>(new { Left = left ?? "en", Right = right ?? "fa", Swap = swap ?? false, Live = live ?? false }));
        routes.MapGet(Home + "/shell", (bool? rail, bool? live) => new RazorComponentResult<ShellPage>(new { Rail = rail ?? false, Live = live ?? false }));
        routes.MapGet(Search, (Screen screen, string? q) => new RazorComponentResult<PaletteResults>(new { Groups = Find(screen.Locale, q), Query = q }));
        routes.MapGet(Options, (Screen screen, string? q) => new RazorComponentResult<OptionList>(new { Options = People(screen.Locale, q), Query = q }));
        routes.MapGet(Drawer, () => new RazorComponentResult<EditPage>(new { }));
        routes.MapPost(Drawer, (Screen screen, [FromForm] string? name) => string.IsNullOrWhiteSpace(name)
            ? (IResult)new RazorComponentResult<EditPage>(new { Name = name, Problems = FormProblems.Of("name", screen.Locale.T("ui.gallery.name.error")) }) { StatusCode = StatusCodes.Status422UnprocessableEntity }
            : TypedResults.Redirect(Home));
        routes.MapGet(Dialog, () => new RazorComponentResult<AskPage>(new { }));
        routes.MapPost(Dialog, (HttpRequest request, Screen screen, [FromForm] string? reason) => Said(request, screen, "ui.gallery.lost", reason));
        routes.MapPost(Form, (HttpRequest request, Screen screen, IFormCollection form) => Said(request, screen, "ui.gallery.saved", form.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        routes.MapPost(Toast, (HttpRequest request, Screen screen, IFormCollection form) => Said(request, screen, "ui.gallery.done-it", form["ids"].ToString()));
        routes.MapPost(Undo, (HttpRequest request, Screen screen, IFormCollection form) => Said(request, screen, "ui.gallery.undone", form["what"].ToString(), canUndo: false));
        routes.MapPost(Move, Moved);
        routes.MapGet(Cell + "/{row}", (string row, decimal value, Screen screen) => new RazorComponentResult<CellFragment>(new { Row = row, Editing = true, Text = screen.Locale.Number(value) }));
        routes.MapPost(Cell + "/{row}", Saved);
    }

    // Without JavaScript there is nobody to take a stream; the page itself is the answer then.
    private static IResult Said(HttpRequest request, Screen screen, string key, string? about, bool canUndo = true) => !request.TakesStreams()
        ? TypedResults.Redirect(Home)
        : UiEndpoints.Stream<ToastStream>(new
        {
            Text = screen.Locale.T(key),
            UndoUrl = canUndo ? Undo : null,
            UndoFields = new (string, object?)[] { ("what", about) },
        });

    private static IResult Moved(HttpRequest request, Screen screen, [FromForm] string id, [FromForm] string to, [FromForm] int version) => to == "propose" && id.EndsWith('1')
        ? TypedResults.Problem(title: screen.Locale.T("ui.gallery.gate"), statusCode: StatusCodes.Status422UnprocessableEntity)
        : to == "propose" ? Said(request, screen, "ui.gallery.moved", $"{id} {version}") : TypedResults.NoContent();

    private static RazorComponentResult<CellFragment> Saved(Screen screen, string row, [FromForm] string? value) => screen.Locale.TryParseDecimal(value, out var amount)
        ? amount == 409
            ? new(new { Row = row, Editing = true, Text = value, Conflict = screen.Locale.T("ui.gallery.conflict", ("amount", new Core.Finance.Money(190000, "EUR"))) }) { StatusCode = StatusCodes.Status409Conflict }
            : new(new { Row = row, Amount = amount })
        : new(new { Row = row, Editing = true, Text = value, Problems = FormProblems.Of("value", screen.Locale.T("ui.gallery.amount.number")) }) { StatusCode = StatusCodes.Status422UnprocessableEntity };

    private static IReadOnlyList<PaletteGroup> Find(Locale locale, string? q) => [.. FloatingSpecimens.Results(locale)
        .Select(group => group with { Items = [.. group.Items.Where(item => item.Text.Contains(q ?? "", StringComparison.OrdinalIgnoreCase))] })];

    private static IEnumerable<Option> People(Locale locale, string? q) => Enumerable.Range(1, 5)
        .Select(i => new Option($"{i}", locale.T($"ui.gallery.person.{i}")) { Face = OptionFace.Person, Detail = locale.T("ui.gallery.person") })
        .Where(option => option.Text.Contains(q ?? "", StringComparison.OrdinalIgnoreCase));
}
