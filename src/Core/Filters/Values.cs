using System.Linq.Expressions;

namespace Tandem.Core.Filters;

/// <summary>Pieces of expressions that comparisons are made of.</summary>
internal static class Values
{
    /// <summary>A value that a query takes as a parameter, in the way of a captured variable.</summary>
    public static Expression Parameter<T>(T value) => Expression.Property(Expression.Constant(new Captured<T>(value)), nameof(Captured<T>.Value));

    /// <summary>The same for a type known at run time.</summary>
    public static Expression Parameter(object value) => Expression.Property(
        Expression.Constant(Activator.CreateInstance(typeof(Captured<>).MakeGenericType(value.GetType()), value)), nameof(Captured<object>.Value));

    /// <summary>Whether a list, which a query takes as parameters, holds the value.</summary>
    public static Expression IsAmong<T>(IReadOnlyList<T> list, Expression value) => list.Count == 1
        ? Expression.Equal(value, Parameter(list[0]))
        : Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(T)], Parameter<IEnumerable<T>>([.. list]), value);

    public static ExpressionType Comparer(Operator @operator) => @operator switch
    {
        Operator.Equal or Operator.On => ExpressionType.Equal,
        Operator.NotEqual => ExpressionType.NotEqual,
        Operator.Less or Operator.Before => ExpressionType.LessThan,
        Operator.LessOrEqual => ExpressionType.LessThanOrEqual,
        Operator.Greater or Operator.After => ExpressionType.GreaterThan,
        Operator.GreaterOrEqual => ExpressionType.GreaterThanOrEqual,
        _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
    };

    /// <summary>Joins many conditions in a shallow tree, so that a long list cannot exhaust a stack.</summary>
    public static Expression Joined(Func<Expression, Expression, Expression> join, ReadOnlySpan<Expression> parts) => parts.Length == 1
        ? parts[0]
        : join(Joined(join, parts[..(parts.Length / 2)]), Joined(join, parts[(parts.Length / 2)..]));

    public static Expression And(Expression? first, Expression second) => first is null ? second : Expression.AndAlso(first, second);

    private sealed record Captured<T>(T Value);
}
