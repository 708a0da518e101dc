using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Api;
using Tandem.Platform.Pages;
using Tandem.Platform.Settings;

namespace Tandem.Sales.Pipelines;

/// <summary>Settings of pipelines, stages and lost reasons: each form changes one thing and returns here.</summary>
internal sealed class PipelinePages(PipelineSettingsQuery settings, RecordTypes types, Readings readings)
{
    private readonly PipelineSettingsQuery settings = settings;
    private readonly RecordTypes types = types;

    internal const string Here = "/settings/pipelines";

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(Here, async (PipelinePages forms, Actor actor, CancellationToken stop) => actor.MayEditSome("pipeline")
            ? (IResult)Page.Of<PipelinesPage>(await forms.settings.Run(actor, stop))
            : new RazorComponentResult<DeniedPage>(new { }) { StatusCode = StatusCodes.Status403Forbidden });
        pages.MapPost(Here + "/begin", async (Actor actor, BeginSelling begin, CancellationToken stop) =>
        {
            await begin.Run(actor, stop);
            return Page.SeeOther("/deals");
        });
        pages.MapPost(Here, (PipelinePages forms, Actor actor, RecordWriter<Pipeline> writer, CurrentPage page, HttpContext http) =>
            forms.Save(actor, http, page, "pipeline", [], async values => { await writer.Create(actor, values, http.RequestAborted); }));
        pages.MapPost(Here + "/{id:guid}", (PipelinePages forms, Actor actor, RecordWriter<Pipeline> writer, CurrentPage page, HttpContext http, Guid id, SeenVersion version) =>
            forms.Save(actor, http, page, "pipeline", [], async values => { await writer.Patch(actor, id, version, values, http.RequestAborted); }));
        pages.MapPost(Here + "/{id:guid}/archive", Archive);
        pages.MapPost(Here + "/{id:guid}/delete", (PipelinePages forms, Actor actor, RecordWriter<Pipeline> writer, CurrentPage page, HttpContext http, Guid id, SeenVersion version) => forms.Do(actor, http, async () =>
        {
            await writer.Trash(actor, id, version, http.RequestAborted);
            return Page.SeeOther(Here, new Notice(page.Locale.T("pipeline.deleted"), $"{Here}/{id}/restore"));
        }));
        pages.MapPost(Here + "/{id:guid}/restore", async (Actor actor, RecordWriter<Pipeline> writer, Guid id, CancellationToken stop) =>
        {
            await writer.Restore(actor, id, stop);
            return Page.SeeOther(Here);
        });
        pages.MapPost(Here + "/{id:guid}/place", async (Actor actor, MovePipeline move, Guid id, [FromForm] int place, CancellationToken stop) =>
        {
            await move.Run(actor, id, new(place), stop);
            return Page.SeeOther(Here);
        });
        pages.MapPost(Here + "/{id:guid}/stages", (PipelinePages forms, Actor actor, RecordWriter<Stage> writer, CurrentPage page, HttpContext http, Guid id) =>
            forms.Save(actor, http, page, "stage", [KeyValuePair.Create("pipelineId", (string?)id.ToString())], async values => { await writer.Create(actor, values, http.RequestAborted); }));
        MapStages(pages);
        LostReasonPages.Map(pages);
    }

    private static void MapStages(RouteGroupBuilder pages)
    {
        pages.MapPost("/settings/stages/{id:guid}", (PipelinePages forms, Actor actor, RecordWriter<Stage> writer, CurrentPage page, HttpContext http, Guid id, SeenVersion version) =>
            forms.Save(actor, http, page, "stage", [], async values => { await writer.Patch(actor, id, version, values, http.RequestAborted); }));
        pages.MapPost("/settings/stages/{id:guid}/place", async (Actor actor, MoveStage move, Guid id, [FromForm] int place, CancellationToken stop) =>
        {
            await move.Run(actor, id, new(place), stop);
            return Page.SeeOther(Here);
        });
        pages.MapGet("/settings/stages/{id:guid}/remove", async (PipelinePages forms, Actor actor, Guid id, CancellationToken stop) =>
            Page.Of<RemoveStagePage>(await forms.settings.Removal(actor, id, stop)));
        pages.MapPost("/settings/stages/{id:guid}/remove", async (PipelinePages forms, Actor actor, RemoveStage remove, HttpContext http, Guid id) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            try
            {
                await remove.Run(actor, id, new(Guid.TryParse(form["dealsTo"], out var to) ? to : null), http.RequestAborted);
                return Page.SeeOther(Here);
            }
            catch (Refused refused)
            {
                return Page.Refused<RemoveStagePage>(await forms.settings.Removal(actor, id, http.RequestAborted), new FormState(form, refused));
            }
        });
    }

    private static Task<IResult> Archive(
        PipelinePages forms, Actor actor, RecordWriter<Pipeline> writer, CurrentPage page, HttpContext http, Guid id, SeenVersion version, [FromForm] bool archived) => forms.Do(actor, http, async () =>
    {
        var pipeline = await writer.Patch(actor, id, version, new FieldValues(forms.types["pipeline"]) { ["archived"] = archived }, http.RequestAborted);
        return Page.SeeOther(Here, new Notice(page.Locale.T(archived ? "pipeline.was-archived" : "pipeline.in-use", ("pipeline", pipeline.Name)), $"{Here}/{id}/archive",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["version"] = $"{pipeline.Version}", ["archived"] = archived ? "false" : "true" }));
    });

    /// <summary>Reads the form as fields of a record type, does the work, and shows the page again with what was refused.</summary>
    internal async Task<IResult> Save(Actor actor, HttpContext http, CurrentPage page, string type, IEnumerable<KeyValuePair<string, string?>> more, Func<FieldValues, Task> work)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return await Do(actor, http, async () =>
        {
            var texts = form.Where(field => types[type].FindByJson(field.Key) is not null).Select(field => KeyValuePair.Create(field.Key, (string?)field.Value.ToString()));
            await work(FieldValues.FromTexts(types[type], texts.Concat(more), await readings.Typed(page.Locale, http.RequestAborted)));
            return Page.SeeOther(Here, new Notice(page.Locale.T("pipeline.saved")));
        });
    }

    /// <summary>Does what a form asks for. What is refused, or was changed by somebody else meanwhile, is said above the page as it is now.</summary>
    internal async Task<IResult> Do(Actor actor, HttpContext http, Func<Task<IResult>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception problem) when (problem is Refused { Code: not AccessRefusals.NotYours } or VersionChanged)
        {
            var refused = problem as Refused ?? new Refused(PipelineRefusals.ChangedSince);
            return Page.Refused<PipelinesPage>(await settings.Run(actor, http.RequestAborted), new FormState(http.Request.Form, refused));
        }
    }
}
