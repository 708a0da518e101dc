using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Search;
using Tandem.Ui;

namespace Tandem.Platform.Records.Pages;

/// <summary>What a select with search offers: records of a type by any part of their text, or the first ones by name.</summary>
internal sealed class RecordOptions(Crm crm, RecordSearch search)
{
    private const int Most = 12;

    public static void Map(RouteGroupBuilder pages) => pages.MapGet("/records/{type}/options", async (Actor actor, RecordTypes types, RecordOptions options, HttpContext http, string type, string? q) =>
    {
        if (type != "any" && types.Find(type) is null) throw new RecordNotFound();
        return new RazorComponentResult<OptionList>(new { Options = await options.Find(actor, type == "any" ? null : type, q, http.RequestAborted), Query = q });
    });

    public async Task<IReadOnlyList<Option>> Find(Actor actor, string? type, string? text, CancellationToken stop)
    {
        if (!string.IsNullOrWhiteSpace(text))
            return [.. (await search.Find(actor, text, type, Most, stop)).Where(found => found.RecordType is not ("note" or "task" or "affiliation")).Select(found => Of(found.RecordId, found.RecordType, found.Title, found.Subtitle))];
        if (type is null) return [];
        await using var db = crm.Open(actor);
        var first = await db.RecordEntries.AsNoTracking().VisibleTo(actor, db).Where(entry => entry.RecordType == type).OrderBy(entry => entry.Title).Take(Most)
            .Select(entry => new { entry.RecordId, entry.RecordType, entry.Title, entry.Subtitle }).ToListAsync(stop);
        return [.. first.Select(entry => Of(entry.RecordId, entry.RecordType, entry.Title, entry.Subtitle))];
    }

    private static Option Of(Guid id, string type, string title, string? subtitle) => new(id.ToString(), title)
    {
        Detail = subtitle, Face = type switch { "company" => OptionFace.Company, "person" or "user" => OptionFace.Person, _ => OptionFace.None },
    };
}
