using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Api;
using Tandem.Platform.Pages;

namespace Tandem.Sales.Pipelines;

/// <summary>Settings of the reasons for losing deals, on the page of the pipelines.</summary>
internal static class LostReasonPages
{
    private const string Path = "/settings/lost-reasons";

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapPost(Path, (PipelinePages forms, Actor actor, RecordWriter<LostReason> writer, CurrentPage page, HttpContext http) =>
            forms.Save(actor, http, page, "lost-reason", [], async values => { await writer.Create(actor, values, http.RequestAborted); }));
        pages.MapPost(Path + "/{id:guid}", (PipelinePages forms, Actor actor, RecordWriter<LostReason> writer, CurrentPage page, HttpContext http, Guid id, SeenVersion version) =>
            forms.Save(actor, http, page, "lost-reason", [], async values => { await writer.Patch(actor, id, version, values, http.RequestAborted); }));
        pages.MapPost(Path + "/{id:guid}/retire", Retire);
        pages.MapPost(Path + "/{id:guid}/place", async (Actor actor, MoveLostReason move, Guid id, [FromForm] int place, CancellationToken stop) =>
        {
            await move.Run(actor, id, new(place), stop);
            return Page.SeeOther(PipelinePages.Here);
        });
        pages.MapPost(Path + "/{id:guid}/delete", (PipelinePages forms, Actor actor, RecordWriter<LostReason> writer, CurrentPage page, HttpContext http, Guid id, SeenVersion version) => forms.Do(actor, http, async () =>
        {
            await writer.Trash(actor, id, version, http.RequestAborted);
            return Page.SeeOther(PipelinePages.Here, new Notice(page.Locale.T("lost-reason.deleted"), $"{Path}/{id}/restore"));
        }));
        pages.MapPost(Path + "/{id:guid}/restore", async (Actor actor, RecordWriter<LostReason> writer, Guid id, CancellationToken stop) =>
        {
            await writer.Restore(actor, id, stop);
            return Page.SeeOther(PipelinePages.Here);
        });
    }

    private static Task<IResult> Retire(
        PipelinePages forms, Actor actor, RecordWriter<LostReason> writer, RecordTypes types, CurrentPage page, HttpContext http, Guid id, SeenVersion version, [FromForm] bool retired) => forms.Do(actor, http, async () =>
    {
        var reason = await writer.Patch(actor, id, version, new FieldValues(types["lost-reason"]) { ["retired"] = retired }, http.RequestAborted);
        return Page.SeeOther(PipelinePages.Here, new Notice(page.Locale.T(retired ? "lost-reason.was-retired" : "lost-reason.in-use", ("name", reason.Name)), $"{Path}/{id}/retire",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["version"] = $"{reason.Version}", ["retired"] = retired ? "false" : "true" }));
    });
}
