using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;
using Tandem.Platform.Workspaces;

namespace Tandem.Activities.Notes;

/// <summary>Writing, pinning and removing notes from the page of the record that they are about.</summary>
internal static class NotePages
{
    public static void Map(RouteGroupBuilder pages)
    {
        var notes = pages.MapGroup("/notes");
        notes.MapGet("{id:guid}", async (Actor actor, Crm crm, RecordTypes types, HttpContext http, Guid id) =>
        {
            await using var db = crm.Open(actor);
            var note = await db.Notes.AsNoTracking().VisibleTo(actor, db).Get(id, http.RequestAborted);
            return Page.SeeOther($"{types[note.AboutType!].Path}/{note.AboutId}");
        });
        notes.MapPost("", async (Actor actor, CurrentPage page, RecordWriter<Note> writer, RecordTypes types, HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var about = Guid.TryParse(form["aboutId"], out var id) ? id : throw new RecordNotFound();
            try
            {
                await writer.Create(actor, new FieldValues(types["note"]) { ["text"] = form["text"].ToString(), ["about"] = about }, http.RequestAborted);
                return Page.SeeOther(form.Back("/"), new Notice(page.Locale.T("note.saved")));
            }
            catch (Refused refused) when (refused.Field == "aboutId")
            {
                throw new RecordNotFound();
            }
            catch (Refused refused)
            {
                return Page.SeeOther(form.Back("/"), new Notice(page.Locale.T("refused." + refused.Code, [.. refused.Args])));
            }
        });
        notes.MapPost("{id:guid}/pin", async (Actor actor, RecordWriter<Note> writer, RecordTypes types, HttpContext http, Guid id, SeenVersion version) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            await writer.Patch(actor, id, version, new FieldValues(types["note"]) { ["pinned"] = form["pinned"] == "true" }, http.RequestAborted);
            return Page.SeeOther(form.Back("/"));
        });
        notes.MapPost("{id:guid}/trash", async (Actor actor, CurrentPage page, RecordWriter<Note> writer, HttpContext http, Guid id) =>
        {
            var back = (await http.Request.ReadFormAsync(http.RequestAborted)).Back("/");
            await writer.Trash(actor, id, version: null, http.RequestAborted);
            return Page.SeeOther(back, new Notice(page.Locale.T("note.deleted"), $"/notes/{id}/restore", new Dictionary<string, string>(StringComparer.Ordinal) { ["back"] = back }));
        });
        notes.MapPost("{id:guid}/restore", async (Actor actor, RecordWriter<Note> writer, HttpContext http, Guid id) =>
        {
            await writer.Restore(actor, id, http.RequestAborted);
            return Page.SeeOther((await http.Request.ReadFormAsync(http.RequestAborted)).Back("/"));
        });
    }
}
