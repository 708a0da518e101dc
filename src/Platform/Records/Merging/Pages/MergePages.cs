using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Records.Merging.Pages;

/// <summary>A page of merges.</summary>
/// <param name="Next">Cursor of older ones; null when there are none.</param>
public sealed record MergesView(IReadOnlyList<MergeRow> Rows, string? Next);

/// <summary>One merge: what stayed when it was undone.</summary>
public sealed record MergedView(MergeRow Row, RecordType Type, IReadOnlyDictionary<Guid, RecordName> Names);

/// <summary>The choice of a record to merge with.</summary>
public sealed record MergeWithView(RecordType Type, string Path, Guid Id, string Title);

/// <summary>The screens of merging.</summary>
public static class MergePages
{
    public static IServiceCollection AddMergePages<T>(this IServiceCollection services) where T : Record => services.AddScoped<MergeQuery<T>>();

    /// <summary>Merging for a type: from a selection in its list, from one of its records, and the page itself.</summary>
    /// <param name="path">Address of the list: <c>/people</c>.</param>
    public static void MapMergePages<T>(this RouteGroupBuilder pages, string path) where T : Record
    {
        var group = pages.MapGroup(path);
        group.MapPost("bulk/merge", async (CurrentPage page, HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var ids = form["ids"].Where(id => Guid.TryParse(id, out _)).ToList();
            return ids.Count is >= 2 and <= MergeLimits.MostLosers + 1 ? Page.SeeOther($"{path}/merge?ids={string.Join("&ids=", ids)}")
                : Page.SeeOther(LocalPath.Or(form["back"], path), new Notice(page.Locale.T("refused." + MergeRefusals.HowMany, ("max", MergeLimits.MostLosers + 1))));
        });
        group.MapGet("{id:guid}/merge", async (Actor actor, RecordReader<T> reader, RecordTypes types, HttpContext http, Guid id) =>
        {
            var type = types.Of(typeof(T))!;
            return Page.Of<MergeWithPage>(new MergeWithView(type, path, id, type.Title.Read(await reader.Get(actor, id, http.RequestAborted)) as string ?? ""));
        });
        group.MapGet("merge", async (Actor actor, CurrentPage page, MergeQuery<T> query, HttpContext http, Guid[] ids) =>
        {
            try
            {
                return Page.Of<MergePage>(await query.Run(actor, path, ids, http.RequestAborted));
            }
            catch (Refused refused)
            {
                return Page.SeeOther(path, new Notice(page.Locale.T("refused." + refused.Code, [.. refused.Args])));
            }
        });
        group.MapPost("merge", async (Actor actor, CurrentPage page, MergeQuery<T> query, MergeRecords<T> merge, HttpContext http) =>
        {
            var stop = http.RequestAborted;
            var form = await http.Request.ReadFormAsync(stop);
            var wish = MergeForm.Read(form);
            return await Page.Submit(form, async () =>
            {
                var outcome = await merge.Run(actor, wish.Survivor, new([.. wish.Seen.Keys.Where(id => id != wish.Survivor)], wish.Choose, wish.Seen), stop);
                return Page.SeeOther($"{path}/{wish.Survivor}", new Notice(page.Locale.T("merge.done", ("count", wish.Seen.Count), ("moved", outcome.Moved)), $"/merges/together/{outcome.TogetherId}/undo"));
            }, async again => Page.Refused<MergePage>(await query.Run(actor, path, [.. wish.Seen.Keys], stop), again));
        });
    }

    internal static void Map(RouteGroupBuilder pages)
    {
        var group = pages.MapGroup("/merges");
        group.MapGet("", async (Actor actor, MergeHistory history, HttpContext http, string? cursor) =>
        {
            var (rows, next) = await history.Page(actor, null, null, long.TryParse(cursor, System.Globalization.CultureInfo.InvariantCulture, out var before) ? before : null, http.RequestAborted);
            return Page.Of<MergesPage>(new MergesView(rows, next?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        });
        group.MapGet("{merge:guid}", async (Actor actor, MergeHistory history, Crm crm, RecordTypes types, HttpContext http, Guid merge) =>
        {
            var row = await history.Get(actor, merge, http.RequestAborted);
            await using var db = crm.Open(actor);
            return Page.Of<MergedPage>(new MergedView(row, types[row.RecordType], await RecordNames.Of(db, actor, row.Kept.Select(kept => kept.RecordId).OfType<Guid>().Append(row.LastId).Append(row.LoserId), http.RequestAborted)));
        });
        group.MapPost("{merge:guid}/undo", (Actor actor, CurrentPage page, UnmergeRecords unmerge, RecordTypes types, HttpContext http, Guid merge) =>
            Undo(page, types, $"/merges/{merge}", async () => [await unmerge.Run(actor, merge, http.RequestAborted)], merge));
        group.MapPost("together/{together:guid}/undo", (Actor actor, CurrentPage page, UnmergeRecords unmerge, RecordTypes types, HttpContext http, Guid together) =>
            Undo(page, types, "/merges", () => unmerge.RunTogether(actor, together, http.RequestAborted), null));
    }

    private static async Task<IResult> Undo(CurrentPage page, RecordTypes types, string otherwise, Func<Task<IReadOnlyList<UnmergeRecords.Outcome>>> undo, Guid? merge)
    {
        try
        {
            var outcomes = await undo();
            var kept = outcomes.Sum(outcome => outcome.Kept.Count);
            var first = outcomes[0];
            var path = kept > 0 ? merge is null ? "/merges" : $"/merges/{merge}" : $"/{types[first.RecordType].Plural}/{first.LoserId}";
            return Page.SeeOther(path, new Notice(page.Locale.T("merge.undone", ("count", outcomes.Count), ("kept", kept))));
        }
        catch (Refused refused)
        {
            return Page.SeeOther(otherwise, new Notice(page.Locale.T("refused." + refused.Code, [.. refused.Args])));
        }
    }
}
