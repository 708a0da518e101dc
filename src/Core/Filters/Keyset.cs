using System.Linq.Expressions;

namespace Tandem.Core.Filters;

/// <summary>Ordered lists, page by page, without an offset: a page costs the same wherever it is.</summary>
public static class Keyset
{
    /// <summary>
    /// The whole list in order, empty values last. Where the first field may be empty, no plain index gives this order;
    /// pages of large tables come from <see cref="Stretches{T}"/>.
    /// </summary>
    public static IQueryable<T> Sorted<T>(this IQueryable<T> query, Sorting sorting) => new Pages<T>(query, sorting).Ordered(query, splitByFirst: false);

    /// <summary>The records of a list that come after a cursor of the same order; <see cref="Sorted{T}"/> puts them in order.</summary>
    /// <param name="filter">The filter that the cursor was made with.</param>
    /// <exception cref="FilterError">The text is no cursor of this list.</exception>
    public static IQueryable<T> After<T>(this IQueryable<T> query, Sorting sorting, string cursor, Filter? filter = null) =>
        query.Where(new Pages<T>(query, sorting).After(Cursor.Read(cursor, sorting, filter), splitByFirst: false));

    /// <summary>
    /// The list after a cursor, or from its beginning, as one or two queries to read one after the other until the page is full: first the records that have a
    /// value in the first field, then those that have none. Each is ordered by plain columns, which an index over (field, id) gives in both directions.
    /// </summary>
    /// <param name="filter">The filter that the cursor was made with.</param>
    /// <exception cref="FilterError">The text is no cursor of this list.</exception>
    public static IReadOnlyList<IQueryable<T>> Stretches<T>(this IQueryable<T> query, Sorting sorting, string? cursor = null, Filter? filter = null)
    {
        var pages = new Pages<T>(query, sorting);
        var last = cursor is null ? null : Cursor.Read(cursor, sorting, filter);
        IQueryable<T> From(IQueryable<T> stretch, bool begun) =>
            pages.Ordered(begun ? stretch.Where(pages.After(last!, splitByFirst: true)) : stretch, splitByFirst: true);

        if (!sorting.Keys[0].MayBeEmpty) return [From(query, last is not null)];
        var (having, lacking) = (query.Where(pages.FirstIsEmpty(false)), query.Where(pages.FirstIsEmpty(true)));
        return last is [null, ..] ? [From(lacking, true)] : [From(having, last is not null), From(lacking, false)];
    }

    /// <summary>The records before one, the nearest first, as one or two queries to read one after the other: <see cref="Stretches{T}"/> seen from the other end.</summary>
    /// <param name="record">A record of the list; it need not match the query.</param>
    public static IReadOnlyList<IQueryable<T>> StretchesBefore<T>(this IQueryable<T> query, Sorting sorting, object record)
    {
        var pages = new Pages<T>(query, sorting);
        object?[] first = [.. sorting.Keys.Select(key => key.Read(record))];
        IQueryable<T> From(IQueryable<T> stretch, bool begun) =>
            pages.Ordered(begun ? stretch.Where(pages.Before(first, splitByFirst: true)) : stretch, splitByFirst: true, backwards: true);

        if (!sorting.Keys[0].MayBeEmpty) return [From(query, true)];
        var (having, lacking) = (query.Where(pages.FirstIsEmpty(false)), query.Where(pages.FirstIsEmpty(true)));
        return first is [null, ..] ? [From(lacking, true), From(having, false)] : [From(having, true)];
    }

    /// <summary>Of one of the <see cref="Stretches{T}"/>, the records before one of them.</summary>
    /// <param name="record">A record of the stretch.</param>
    public static IQueryable<T> Until<T>(this IQueryable<T> stretch, Sorting sorting, object record) =>
        stretch.Where(new Pages<T>(stretch, sorting).Before([.. sorting.Keys.Select(key => key.Read(record))], splitByFirst: true));

    private sealed class Pages<T>(IQueryable<T> query, Sorting sorting)
    {
        private readonly bool inMemory = query is EnumerableQuery;
        private readonly ParameterExpression record = Expression.Parameter(typeof(T), "record");
        private readonly IReadOnlyList<OrderKey> keys = sorting.Keys;

