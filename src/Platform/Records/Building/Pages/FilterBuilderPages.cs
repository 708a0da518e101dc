using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;
using Tandem.Ui;

namespace Tandem.Platform.Records.Building.Pages;

/// <summary>What the filter builder asks for while a filter is put together: <c>/filters/{type}</c>.</summary>
internal static class FilterBuilderPages
{
    public static void Map(RouteGroupBuilder pages)
    {
        var filters = pages.MapGroup("/filters/{type}");
        filters.MapPost("/build", async (Actor actor, FilterBuilder builder, CurrentPage page, string type, BuilderRequest request, CancellationToken stop) =>
            new RazorComponentResult<FilterBuilderPanel>(new { Model = await builder.Run(actor, type, request, page.Locale, stop) }));
        filters.MapGet("/suggestions", async (Actor actor, FilterBuilder builder, CurrentPage page, string type, string? text, int? at, CancellationToken stop) =>
            new RazorComponentResult<FilterSuggestions>(new { Items = await builder.Suggest(actor, type, text ?? "", at, page.Locale, stop) }));
        filters.MapGet("/values", async (Actor actor, FilterBuilder builder, string type, string? subject, string? q, CancellationToken stop) =>
            new RazorComponentResult<ValueOptions>(new { Values = await builder.Values(actor, type, subject, q, stop) }));
        filters.MapGet("/records", async (Actor actor, RecordOptions options, RecordTypes types, CurrentPage page, string type, string? q, CancellationToken stop) =>
        {
            if (type != "any" && types.Find(type) is null) throw new RecordNotFound();
            var words = type switch { "user" => new[] { "me", "my team" }, "team" => ["my team"], _ => [] };
            var own = words.Select(word => new Option(word, page.Locale.T("filter.word." + word.Replace(' ', '-')))).Where(option => string.IsNullOrWhiteSpace(q) || option.Text.Contains(q, StringComparison.CurrentCultureIgnoreCase));
            var found = await options.Find(actor, type == "any" ? null : type, q, stop);
            return new RazorComponentResult<OptionList>(new { Options = own.Concat(found.Select(option => option with { Value = Filter.Quote(option.Value) })), Query = q });
        });
    }
}
