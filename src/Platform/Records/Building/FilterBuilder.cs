using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Filters;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records.Pages;
using Tandem.Ui;

namespace Tandem.Platform.Records.Building;

/// <summary>What is known of a part of a filter: why it cannot be used, or how many records it lets through alone.</summary>
public sealed record PartState(string? Problem, long? Count);

/// <summary>A filter box by box.</summary>
/// <param name="Text">What is finished, in the filter language.</param>
/// <param name="Problem">Why a text that was given could not be taken apart, or the whole cannot be used.</param>
/// <param name="Count">Records that it lets through, at most <see cref="RecordListView.CountedUpTo"/>.</param>
/// <param name="States">By the place of a part: <c>0-1</c>.</param>
/// <param name="Names">Of records that it names.</param>
public sealed record FilterBuilderView(RecordType Type, RecordTypes Types, Draft Root, string Text, string? Problem, long? Count, IReadOnlyDictionary<string, PartState> States, IReadOnlyDictionary<Guid, RecordName> Names);

/// <summary>Draws filters as boxes, and says what each part of them does.</summary>
internal sealed class FilterBuilder(Crm crm, RecordTypes types, FilterContexts contexts, TimeProvider clock)
{
    /// <summary>No more counting of single parts after this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Values are suggested from so many of the newest records.</summary>
    private const int LookedThrough = 5_000;

    private const int MostValues = 20, MostSuggestions = 30;

