using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Fields;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;

namespace Tandem.Platform.CustomRecords;

/// <summary>A record type to add or to change.</summary>
/// <param name="Id">Null for a new one.</param>
public sealed record TypeDrawerView(Guid? Id, int Version, string? Key, string? Plural, string Icon, IReadOnlyDictionary<string, string> One, IReadOnlyDictionary<string, string> Many, IReadOnlyList<Language> Languages)
{
    public string Back => Key is null ? "/settings/fields" : $"/settings/fields/{Key}";
}

/// <summary>Record types of the workspace's own, under Settings.</summary>
internal static class TypePages
{
    public static void Map(RouteGroupBuilder settings)
    {
        var types = settings.MapGroup("/types");
        types.MapGet("/new", (CurrentPage page) => Page.Of<TypeDrawer>(New(page)));
        types.MapPost("", (Actor actor, IFormCollection form, TypeDefinitions definitions, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            var type = await definitions.Add(actor, Read(form), stop);
            return Page.SeeOther("/settings/fields/" + type.Key, new Notice(page.Locale.T("types.saved", ("name", NameOf(type, page)))));
        }, state => Task.FromResult<IResult>(Page.Refused<TypeDrawer>(New(page), state))));
        types.MapGet("/{id:guid}", async (Actor actor, Guid id, Crm crm, CurrentPage page, CancellationToken stop) => Page.Of<TypeDrawer>(await One(actor, id, crm, page, stop)));
        types.MapPost("/{id:guid}", (Actor actor, Guid id, IFormCollection form, SeenVersion version, TypeDefinitions definitions, Crm crm, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            var type = await definitions.Change(actor, id, version, Read(form), stop);
            return Page.SeeOther("/settings/fields/" + type.Key, new Notice(page.Locale.T("types.saved", ("name", NameOf(type, page)))));
        }, async state => Page.Refused<TypeDrawer>(await One(actor, id, crm, page, stop), state)));
        types.MapPost("/{id:guid}/remove", (Actor actor, Guid id, IFormCollection form, TypeDefinitions definitions, Crm crm, CurrentPage page, CancellationToken stop) => Page.Submit(form, async () =>
        {
            var name = page.Types.Types.FirstOrDefault(type => type.Id == id) is { } type ? NameOf(type, page) : "";
            await definitions.Remove(actor, id, stop);
            return Page.SeeOther("/settings/fields", new Notice(page.Locale.T("types.removed", ("name", name)), $"/settings/types/{id}/bring-back"));
        }, async state => Page.Refused<TypeDrawer>(await One(actor, id, crm, page, stop), state)));
        types.MapPost("/{id:guid}/bring-back", async (Actor actor, Guid id, TypeDefinitions definitions, CurrentPage page, CancellationToken stop) =>
        {
            var type = await definitions.BringBack(actor, id, stop);
            return Page.SeeOther("/settings/fields/" + type.Key, new Notice(page.Locale.T("types.back", ("name", NameOf(type, page)))));
        });
    }

    private static TypeDrawerView New(CurrentPage page) => new(null, 0, null, null, TypeDefinitions.Icons[0], new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal), LanguagesOf(page));

    private static async Task<TypeDrawerView> One(Actor actor, Guid id, Crm crm, CurrentPage page, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var type = await db.Set<CustomType>().AsNoTracking().Where(one => one.DeletedAt == null).Get(id, stop);
        return new TypeDrawerView(type.Id, type.Version, type.Key, type.Plural, type.Icon, type.One, type.Many, LanguagesOf(page));
    }

    private static TypeWish Read(IFormCollection form) => new(null, form["plural"], ByLanguage(form, "one."), ByLanguage(form, "many."), form["icon"]);

    private static Dictionary<string, string> ByLanguage(IFormCollection form, string prefix) => form.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value.ToString(), StringComparer.Ordinal);

    private static IReadOnlyList<Language> LanguagesOf(CurrentPage page) => [.. (page.Workspace?.Languages ?? ["en"]).Select(Languages.Find).OfType<Language>()];

    private static string NameOf(CustomType type, CurrentPage page) => WorkspaceWords.In(page.Locale.Language.Code, type.Many) ?? type.Plural;
}
