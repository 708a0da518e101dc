using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Files;
using Tandem.Platform.Hosting;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Import.Pages;

/// <summary>The screens of the import: handing files in, the plan, progress, the report.</summary>
internal static class ImportPages
{
    public static void Map(RouteGroupBuilder pages)
    {
        var most = ((IEndpointRouteBuilder)pages).ServiceProvider.GetRequiredService<TandemOptions>().MaxUpload;
        pages.MapGet("/import", async (Actor actor, ImportQuery query, CancellationToken stop) => Page.Of<ImportsPage>(await query.List(actor, stop)));
        pages.MapPost("/import", HandIn).WithMetadata(new BodyLimit(most));
        pages.MapGet("/import/{id:guid}", One);
        pages.MapPost("/import/{id:guid}", Plan);
        pages.MapPost("/import/{id:guid}/pause", (Guid id, Actor actor, Imports imports, CancellationToken stop) => Then(id, imports.Pause(actor, id, stop)));
        pages.MapPost("/import/{id:guid}/start", (Guid id, Actor actor, Imports imports, CancellationToken stop) => Then(id, imports.Start(actor, id, stop)));
        pages.MapPost("/import/{id:guid}/revert", (Guid id, Actor actor, Imports imports, CancellationToken stop) => Then(id, imports.Revert(actor, id, stop)));
        pages.MapGet("/import/{id:guid}/refused/{file:int}", RefusedFile);
    }

    private static async Task<IResult> HandIn(HttpContext http, Actor actor, Imports imports, ImportQuery query)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        try
        {
            var files = form.Files.Where(file => file.FileName.Length > 0).Select(file => new IncomingFile(file.FileName, file.OpenReadStream())).ToList();
            var run = await imports.HandIn(actor, files, only: null, http.RequestAborted);
            return Page.SeeOther($"/import/{run.Id}");
        }
        catch (Refused refused)
        {
            return Page.Refused<ImportsPage>(await query.List(actor, http.RequestAborted), new FormState(form, refused));
        }
    }

    private static async Task<IResult> One(Guid id, int? changes, Actor actor, CurrentPage page, ImportQuery query, CancellationToken stop) =>
        Page.Of<ImportPage>(await query.One(actor, page.Locale, id, changes ?? ImportQuery.ChangesAtOnce, stop));

    private static async Task<IResult> Plan(Guid id, HttpContext http, Actor actor, CurrentPage page, Imports imports, PlanForm plan, ImportQuery query)
    {
        var stop = http.RequestAborted;
        var form = await http.Request.ReadFormAsync(stop);
        try
        {
            var run = await imports.Change(actor, id, one => plan.Apply(actor, one, form, stop), stop);
            var start = form.ContainsKey("start");
            if (run is { Plan.Large: true, Preview: null })
            {
                await imports.ReadLater(actor, id, start, stop);
                return Page.SeeOther($"/import/{id}");
            }

            if (run.Preview is null || !start) await imports.Preview(actor, id, stop);
            if (start) await imports.Start(actor, id, stop);
            return Page.SeeOther($"/import/{id}");
        }
        catch (Refused refused)
        {
            return Page.Refused<ImportPage>(await query.One(actor, page.Locale, id, ImportQuery.ChangesAtOnce, stop), new FormState(form, refused));
        }
    }

    private static async Task<IResult> Then(Guid id, Task step)
    {
        await step;
        return Page.SeeOther($"/import/{id}");
    }

    private static async Task RefusedFile(Guid id, int file, HttpContext http, Actor actor, CurrentPage page, Imports imports, RefusedRows rows)
    {
        var run = await imports.Get(actor, id, http.RequestAborted);
        if (file < 0 || file >= run.Plan.Files.Count) throw new Records.RecordNotFound();
        http.Response.ContentType = "text/csv; charset=utf-8";
        var disposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(Path.GetFileNameWithoutExtension(run.Plan.Files[file].Name) + "-" + page.Locale.T("import.refused.file") + ".csv");
        http.Response.Headers.ContentDisposition = disposition.ToString();
        await rows.Write(actor, id, file, http.Response.Body, page.Locale.Texts, http.RequestAborted);
    }
}
