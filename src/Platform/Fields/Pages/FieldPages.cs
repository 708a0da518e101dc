using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Fields.Pages;

/// <summary>Fields and record types under Settings.</summary>
internal static class FieldPages
{
    public static void Map(RouteGroupBuilder settings)
    {
        var fields = settings.MapGroup("/fields");
        fields.MapGet("", () => Page.SeeOther("/settings/fields/company"));
        fields.MapGet("/{type}", async (Actor actor, string type, FieldScreens screens, CancellationToken stop) => Page.Of<FieldsPage>(await screens.List(actor, type, stop)));
        fields.MapGet("/{type}/new", (string type, FieldKind? kind, FieldScreens screens, CurrentPage page) =>
            kind is { } chosen ? (IResult)Page.Of<FieldDrawer>(screens.New(type, chosen)) : Page.Of<FieldKindDrawer>(screens.New(type, FieldKind.Text)));
        fields.MapGet("/{type}/preview", async (Actor actor, string type, Guid? id, PreviewField preview, HttpContext http, CurrentPage page, CancellationToken stop) =>
            Page.Of<FieldPreview>(await preview.Run(actor, type, id, FieldForm.Read(http.Request.Query, page.Locale), stop)));
        fields.MapPost("/{type}", (Actor actor, string type, IFormCollection form, FieldDefinitions definitions, FieldScreens screens, CurrentPage page, CancellationToken stop) =>
        {
            var wish = FieldForm.Read(form, page.Locale);
            return Page.Submit(form, async () =>
            {
                var field = await definitions.Add(actor, type, wish, stop);
                return Page.SeeOther("/settings/fields/" + type, new Notice(page.Locale.T("fields.saved", ("name", NameOf(field, page)))));
            }, state => Task.FromResult<IResult>(Page.Refused<FieldDrawer>(screens.New(type, wish.Kind) with { Labels = wish.Labels, Section = wish.Section, Settings = wish.Settings }, state)));
        });
        Layouts.Pages.LayoutScreen.Map(settings);
        MapOne(fields.MapGroup("/{type}/{id:guid}"));
    }

    private static void MapOne(RouteGroupBuilder one)
    {
        one.MapGet("", async (Actor actor, string type, Guid id, FieldScreens screens, CancellationToken stop) => Page.Of<FieldDrawer>(await screens.One(actor, type, id, stop)));
        one.MapPost("", (Actor actor, string type, Guid id, IFormCollection form, SeenVersion version, FieldDefinitions definitions, FieldScreens screens, CurrentPage page, CancellationToken stop) =>
        {
            var wish = FieldForm.Read(form, page.Locale);
            return Page.Submit(form, async () =>
            {
                var field = await definitions.Change(actor, id, version, wish, stop);
                return Page.SeeOther("/settings/fields/" + type, new Notice(page.Locale.T("fields.saved", ("name", NameOf(field, page)))));
            }, async state => Page.Refused<FieldDrawer>(await screens.One(actor, type, id, stop) with { Labels = wish.Labels, Section = wish.Section, Settings = wish.Settings, Kind = wish.Kind }, state));
        });
        one.MapGet("/computed", async (Actor actor, string type, Guid id, FieldScreens screens, PreviewField preview, CancellationToken stop) =>
        {
            var field = await screens.One(actor, type, id, stop);
            return Page.Of<FieldPreview>(await preview.Run(actor, type, id, new FieldWish(field.Name, field.Kind, [], null, field.Settings), stop));
        });
        one.MapPost("/place", async (Actor actor, string type, Guid id, IFormCollection form, FieldDefinitions definitions, CancellationToken stop) =>
        {
            await definitions.Place(actor, id, int.TryParse(form["place"], out var place) ? place : 0, stop);
            return Page.SeeOther("/settings/fields/" + type);
        });
        one.MapPost("/remove", async (Actor actor, string type, Guid id, FieldDefinitions definitions, CurrentPage page, CancellationToken stop) =>
        {
            var name = page.Types.Fields.FirstOrDefault(field => field.Id == id) is { } field ? NameOf(field, page) : "";
            await definitions.Remove(actor, id, stop);
            return Page.SeeOther("/settings/fields/" + type, new Notice(page.Locale.T("fields.removed", ("name", name)), $"/settings/fields/{type}/{id}/bring-back"));
        });
        one.MapPost("/bring-back", (Actor actor, string type, Guid id, FieldDefinitions definitions, FieldScreens screens, CurrentPage page, CancellationToken stop) => Page.Submit(async () =>
        {
            var field = await definitions.BringBack(actor, id, stop);
            return Page.SeeOther("/settings/fields/" + type, new Notice(page.Locale.T("fields.back", ("name", NameOf(field, page)))));
        }, async state => Page.Refused<FieldsPage>(await screens.List(actor, type, stop), state)));
    }

    private static string NameOf(CustomField field, CurrentPage page) => WorkspaceWords.In(page.Locale.Language.Code, field.Labels) ?? field.Name;
}
