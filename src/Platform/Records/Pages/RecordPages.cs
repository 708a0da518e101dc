using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Jobs;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Export;

namespace Tandem.Platform.Records.Pages;

/// <summary>The screens of a record type, made from its description: list, forms, inline edit, bulk edit and, if the module wishes, the record's page.</summary>
public static class RecordPages
{
    private const int Looks = 10;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>Services of the screens of one type.</summary>
    public static IServiceCollection AddRecordPages<T>(this IServiceCollection services) where T : class, IRecord =>
        services.AddScoped<RecordListQuery<T>>().AddScoped<Shapes.RecordGroups<T>>().AddScoped<Shapes.ListShapes<T>>().AddScoped<RecordForms<T>>().AddScoped<RecordCells<T>>().AddScoped<RecordFactsQuery<T>>().AddScoped<RecordPageQuery<T>>()
            .AddScoped<RecordConflict<T>>().AddScoped(provider => new ListNeighbours<T>(provider.GetRequiredService<RecordListQuery<T>>()));

    /// <summary>For modules that draw the forms or the page of a type themselves.</summary>
    public static IServiceCollection AddOwnFields<T>(this IServiceCollection services) where T : class, IRecord => services.AddScoped<RecordForms<T>>().AddScoped<RecordFactsQuery<T>>()
        .AddScoped(provider => new OwnFieldsOf<T>(provider.GetRequiredService<RecordForms<T>>(), provider.GetRequiredService<RecordFactsQuery<T>>(), provider.GetRequiredService<Readings>(), provider.GetRequiredService<RecordTypes>(), provider.GetRequiredService<CurrentPage>()));

    /// <summary>Which of the workspace's own fields do not concern a record as a form describes it.</summary>
    public static void MapConditions<T>(this RouteGroupBuilder group) where T : class, IRecord =>
        group.MapPost("conditions", async (Actor actor, CurrentPage page, RecordForms<T> forms, Readings readings, HttpContext http, Guid? id) =>
            TypedResults.Ok(new { hidden = await forms.Hidden(actor, id, await http.Request.ReadFormAsync(http.RequestAborted), await readings.Typed(page.Locale, http.RequestAborted), http.RequestAborted) }));

    public static void MapRecordPages<T>(this RouteGroupBuilder pages, RecordPageOptions options) where T : class, IRecord
    {
        var group = pages.MapGroup(options.Path);
        MapList<T>(group, options);
        MapColumns<T>(group);
        MapForms<T>(group, options);
        MapCells<T>(group, options);
        Bulk.Pages.BulkPages.Map<T>(group, options);
        History.Pages.HistoryPages.Map<T>(group, options);
        if (options is { HasPage: true, BuildsPage: true })
        {
            group.MapGet("{id:guid}", async (Actor actor, CurrentPage page, RecordPageQuery<T> query, HttpContext http, Guid id, string? list, string? show) =>
            {
                var view = await query.Run(actor, options.In(http), id, list, show, http.RequestAborted);
                return Page.Of<RecordPage>(view);
            });
        }
        else if (!options.HasPage)
        {
            group.MapGet("{id:guid}", (Guid id) => Page.SeeOther($"{options.Path}/{id}/edit"));
        }
    }