    private static readonly MethodInfo Counting = typeof(FilterBuilder).GetMethod(nameof(Count), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo Looking = typeof(FilterBuilder).GetMethod(nameof(Begun), BindingFlags.NonPublic | BindingFlags.Instance)!;

    public async Task<FilterBuilderView> Run(Actor actor, string typeKey, BuilderRequest request, Locale locale, CancellationToken stop)
    {
        var type = TypeOf(actor, typeKey);
        if (request.Root is null)
        {
            try
            {
                return await View(actor, type, Filter.Parse(request.Text ?? "", type, types).ToDraft(), locale, stop);
            }
            catch (FilterError error)
            {
                return Empty(type, request.Text ?? "", locale.T(error.Key, [.. error.Args]));
            }
        }

        return await View(actor, type, request.Root.ToDraft(type, types, locale), locale, stop);
    }

    /// <summary>Ways to go on with a text; values also from the records that have them.</summary>
    public async Task<IReadOnlyList<FilterSuggestion>> Suggest(Actor actor, string typeKey, string typed, int? at, Locale locale, CancellationToken stop)
    {
        if (types.Find(typeKey) is not { } type) return [];
        var place = Math.Clamp(at ?? typed.Length, 0, typed.Length);
        var known = Completion.At(typed, place, type, types).Take(MostSuggestions)
            .Select(one => new FilterSuggestion(one.Text, one.Position, one.Length, one.Label is null ? null : one.LabelIsText ? one.Label : locale.T(one.Label))).ToList();
        if (known.Count > 0 || Completion.ValueAt(typed, place, type, types) is not { } value) return known;
        return [.. (await Values(actor, typeKey, value.Subject, value.Begun, stop)).Select(one => new FilterSuggestion(Filter.Quote(one), value.Position, value.Length, null))];
    }

    /// <summary>Values that records have in a field and that begin with a text.</summary>
    public async Task<IReadOnlyList<string>> Values(Actor actor, string typeKey, string? subject, string? begun, CancellationToken stop)
    {
        var type = TypeOf(actor, typeKey);
        if (DraftSubject.Of(subject, type, types) is not { } found || found.Field.Value.ReturnType != typeof(string)) return [];
        for (var at = 0; at < found.Path.Count - 1; at++) type = types[found.Path[at].ReferenceTo!];
        if (!actor.Sees(type.Key)) return [];
        return await (Task<IReadOnlyList<string>>)Looking.MakeGenericMethod(type.EntityType).Invoke(this, [actor, type, found.Field, begun, stop])!;
    }

    private RecordType TypeOf(Actor actor, string key) => types.Find(key) is { } type && actor.Sees(type.Key) ? type : throw new RecordNotFound();

    private FilterBuilderView Empty(RecordType type, string text, string problem) =>
        new(type, types, new Draft(DraftKind.All), text, problem, null, new Dictionary<string, PartState>(), new Dictionary<Guid, RecordName>());

    private async Task<FilterBuilderView> View(Actor actor, RecordType type, Draft root, Locale locale, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var context = await contexts.For(actor, db, stop);
        var states = new Dictionary<string, PartState>(StringComparer.Ordinal);
        var started = clock.GetTimestamp();
        var text = root.ToText();
        var (problem, count) = await State(text, type, counts: true);
        await Look(root, type, "", counts: root.Parts.Count > 1 || root.Not);
        var ids = Leaves(root).SelectMany(leaf => leaf.Values).Select(DraftValue.TextOf).Select(one => Ids.TryParse(one, out var id) ? id : (Guid?)null).OfType<Guid>();
        return new FilterBuilderView(type, types, root, text, problem, count, states, await RecordNames.Of(db, actor, ids, stop));

        async Task Look(Draft part, RecordType of, string at, bool counts)
        {
            if (!part.IsGroup)
            {
                if (!part.IsFinished) return;
                var (why, how) = await State(part.ToText(), of, counts && clock.GetElapsedTime(started) < Patience);
                states[at] = new PartState(why, how);
            }

            var inner = part.Kind == DraftKind.Count ? DraftSubject.Counted(part.Subject, of, types) ?? of : of;
            for (var i = 0; i < part.Parts.Count; i++) await Look(part.Parts[i], inner, at.Length == 0 ? $"{i}" : $"{at}-{i}", counts && part.IsGroup);
        }

        async Task<(string? Problem, long? Count)> State(string written, RecordType of, bool counts)
        {
            try
            {
                var filter = Filter.Parse(written, of, types);
                return (null, counts ? await (Task<long>)Counting.MakeGenericMethod(of.EntityType).Invoke(null, [db, actor, of, filter, context, stop])! : null);
            }
            catch (FilterError error)
            {
                return (locale.T(error.Key, [.. error.Args]), null);
            }
        }
    }

    private static IEnumerable<Draft> Leaves(Draft part) => part.Parts.SelectMany(Leaves).Concat(part.IsGroup ? [] : [part]);

    private static Task<long> Count<T>(CrmDb db, Actor actor, RecordType type, Filter filter, FilterContext context, CancellationToken stop) where T : class, IRecord =>
        db.Set<T>().AsNoTracking().VisibleTo(actor, db, type).Where(filter.ToExpression<T>(context)).Take(RecordListView.CountedUpTo).LongCountAsync(stop);

    private async Task<IReadOnlyList<string>> Begun<T>(Actor actor, RecordType type, Field field, string? begun, CancellationToken stop) where T : class, IRecord
    {
        await using var db = crm.Open(actor);
        var rows = db.Set<T>().AsNoTracking().VisibleTo(actor, db, type).OrderByDescending(row => row.Id).Take(LookedThrough);
        if (Core.Text.Folding.Fold(begun ?? "").Length > 0 && Beginning(type, field, begun!) is { } beginning) rows = rows.Where(beginning.ToExpression<T>(await contexts.For(actor, db, stop)));
        return [.. (await rows.Select((System.Linq.Expressions.Expression<Func<T, string?>>)field.Value).Where(value => value != null && value != "").Distinct().Take(MostValues).ToListAsync(stop)).OfType<string>().Order(StringComparer.OrdinalIgnoreCase)];
    }

    private Filter? Beginning(RecordType type, Field field, string begun)
    {
        try
        {
            return Filter.Parse($"{field.Name} starts with {Filter.Quote(begun)}", type, types);
        }
        catch (FilterError)
        {
            return null;
        }
    }
}
