using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Records.Shapes;

/// <summary>The groups of a list, with how many records each has and what their numbers come to: one grouped query, and one for each number.</summary>
internal sealed class RecordGroups<T>(RecordTypes types, RecordReader<T> reader, FilterContexts contexts) where T : class, IRecord
{
    /// <summary>The largest of them, where a field has more values.</summary>
    public const int Most = 300;

    private const int MostMonths = 60, DaysOfAMonth = 31;

    private static readonly MethodInfo Counting = typeof(RecordGroups<T>).GetMethod(nameof(Count), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo Placing = typeof(RecordGroups<T>).GetMethod(nameof(InPlace), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo Adding = typeof(RecordGroups<T>).GetMethod(nameof(Add), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <param name="measures">Numbers to add up.</param>
    public async Task<IReadOnlyList<RecordGroup>> Of(CrmDb db, Actor actor, ListRequest request, Field field, IReadOnlyList<Field> measures, Locale locale, CancellationToken stop)
    {
        var rows = await reader.Matching(db, actor, request, page: false, stop);
        var (key, keyOf) = field.Kind == FieldKind.Instant ? await Months(db, actor, rows, field, locale, stop) : (field.Value, value => KeyOf(value, locale.Calendar));
        var counts = await (Task<List<Part>>)Counting.MakeGenericMethod(key.ReturnType).Invoke(null, [rows, key, stop])!;
        var sums = new List<(string Key, GroupSum Sum)>();
        foreach (var measure in measures)
        {
            var parts = await (Task<List<Part>>)Adding.MakeGenericMethod(key.ReturnType).Invoke(null, [rows, key, measure, stop])!;
            sums.AddRange(parts.Where(part => part.Sum is not null).GroupBy(part => (Key: keyOf(part.Key), part.Currency)).Select(same => (same.Key.Key, new GroupSum(measure.Name, same.Key.Currency, same.Sum(part => part.Sum!.Value)))));
        }

        var summed = sums.ToLookup(one => one.Key, one => one.Sum, StringComparer.Ordinal);
        var found = counts.GroupBy(part => keyOf(part.Key), StringComparer.Ordinal).Select(same => (same.Key, Count: same.Sum(part => part.Count)))
            .Where(one => field.Choices.Count == 0 || one.Key == GroupField.None || field.Choices.Any(choice => choice.Key == one.Key)).OrderByDescending(one => one.Count).Take(Most).ToList();
        if (GroupField.MakesColumns(field)) found.AddRange(field.Choices.Where(choice => !choice.Retired && found.TrueForAll(one => one.Key != choice.Key)).Select(choice => (choice.Key, 0L)));
        List<Guid> ids = field.Kind == FieldKind.Reference ? [.. found.Select(one => Guid.TryParse(one.Key, out var id) ? id : (Guid?)null).OfType<Guid>()] : [];
        var names = await RecordNames.Of(db, actor, ids, stop);
        var groups = found.Select(one => new RecordGroup(one.Key, GroupField.Label(field, one.Key, locale, names), GroupField.Condition(field, one.Key, locale.Calendar), one.Count, [.. summed[one.Key].OrderByDescending(sum => sum.Value)]));
        return Ordered(field, groups, await Places(db, field, ids, stop), request.Sort);
    }

    /// <summary>Which group stands where, for choices and for records that have an order of their own (the stages of a pipeline); empty for others.</summary>
    private async Task<Dictionary<string, int>> Places(CrmDb db, Field field, List<Guid> ids, CancellationToken stop)
    {
        IEnumerable<string> keys = field.Choices.Select(choice => choice.Key);
        if (ids.Count > 0 && field.ReferenceTo is { } key && types[key] is var other && other.Find(other.DefaultSort) is { Kind: FieldKind.Integer } order)
            keys = (await (Task<List<Guid>>)Placing.MakeGenericMethod(other.EntityType).Invoke(null, [db, ids, order.Value, stop])!).Select(id => id.ToString());
        return keys.Select((one, at) => (Key: one, At: at)).ToDictionary(one => one.Key, one => one.At, StringComparer.Ordinal);
    }

    private static Task<List<Guid>> InPlace<TOther>(CrmDb db, List<Guid> ids, Expression<Func<TOther, int?>> order, CancellationToken stop) where TOther : class, IRecord =>
        db.Set<TOther>().Where(other => ids.Contains(other.Id)).OrderBy(order).ThenBy(other => other.Id).Select(other => other.Id).ToListAsync(stop);

    /// <summary>Choices and records with an order in that order, days by time (as the list is sorted), others by name; those without a value come last.</summary>
    private static List<RecordGroup> Ordered(Field field, IEnumerable<RecordGroup> groups, Dictionary<string, int> places, string? sort)
    {
        var none = groups.OrderBy(group => group.Key == GroupField.None);
        if (places.Count > 0) return [.. none.ThenBy(group => places.GetValueOrDefault(group.Key, int.MaxValue))];
        if (!GroupField.IsDay(field)) return [.. none.ThenBy(group => group.Label, StringComparer.CurrentCultureIgnoreCase)];
        return sort?.Split(',')[0] == "-" + field.Name ? [.. none.ThenByDescending(group => Time(group.Key), StringComparer.Ordinal)] : [.. none.ThenBy(group => Time(group.Key), StringComparer.Ordinal)];
    }

    private static string Time(string key) => key.StartsWith(GroupField.Earlier, StringComparison.Ordinal) ? "" : key;

    private static string KeyOf(object? value, CalendarKind calendar) => value switch
    {
        null or "" => GroupField.None,
        DateOnly day => GroupField.KeyOf(day, calendar),
        bool yes => yes ? "yes" : "no",
        _ => value.ToString()!,
    };

    /// <summary>Points in time are told apart by the months that they fall into: a number that the database counts with.</summary>
    private async Task<(LambdaExpression Key, Func<object?, string> KeyOf)> Months(CrmDb db, Actor actor, IQueryable<T> rows, Field field, Locale locale, CancellationToken stop)
    {
        var context = await contexts.For(actor, db, stop);
        var at = (Expression<Func<T, DateTimeOffset?>>)field.Value;
        var given = rows.Select(at).Where(one => one != null);
        var (first, last) = (await given.MinAsync(stop), await given.MaxAsync(stop));
        var row = at.Parameters[0];
        if (first is null || last is null) return (Expression.Lambda<Func<T, int?>>(Expression.Constant(null, typeof(int?)), row), _ => GroupField.None);
        var calendar = locale.Calendar;
        var begins = new List<(string Key, DateTimeOffset At)>();
        var month = calendar.PartsOf(context.DayOf(last.Value));
        var (year, number) = (month.Year, month.Month);
        do
        {
            var day = calendar.Date(year, number, 1);
            begins.Insert(0, (GroupField.KeyOf(day, calendar), context.StartOf(day)));
            (year, number) = CalendarMath.AddMonths(year, number, -1);
        }
        while (begins[0].At > first && begins.Count < MostMonths);
        // The latest month stands outermost and is asked first.
        Expression which = Expression.Constant(-1, typeof(int?));
        for (var i = 0; i < begins.Count; i++)
            which = Expression.Condition(Expression.GreaterThanOrEqual(at.Body, Captured((DateTimeOffset?)begins[i].At)), Expression.Constant(i, typeof(int?)), which);
        var key = Expression.Condition(Expression.Equal(at.Body, Expression.Constant(null, typeof(DateTimeOffset?))), Expression.Constant(null, typeof(int?)), which);
        return (Expression.Lambda<Func<T, int?>>(key, row), value => value is int i ? i < 0 ? GroupField.Earlier + begins[0].Key : begins[i].Key : GroupField.None);
    }

    /// <summary>A value that a query takes as a parameter.</summary>
    private static MemberExpression Captured<TValue>(TValue value) => Expression.Property(Expression.Constant(new Holder<TValue>(value)), nameof(Holder<TValue>.Value));

    private static async Task<List<Part>> Count<TKey>(IQueryable<T> rows, Expression<Func<T, TKey>> key, CancellationToken stop) =>
        (await rows.Select(key).GroupBy(one => one).Select(group => new { group.Key, Count = group.LongCount() }).OrderByDescending(group => group.Count).Take(Most * DaysOfAMonth).ToListAsync(stop))
            .ConvertAll(group => new Part(group.Key, null, group.Count, null));

    private static Task<List<Part>> Add<TKey>(IQueryable<T> rows, Expression<Func<T, TKey>> key, Field measure, CancellationToken stop) => measure.Kind switch
    {
        FieldKind.Integer => Whole(rows.Select(Cells<Cell<TKey, int?>, TKey>(key, measure)), stop),
        FieldKind.Money => Amounts(rows.Select(Cells<Cell<TKey, decimal?>, TKey>(key, measure)), stop),
        _ => Decimals(rows.Select(Cells<Cell<TKey, decimal?>, TKey>(key, measure)), stop),
    };

    private static async Task<List<Part>> Whole<TKey>(IQueryable<Cell<TKey, int?>> cells, CancellationToken stop) =>
        (await cells.GroupBy(cell => cell.Key).Select(group => new { group.Key, Sum = group.Sum(cell => (long?)cell.Value) }).ToListAsync(stop)).ConvertAll(group => new Part(group.Key, null, 0, group.Sum));

    private static async Task<List<Part>> Decimals<TKey>(IQueryable<Cell<TKey, decimal?>> cells, CancellationToken stop) =>
        (await cells.GroupBy(cell => cell.Key).Select(group => new { group.Key, Sum = group.Sum(cell => cell.Value) }).ToListAsync(stop)).ConvertAll(group => new Part(group.Key, null, 0, group.Sum));

    private static async Task<List<Part>> Amounts<TKey>(IQueryable<Cell<TKey, decimal?>> cells, CancellationToken stop) =>
        (await cells.Where(cell => cell.Value != null).GroupBy(cell => new { cell.Key, cell.Currency }).Select(group => new { group.Key.Key, group.Key.Currency, Sum = group.Sum(cell => cell.Value) }).ToListAsync(stop))
            .ConvertAll(group => new Part(group.Key, group.Currency, 0, group.Sum));

    private static Expression<Func<T, TCell>> Cells<TCell, TKey>(Expression<Func<T, TKey>> key, Field measure)
    {
        var row = key.Parameters[0];
        Expression On(LambdaExpression field) => new ParameterReplacement(field.Parameters[0], row).Visit(field.Body);
        MemberAssignment Bind(string name, Expression value) => Expression.Bind(typeof(TCell).GetProperty(name)!, value);
        var bindings = new List<MemberBinding> { Bind(nameof(Cell<TKey, int>.Key), key.Body), Bind(nameof(Cell<TKey, int>.Value), On(measure.Value)) };
        if (measure.CurrencyOf is { } currency) bindings.Add(Bind(nameof(Cell<TKey, int>.Currency), On(currency)));
        return Expression.Lambda<Func<T, TCell>>(Expression.MemberInit(Expression.New(typeof(TCell)), bindings), row);
    }

    private sealed record Part(object? Key, string? Currency, long Count, decimal? Sum);

    private sealed class Cell<TKey, TValue>
    {
        public TKey Key { get; init; } = default!;

        public string? Currency { get; init; }

        public TValue Value { get; init; } = default!;
    }

    private sealed record Holder<TValue>(TValue Value);
}
