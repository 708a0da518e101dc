using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Data;
using Tandem.Platform.Files;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;
using Tandem.Platform.Workspaces;

namespace Tandem.Customers.People;

/// <summary>Gives a person a face, another one, or none again. The one before goes to the trash.</summary>
internal sealed class SetPhoto(Crm crm, AddFile files, TimeProvider clock)
{
    // What surrounds a file in a form is small.
    private static readonly BodyLimit Limit = new(Pictures.MaxBytes + (64 << 10));

    public static void Map(RouteGroupBuilder people)
    {
        people.MapPut("{id:guid}/photo", async (Guid id, SeenVersion version, Actor actor, SetPhoto set, HttpContext http) =>
        {
            await set.Run(actor, id, version, await FileOf(http), http.RequestAborted);
            return TypedResults.NoContent();
        }).WithSummary("Give a person a photo (multipart/form-data; JPEG, PNG, WebP or GIF of at most 5 MB)").Accepts<IFormFile>("multipart/form-data").WithMetadata(Limit);
        people.MapDelete("{id:guid}/photo", async (Guid id, SeenVersion version, Actor actor, SetPhoto set, CancellationToken stop) =>
        {
            await set.Remove(actor, id, version, stop);
            return TypedResults.NoContent();
        }).WithSummary("Take a person's photo away");
    }

    public static void MapPages(RouteGroupBuilder people)
    {
        people.MapGet("{id:guid}/photo", async (Guid id, Actor actor, PersonPanels panels, CancellationToken stop) => Page.Of<PhotoPage>(await panels.Head(actor, id, stop)));
        people.MapPost("{id:guid}/photo", async (Guid id, SeenVersion version, Actor actor, CurrentPage page, SetPhoto set, PersonPanels panels, HttpContext http) =>
            await Page.Submit(await http.Request.ReadFormAsync(http.RequestAborted), async () =>
            {
                await set.Run(actor, id, version, await FileOf(http), http.RequestAborted);
                return Page.SeeOther($"/people/{id}", new Notice(page.Locale.T("person.photo.saved")));
            }, async state => Page.Refused<PhotoPage>(await panels.Head(actor, id, http.RequestAborted), state))).WithMetadata(Limit);
        people.MapPost("{id:guid}/photo/remove", async (Guid id, SeenVersion version, Actor actor, CurrentPage page, SetPhoto set, CancellationToken stop) =>
        {
            await set.Remove(actor, id, version, stop);
            return Page.SeeOther($"/people/{id}", new Notice(page.Locale.T("person.photo.removed")));
        });
    }

    public async Task Run(Actor actor, Guid id, int version, IFormFile photo, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var person = await db.GetEditable<Person>(actor, id, version, stop);
        await using var content = photo.OpenReadStream();
        var picture = await files.Picture(db, content, photo.FileName, PersonRecord.TypeKey, id, stop);
        await PutAway(db, person, stop);
        person.ShowAs(picture.Id);
        await db.SaveChangesAsync(stop);
    }

    public async Task Remove(Actor actor, Guid id, int version, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var person = await db.GetEditable<Person>(actor, id, version, stop);
        await PutAway(db, person, stop);
        person.ShowAs(null);
        await db.SaveChangesAsync(stop);
    }

    private async Task PutAway(CrmDb db, Person person, CancellationToken stop)
    {
        foreach (var before in await db.Set<StoredFile>().Where(file => file.AboutId == person.Id && file.IsPicture && file.DeletedAt == null).ToListAsync(stop)) before.Trash(clock.GetUtcNow());
    }

    private static async Task<IFormFile> FileOf(HttpContext http)
    {
        if (!http.Request.HasFormContentType) throw new BadHttpRequestException("multipart/form-data is expected.", StatusCodes.Status415UnsupportedMediaType);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return form.Files.FirstOrDefault(file => file.Length > 0) ?? throw Refused.On("photo", FileRefusals.NoFile);
    }
}
