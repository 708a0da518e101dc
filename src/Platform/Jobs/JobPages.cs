using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Files;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Jobs;

/// <summary>The jobs screen: what runs and waits, and what ended last.</summary>
/// <param name="People">Names of those who asked for the jobs.</param>
public sealed record JobsView(IReadOnlyList<JobRow> Open, IReadOnlyList<JobRow> Ended, IReadOnlyDictionary<Guid, string> People);

internal static class JobPages
{
    private const string Path = "/settings/jobs";

    public static void Map(RouteGroupBuilder pages)
    {
        var jobs = pages.MapGroup(Path);
        jobs.MapGet("", async (Actor actor, JobList list, Crm crm, CurrentPage page, CancellationToken stop) => Page.Of<JobsPage>(await View(actor, list, crm, stop)));
        jobs.MapPost("{id:guid}/cancel", (Guid id, Actor actor, JobList list, CurrentPage page, CancellationToken stop) =>
            Change(list.Change(actor, id, (job, now) => job.RequestCancel(now), stop), page, "jobs.cancelling"));
        jobs.MapPost("{id:guid}/retry", (Guid id, Actor actor, JobList list, CurrentPage page, CancellationToken stop) =>
            Change(list.Change(actor, id, (job, now) => job.Retry(now), stop), page, "jobs.retrying"));
        jobs.MapGet("{id:guid}/result", (Guid id, Actor actor, JobList list, FileDownload files, HttpContext http) => list.Download(actor, id, files, http));
    }

    private static async Task<IResult> Change(Task<JobRow> change, CurrentPage page, string done)
    {
        try
        {
            await change;
            return Page.SeeOther(Path, new Notice(page.Locale.T(done)));
        }
        catch (Refused refused)
        {
            // It ended in the meantime: the list shows how.
            return Page.SeeOther(Path, new Notice(page.Locale.T("refused." + refused.Code)));
        }
    }

    private static async Task<JobsView> View(Actor actor, JobList list, Crm crm, CancellationToken stop)
    {
        var rows = await list.Read(actor, state: null, 100, stop);
        var ids = rows.Select(row => row.CreatedBy).OfType<Guid>().Distinct().ToArray();
        await using var db = crm.Open(actor);
        var people = await db.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, stop);
        return new JobsView([.. rows.Where(row => row.FinishedAt is null).Reverse()], [.. rows.Where(row => row.FinishedAt is not null)], people);
    }
}