        /// <param name="splitByFirst">The first field is empty in all records or in none.</param>
        /// <param name="backwards">From the end of the list.</param>
        public IQueryable<T> Ordered(IQueryable<T> source, bool splitByFirst, bool backwards = false)
        {
            var ordered = source.Expression;
            var first = true;
            for (var i = 0; i < keys.Count; i++)
            {
                var key = keys[i].On(record);
                if (keys[i].MayBeEmpty && !(splitByFirst && i == 0)) Append(Expression.Equal(key, Expression.Constant(null, key.Type)), descending: backwards);
                Append(key, keys[i].Descending != backwards);
            }

            return source.Provider.CreateQuery<T>(ordered);

            void Append(Expression key, bool descending)
            {
                var method = (first ? nameof(Queryable.OrderBy) : nameof(Queryable.ThenBy)) + (descending ? "Descending" : "");
                Expression[] arguments = [ordered, Expression.Quote(Expression.Lambda(key, record))];
                if (inMemory && key.Type == typeof(string)) arguments = [.. arguments, Expression.Constant(CodePoints.Order)];
                ordered = Expression.Call(typeof(Queryable), method, [typeof(T), key.Type], arguments);
                first = false;
            }
        }

        public Expression<Func<T, bool>> FirstIsEmpty(bool empty)
        {
            var key = keys[0].On(record);
            var none = Expression.Constant(null, key.Type);
            return Expression.Lambda<Func<T, bool>>(empty ? Expression.Equal(key, none) : Expression.NotEqual(key, none), record);
        }

        public Expression<Func<T, bool>> After(IReadOnlyList<object?> values, bool splitByFirst) =>
            Expression.Lambda<Func<T, bool>>(After(values, 0, splitByFirst), record);

        /// <summary>
        /// <c>a &lt;= @t AND (a &lt; @t OR …)</c>: the first half is a range that an index answers, which the usual
        /// <c>a &lt; @t OR (a = @t AND …)</c> hides from PostgreSQL.
        /// </summary>
        private Expression After(IReadOnlyList<object?> values, int at, bool splitByFirst)
        {
            var key = keys[at].On(record);
            var none = keys[at].MayBeEmpty && !(splitByFirst && at == 0) ? Expression.Equal(key, Expression.Constant(null, key.Type)) : null;
            if (values[at] is null)
            {
                var rest = After(values, at + 1, splitByFirst);
                return none is null ? rest : Expression.AndAlso(none, rest);
            }

            var value = Values.Parameter(values[at]!);
            var beyond = Or(none, Beyond(key, value, keys[at].Descending ? ExpressionType.LessThan : ExpressionType.GreaterThan));
            if (at == keys.Count - 1) return beyond;
            var from = Or(none, Beyond(key, value, keys[at].Descending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual));
            return Expression.AndAlso(from, Expression.OrElse(beyond, After(values, at + 1, splitByFirst)));
        }

        public Expression<Func<T, bool>> Before(IReadOnlyList<object?> values, bool splitByFirst) =>
            Expression.Lambda<Func<T, bool>>(Before(values, 0, splitByFirst), record);

        private Expression Before(IReadOnlyList<object?> values, int at, bool splitByFirst)
        {
            var key = keys[at].On(record);
            var some = keys[at].MayBeEmpty && !(splitByFirst && at == 0) ? Expression.NotEqual(key, Expression.Constant(null, key.Type)) : null;
            if (values[at] is null)
            {
                var rest = Before(values, at + 1, splitByFirst);
                return some is null ? rest : Expression.OrElse(some, rest);
            }

            var value = Values.Parameter(values[at]!);
            Expression beyond = Beyond(key, value, keys[at].Descending ? ExpressionType.GreaterThan : ExpressionType.LessThan);
            if (at == keys.Count - 1) return beyond;
            Expression from = Beyond(key, value, keys[at].Descending ? ExpressionType.GreaterThanOrEqual : ExpressionType.LessThanOrEqual);
            var before = Expression.AndAlso(from, Expression.OrElse(beyond, Before(values, at + 1, splitByFirst)));
            return some is null ? before : Expression.AndAlso(some, before);
        }

        private static Expression Or(Expression? none, Expression beyond) => none is null ? beyond : Expression.OrElse(none, beyond);

        private BinaryExpression Beyond(Expression key, Expression value, ExpressionType comparer) => key.Type == typeof(string)
            ? Expression.MakeBinary(comparer, TextCompiler.Compared(key, value, inMemory), Expression.Constant(0))
            : Expression.MakeBinary(comparer, key, key.Type == value.Type ? value : Expression.Convert(value, key.Type));
    }
}
