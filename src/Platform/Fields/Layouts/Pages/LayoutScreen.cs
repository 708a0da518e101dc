using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;

namespace Tandem.Platform.Fields.Layouts.Pages;

/// <summary>A layout while it is arranged.</summary>
/// <param name="Role">Null for everyone.</param>
/// <param name="Made">Whether there is one to reset.</param>
/// <param name="Hidden">Fields that the layout does not place.</param>
public sealed record LayoutView(RecordType Type, Role? Role, bool Made, PageLayout Layout, IReadOnlyList<Field> Hidden)
{
    public string Path => $"/settings/fields/{Type.Key}/layout";

    public string Href(Role? role) => role is null ? Path : $"{Path}?role={role}";
}

/// <summary>The screen on which an administrator lays pages and forms out; every button is a form of its own.</summary>
internal static class LayoutScreen
{
    public static void Map(RouteGroupBuilder settings)
    {
        var layout = settings.MapGroup("/fields/{type}/layout");
        layout.MapGet("", (Actor actor, string type, Role? role, RecordTypes types, CurrentPage page) => Page.Of<LayoutPage>(Of(actor, type, role, types, page)));
        void Button(string path, Action<PageLayout, IFormCollection> change) => layout.MapPost(path, (Actor actor, string type, Role? role, IFormCollection form, ArrangeLayout arrange, RecordTypes types, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            await arrange.Run(actor, type, role, one => change(one, form), stop);
            return Page.SeeOther(HrefOf(type, role));
        }, state => Task.FromResult<IResult>(Page.Refused<LayoutPage>(Of(actor, type, role, types, page), state))));
        layout.MapPost("fields/{field}/place", (Actor actor, string type, Role? role, string field, IFormCollection form, ArrangeLayout arrange, RecordTypes types, CancellationToken stop) =>
            Place(actor, type, role, field, form, arrange, types, stop));
        layout.MapPost("fields/{field}/quick", async (Actor actor, string type, Role? role, string field, IFormCollection form, ArrangeLayout arrange, RecordTypes types, CancellationToken stop) =>
        {
            Known(types, type, field);
            await arrange.Run(actor, type, role, one => one.Ask(field, form["quick"] == "true"), stop);
            return Page.SeeOther(HrefOf(type, role));
        });
        Button("sections", (one, form) => one.AddSection(form["title"]));
        Button("sections/change", (one, form) => one.ChangeSection(Number(form, "section") ?? -1, form["title"], Number(form, "columns") ?? 1));
        Button("sections/move", (one, form) => one.MoveSection(Number(form, "section") ?? -1, Number(form, "by") ?? 0));
        Button("sections/remove", (one, form) => one.RemoveSection(Number(form, "section") ?? -1));
        layout.MapPost("reset", async (Actor actor, string type, Role? role, ArrangeLayout arrange, CurrentPage page, CancellationToken stop) =>
        {
            await arrange.Reset(actor, type, role, stop);
            return Page.SeeOther(HrefOf(type, role), new Notice(page.Locale.T("layout.was-reset")));
        });
    }

    private static async Task<IResult> Place(Actor actor, string type, Role? role, string field, IFormCollection form, ArrangeLayout arrange, RecordTypes types, CancellationToken stop)
    {
        Known(types, type, field);
        await arrange.Run(actor, type, role, one =>
        {
            var here = one.Sections.FindIndex(section => section.Fields.Contains(field));
            one.Place(field, form["section"] == "none" ? null : Number(form, "section") ?? Math.Max(0, here), Number(form, "place"));
        }, stop);
        return Page.SeeOther(HrefOf(type, role));
    }

    private static LayoutView Of(Actor actor, string type, Role? role, RecordTypes types, CurrentPage page)
    {
        actor.DemandAdministrator();
        if (types.Find(type) is not { TakesCustomFields: true } described) throw new RecordNotFound();
        var made = page.Types.Layouts.FirstOrDefault(layout => layout.RecordType == type && layout.Role == role);
        var layout = made ?? page.Types.Layouts.FirstOrDefault(one => one.RecordType == type && one.Role is null) ?? PageLayout.Usual(described);
        var placed = layout.Sections.SelectMany(section => section.Fields).ToHashSet(StringComparer.Ordinal);
        return new LayoutView(described, role, made is not null, layout, [.. PageLayout.Placeable(described).Where(field => !placed.Contains(field.Name))]);
    }

    private static void Known(RecordTypes types, string type, string field)
    {
        if (types.Find(type)?.Find(field) is null) throw new RecordNotFound();
    }

    private static string HrefOf(string type, Role? role) => role is null ? $"/settings/fields/{type}/layout" : $"/settings/fields/{type}/layout?role={role}";

    private static int? Number(IFormCollection form, string name) => int.TryParse(form[name], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
