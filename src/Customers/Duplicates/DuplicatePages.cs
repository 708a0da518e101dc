using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Customers.Companies;
using Tandem.Customers.People;
using Tandem.Platform.Access;
using Tandem.Platform.Jobs;
using Tandem.Platform.Pages;

namespace Tandem.Customers.Duplicates;

internal static class DuplicatePages
{
    public static void Map(RouteGroupBuilder pages)
    {
        Watch(pages, "/companies/duplicates", CompanyRecord.TypeKey);
        Watch(pages, "/people/duplicates", PersonRecord.TypeKey);
        var group = pages.MapGroup(DuplicatesView.Path);
        group.MapGet("", async (Actor actor, DuplicatesQuery query, HttpContext http, string? type, int? least, bool? mine, int? page) =>
            Page.Of<DuplicatesPage>(await query.Run(actor, type, least, mine ?? false, Math.Max(1, page ?? 1), http.RequestAborted)));
        group.MapPost("look", async (Actor actor, CurrentPage page, JobQueue jobs, HttpContext http) =>
        {
            await jobs.Enqueue(actor, LookForDuplicates.Name, new { }, "job.duplicates", null, http.RequestAborted);
            return Page.SeeOther(DuplicatesView.Path, new Notice(page.Locale.T("duplicates.looking")));
        });
        Decide(group, "dismiss", (decide, actor, one, other, stop) => decide.Dismiss(actor, one, other, stop), "duplicates.dismissed", "propose");
        Decide(group, "skip", (decide, actor, one, other, stop) => decide.Skip(actor, one, other, stop), "duplicates.skipped", "propose");
        Decide(group, "propose", (decide, actor, one, other, stop) => decide.Propose(actor, one, other, stop), "duplicates.proposed", null);
    }

    /// <summary>What the create form shows while somebody types.</summary>
    private static void Watch(RouteGroupBuilder pages, string path, string recordType) => pages.MapPost(path, async (Actor actor, FindDuplicates find, HttpContext http) =>
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return Page.Of<LikelyDuplicates>(new LikelyView(recordType, await find.Run(actor, recordType, field => [.. form[field].OfType<string>()], http.RequestAborted)));
    });

    private static void Decide(RouteGroupBuilder group, string verb, Func<DecideOnPair, Actor, Guid, Guid, CancellationToken, Task> act, string done, string? undo) =>
        group.MapPost(verb, async (Actor actor, CurrentPage page, DecideOnPair decide, HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            if (!Guid.TryParse(form["one"], out var one) || !Guid.TryParse(form["other"], out var other)) throw new BadHttpRequestException("No pair.");
            await act(decide, actor, one, other, http.RequestAborted);
            var back = LocalPath.Or(form["back"], DuplicatesView.Path);
            var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["one"] = one.ToString(), ["other"] = other.ToString(), ["back"] = back };
            return Page.SeeOther(back, new Notice(page.Locale.T(done), undo is null ? null : $"{DuplicatesView.Path}/{undo}", undo is null ? null : fields));
        });
}

/// <summary>Whom a record that is being typed may be.</summary>
public sealed record LikelyView(string RecordType, IReadOnlyList<Likeness> Found);
