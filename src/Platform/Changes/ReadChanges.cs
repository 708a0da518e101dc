using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Changes;

/// <summary>
/// The feed as an actor may read it (<see cref="FeedView"/>), for programs that would rather pull than be called. A reader may wait for what comes
/// next, and is told when its place is older than what is still kept.
/// </summary>
public sealed class ReadChanges(Crm crm, RecordTypes types, TandemOptions options, TimeProvider clock)
{
    /// <summary>The place that stands for the present end of the feed.</summary>
    public const string FromNow = "now";

    public const int MaxLimit = 1000;
    public const int MaxWait = 30;

    /// <summary>Pages of changes that are none of the reader's business are passed over within one request, up to here.</summary>
    private const int MostPages = 20;

    private static readonly TimeSpan LateCommit = TimeSpan.FromMilliseconds(200);

    /// <param name="NextCursor">Where to go on; always given, since the feed has no end.</param>
    /// <param name="More">Whether there is more to read right now.</param>
    public sealed record Answer(IReadOnlyList<ToldChange> Data, string NextCursor, bool More);

    public static void Map(RouteGroupBuilder api) => api.MapGet("changes", async (Actor actor, ReadChanges read, string? after, int? limit, string? types, int? wait, CancellationToken stop) =>
        TypedResults.Ok(await read.Run(actor, after, limit ?? 200, types, wait ?? 0, stop))).WithTags("changes").WithSummary("What happened, in order, after a cursor (`now` for the present end)");

    /// <param name="after">A cursor that was answered, <see cref="FromNow"/>, or nothing for the beginning.</param>
    /// <param name="wanted">Keys of record types, separated by commas; nothing for all.</param>
    /// <param name="wait">Seconds to wait for something to happen.</param>
    public async Task<Answer> Run(Actor actor, string? after, int limit, string? wanted, int wait, CancellationToken stop)
    {
        if (limit is < 1 or > MaxLimit) throw Refused.On("limit", ApiRefusals.BadLimit, ("max", MaxLimit));
        if (wait is < 0 or > MaxWait) throw Refused.On("wait", ApiRefusals.BadWait, ("max", MaxWait));
        var only = TypesIn(wanted);
        var bell = new Bell(clock);
        using var listening = wait == 0 ? null : crm.Database.Signal.Listen((_, _) => bell.Ring());
        var position = await Begin(actor, after, stop);
        var until = clock.GetUtcNow().AddSeconds(wait);
        while (true)
        {
            var (answer, late) = await Read(actor, position, limit, only, stop);
            if (answer.Data.Count > 0 || answer.More || until <= clock.GetUtcNow() || after == FromNow) return answer;
            position = FeedPosition.Parse(answer.NextCursor);
            var left = until - clock.GetUtcNow();
            await bell.Wait(late && LateCommit < left ? LateCommit : left, stop);
        }
    }

    private async Task<FeedPosition> Begin(Actor actor, string? after, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        if (after == FromNow) return await FeedReader.End(db, stop);
        if (string.IsNullOrEmpty(after)) return FeedPosition.Start;
        var position = FeedPosition.Parse(after);
        if (options.FeedRetention is null || position == FeedPosition.Start) return position;
        var cut = await db.Set<FeedCursor>().AsNoTracking().FirstOrDefaultAsync(cursor => cursor.Consumer == FeedCursor.Cut, stop);
        return cut is not null && position.IsBefore(cut.Position) ? throw new Refused(ApiRefusals.CursorTooOld) : position;
    }

    /// <summary>A page, and whether more is there that older transactions still hold back.</summary>
    private async Task<(Answer Answer, bool Late)> Read(Actor actor, FeedPosition position, int limit, HashSet<string>? only, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        for (var page = 1; ; page++)
        {
            var changes = await FeedReader.After(db, position, limit, stop);
            if (changes.Count == 0) return (new Answer([], position.ToString(), false), await FeedReader.Holds(db, position, stop));
            position = FeedPosition.Of(changes[^1]);
            var told = await FeedView.Of(db, actor, types, only is null ? changes : changes.FindAll(change => only.Contains(change.RecordType)), stop);
            if (told.Count > 0 || changes.Count < limit || page == MostPages) return (new Answer([.. told.Select(row => row.Told)], position.ToString(), changes.Count == limit), false);
        }
    }

    private HashSet<string>? TypesIn(string? wanted)
    {
        if (string.IsNullOrWhiteSpace(wanted)) return null;
        var keys = wanted.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return keys.FirstOrDefault(key => types.Find(key) is null) is { } unknown ? throw Refused.On("types", ApiRefusals.UnknownRecordType, ("type", unknown)) : keys;
    }
}