    private static void MapList<T>(RouteGroupBuilder group, RecordPageOptions options) where T : class, IRecord
    {
        group.MapGet("", async (Actor actor, CurrentPage page, RecordListQuery<T> list, HttpContext http) =>
        {
            if (!actor.Sees(http.RequestServices.GetRequiredService<RecordTypes>().Of(typeof(T))!.Key)) throw new RecordNotFound();
            var wish = RecordListRequest.ParsePage(http.Request.QueryString.Value);
            if (wish.IsBare && await list.Default(actor, http.RequestAborted) is { } view) return Page.SeeOther($"{options.In(http).Path}?view={view}", page.Notice);
            return Page.Of<RecordListPage>(await list.Run(actor, options.In(http), wish, page.Locale, http.RequestAborted));
        });
        group.MapGet("export", async (Actor actor, CurrentPage page, RecordListQuery<T> list, RecordExport<T> export, RecordTypes types, HttpContext http, bool? all) =>
        {
            var type = types.Of(typeof(T))!;
            if (!actor.Sees(type.Key)) throw new RecordNotFound();
            var (request, fields) = await list.Export(actor, RecordListRequest.Parse(http.Request.QueryString.Value), http.RequestAborted);
            http.Response.ContentType = "text/csv; charset=utf-8";
            http.Response.Headers.ContentDisposition = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"attachment; filename=\"{type.Plural}-{page.Locale.Today:yyyy-MM-dd}.csv\"");
            await export.Write(actor, request, all == true ? null : fields, SheetFormat.Csv, http.Response.Body, http.RequestAborted);
        });
        group.MapPost("export", async (Actor actor, RecordListQuery<T> list, JobQueue jobs, JobList open, RecordTypes types, TimeProvider clock, HttpContext http) =>
        {
            var type = types.Of(typeof(T))!;
            if (!actor.Sees(type.Key)) throw new RecordNotFound();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var back = LocalPath.Or(form["back"], options.In(http).Path);
            var (request, fields) = await list.Export(actor, RecordListRequest.Parse(back.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? back[at..] : ""), http.RequestAborted);
            var arguments = new ExportArguments(type.Key, request.Filter, request.Sort, request.Search, form["all"] == "1" ? null : [.. fields], form["format"] == "xlsx" ? SheetFormat.Xlsx : SheetFormat.Csv);
            var job = await jobs.Enqueue(actor, ExportJob.JobKind, arguments, "export.job", type.Plural, http.RequestAborted);
            // A short list is ready before the page that would show its progress.
            for (var look = 0; look < Looks && (await open.Get(actor, job, http.RequestAborted)).FinishedAt is null; look++) await Task.Delay(BetweenLooks, clock, http.RequestAborted);
            return Page.SeeOther(Bulk.Pages.BulkPages.With(back, job));
        });
        group.MapPost("columns", async (Actor actor, ChooseColumns choose, RecordTypes types, HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            await choose.Run(actor, types.Of(typeof(T))!, Guid.TryParse(form["view"], out var view) ? view : null, [.. form["columns"].OfType<string>()], http.RequestAborted);
            return Page.SeeOther(Back(form, options.In(http).Path));
        });
    }

    private static void MapColumns<T>(RouteGroupBuilder group) where T : class, IRecord
    {
        static Guid? View(IFormCollection form) => Guid.TryParse(form["view"], out var view) ? view : null;
        group.MapPost("columns/width", async (Actor actor, ChooseColumns choose, RecordTypes types, HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            await choose.Resize(actor, types.Of(typeof(T))!, View(form), form["column"].ToString(), int.TryParse(form["width"], System.Globalization.CultureInfo.InvariantCulture, out var width) ? width : null, http.RequestAborted);
            return TypedResults.NoContent();
        });
        group.MapPost("columns/order", async (Actor actor, ChooseColumns choose, RecordTypes types, HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            await choose.Arrange(actor, types.Of(typeof(T))!, View(form), [.. form["columns"].OfType<string>()], http.RequestAborted);
            return TypedResults.NoContent();
        });
    }

    private static void MapForms<T>(RouteGroupBuilder group, RecordPageOptions options) where T : class, IRecord
    {
        group.MapGet("new", async (Actor actor, CurrentPage page, RecordForms<T> forms, Readings readings, HttpContext http) =>
            Page.Of<RecordFormPage>(await forms.New(actor, options.In(http), http.Request.Query, await readings.Typed(page.Locale, http.RequestAborted), page.Locale, http.RequestAborted)));
        group.MapPost("", async (Actor actor, CurrentPage page, RecordForms<T> forms, RecordWriter<T> writer, Readings readings, RecordTypes types, HttpContext http) =>
        {
            var stop = http.RequestAborted;
            var form = await http.Request.ReadFormAsync(stop);
            var type = types.Of(typeof(T))!;
            var context = await readings.Typed(page.Locale, stop);
            try
            {
                var record = await writer.Create(actor, FieldValues.FromTexts(type, FormFields.Texts(type, form), context), stop);
                var back = Back(form, options.HasPage ? $"{options.In(http).Path}/{record.Id}" : options.In(http).Path);
                return Page.SeeOther(back, new Notice(page.Locale.T("record.created", ("name", type.Title.Read(record)))));
            }
            catch (Refused refused)
            {
                var view = await forms.New(actor, options.In(http), http.Request.Query, context, page.Locale, stop);
                return Page.Refused<RecordFormPage>(view with { Back = form["back"] }, new FormState(form, refused));
            }
        });
        group.MapConditions<T>();
        group.MapGet("{id:guid}/edit", async (Actor actor, CurrentPage page, RecordForms<T> forms, Readings readings, HttpContext http, Guid id, string? back) =>
            Page.Of<RecordFormPage>(await forms.Edit(actor, options.In(http), id, await readings.Typed(page.Locale, http.RequestAborted), http.RequestAborted) with { Back = back is ['/', not '/' and not '\\', ..] ? back : null }));
        group.MapPost("{id:guid}", async (Actor actor, CurrentPage page, RecordForms<T> forms, RecordWriter<T> writer, Readings readings, RecordTypes types, RecordConflict<T> conflict, HttpContext http, Guid id, SeenVersion version) =>
        {
            var stop = http.RequestAborted;
            var form = await http.Request.ReadFormAsync(stop);
            var type = types.Of(typeof(T))!;
            var context = await readings.Typed(page.Locale, stop);
            try
            {
                var record = await writer.Patch(actor, id, version, FieldValues.FromTexts(type, FormFields.Texts(type, form), context), stop);
                return Page.SeeOther(Back(form, options.HasPage ? $"{options.In(http).Path}/{id}" : options.In(http).Path), new Notice(page.Locale.T("record.saved", ("name", type.Title.Read(record)))));
            }
            catch (Exception problem) when (problem is Refused or Data.VersionChanged)
            {
                var refused = problem as Refused ?? await conflict.Since(actor, id, version, page.Locale, stop);
                var view = await forms.Edit(actor, options.In(http), id, context, stop);
                return Page.Refused<RecordFormPage>(view with { Back = form["back"] }, new FormState(form, refused));
            }
        });
        group.MapPost("{id:guid}/trash", async (Actor actor, CurrentPage page, RecordWriter<T> writer, HttpContext http, Guid id) =>
        {
            await writer.Trash(actor, id, version: null, http.RequestAborted);
            return Page.SeeOther(Back(await http.Request.ReadFormAsync(http.RequestAborted), options.In(http).Path), new Notice(page.Locale.T("record.trashed"), $"{options.In(http).Path}/{id}/restore"));
        });
        group.MapPost("{id:guid}/restore", async (Actor actor, CurrentPage page, RecordWriter<T> writer, HttpContext http, Guid id) =>
        {
            await writer.Restore(actor, id, http.RequestAborted);
            return Page.SeeOther(Back(await http.Request.ReadFormAsync(http.RequestAborted), options.HasPage ? $"{options.In(http).Path}/{id}" : options.In(http).Path), new Notice(page.Locale.T("record.restored")));
        });
    }

    private static void MapCells<T>(RouteGroupBuilder group, RecordPageOptions options) where T : class, IRecord
    {
        group.MapPost("board/{name}", async (Actor actor, CurrentPage page, RecordWriter<T> writer, RecordConflict<T> conflict, Readings readings, RecordTypes types, HttpContext http, string name, SeenVersion version) =>
            await Shapes.Pages.MoveCard.Run(actor, page, writer, conflict, types.Of(typeof(T))!, $"{options.In(http).Path}/board/{name}", name, version, http.Request.Form, await readings.Typed(page.Locale, http.RequestAborted), http.RequestAborted));
        group.MapGet("{id:guid}/cells/{name}", (Actor actor, CurrentPage page, RecordCells<T> cells, HttpContext http, Guid id, string name, string? shown) =>
            cells.Edit(actor, options.In(http), id, name, page.Locale, editing: shown is null, http.RequestAborted));
        group.MapPost("{id:guid}/cells/{name}", (Actor actor, CurrentPage page, RecordCells<T> cells, HttpContext http, Guid id, string name, SeenVersion version) =>
            cells.Save(actor, options.In(http), id, name, version, http.Request.Form, page.Locale, http.RequestAborted));
    }

    /// <summary>An address of this server that the form names, else <paramref name="otherwise"/>.</summary>
    private static string Back(IFormCollection form, string otherwise) =>
        form["back"].ToString() is { Length: > 1 } back && back[0] == '/' && back[1] is not ('/' or '\\') ? back : otherwise;
}
