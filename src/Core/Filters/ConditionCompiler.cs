using System.Linq.Expressions;

namespace Tandem.Core.Filters;

/// <summary>Turns conditions into expressions over a record.</summary>
internal sealed class ConditionCompiler
{
    private readonly FilterContext context;
    private readonly bool inMemory;
    private readonly ComparisonCompiler comparisons;

    public ConditionCompiler(FilterContext context, bool inMemory)
    {
        this.context = context;
        this.inMemory = inMemory;
        comparisons = new(context, inMemory, this);
    }

    public Expression Compile(Condition condition, Expression record) => condition switch
    {
        All all => Joined(Expression.AndAlso, all.Conditions, record),
        Either either => Joined(Expression.OrElse, either.Conditions, record),
        Not not => Expression.Not(Compile(not.Condition, record)),
        CountComparison count => Counted(count, record),
        Comparison { Operator: Operator.IsEmpty } empty => Expression.Not(Compile(empty with { Operator = Operator.IsNotEmpty }, record)),
        Comparison comparison => Along(comparison, 0, record),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, null),
    };

    /// <summary>Whether a referenced record exists for which the rest holds; the rest is given the compiler for the place where it will run.</summary>
    public Expression Exists(RecordType target, Expression reference, Func<Expression, ConditionCompiler, Expression> rest) =>
        Over(nameof(Queryable.Any), target, (other, compiler) => Expression.AndAlso(Equal(other, reference), rest(other, compiler)));

    /// <summary>A text comparison of a record's title.</summary>
    public Expression Titled(RecordType type, Expression record, Operator @operator, IReadOnlyList<Operand> titles) =>
        new TextCompiler(context, inMemory).Compile(type.Title, record, @operator, titles);

    private Expression Along(Comparison comparison, int at, Expression record)
    {
        if (at == comparison.Subject.Hops.Count) return comparisons.Compile(comparison, record);
        var hop = comparison.Subject.Hops[at];
        return Exists(hop.Target, Access.Of(hop.Reference.Value, record), (other, compiler) => compiler.Along(comparison, at + 1, other));
    }

    private Expression Counted(CountComparison count, Expression record)
    {
        var id = Expression.Property(record, nameof(IRecord.Id));
        Expression Belongs(Expression other, ConditionCompiler compiler)
        {
            var refers = Equal(record, Access.Of(count.Counted.Reference.Value, other));
            return count.Where is null ? refers : Expression.AndAlso(refers, compiler.Compile(count.Where, other));
        }

        MethodCallExpression Any() => Over(nameof(Queryable.Any), count.Counted.Target, Belongs);
        return (count.Operator, count.Number) switch
        {
            (Operator.Greater, 0) or (Operator.GreaterOrEqual, 1) or (Operator.NotEqual, 0) => Any(),
            (Operator.Equal, 0) or (Operator.Less, 1) or (Operator.LessOrEqual, 0) => Expression.Not(Any()),
            _ => Expression.MakeBinary(
                Values.Comparer(count.Operator), Over(nameof(Queryable.Count), count.Counted.Target, Belongs), Values.Parameter(count.Number)),
        };
    }

    /// <summary>
    /// <c>Any</c> or <c>Count</c> over the records of another type. In a query its source becomes part of the query; in memory a collection
    /// is walked, and any other source answers with a query of its own.
    /// </summary>
    private MethodCallExpression Over(string method, RecordType target, Func<Expression, ConditionCompiler, Expression> condition)
    {
        var source = context.Set(target);
        var other = Expression.Parameter(source.ElementType, target.Key);
        var walks = inMemory && source is EnumerableQuery;
        var inner = walks == inMemory ? this : new ConditionCompiler(context, inMemory: false);
        var lambda = Expression.Lambda(condition(other, inner), other);
        if (walks) return Expression.Call(typeof(Enumerable), method, [source.ElementType], Expression.Constant(source), lambda);
        var queried = inMemory ? Expression.Constant(source) : source.Expression;
        return Expression.Call(typeof(Queryable), method, [source.ElementType], queried, Expression.Quote(lambda));
    }

    /// <summary>Whether a reference, which may be empty, is the id of a record.</summary>
    private static BinaryExpression Equal(Expression record, Expression reference)
    {
        Expression id = Expression.Property(record, nameof(IRecord.Id));
        return Expression.Equal(reference.Type == id.Type ? id : Expression.Convert(id, reference.Type), reference);
    }

    private Expression Joined(Func<Expression, Expression, Expression> join, IReadOnlyList<Condition> parts, Expression record) =>
        Values.Joined(join, [.. parts.Select(part => Compile(part, record))]);
}
