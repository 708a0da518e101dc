using System.Linq.Expressions;

namespace Tandem.Core.Filters;

/// <summary>Comparisons of days and instants, with boundaries that are computed before the query runs.</summary>
internal sealed class TimeCompiler(FilterContext context)
{
    private readonly Days days = new(context);

    public Expression Compile(Expression value, FieldKind kind, Operator @operator, IReadOnlyList<Operand> operands)
    {
        var present = Access.Present(value);
        if (@operator == Operator.IsNotEmpty) return present ?? Expression.Constant(true);
        var plain = Access.Plain(value);
        Bounds Of(Operand operand) => operand is SpanOperand span ? OfSpan(span, kind) : OfMoment((Moment)operand, kind);
        Expression AnyOf() => Values.Joined(Expression.OrElse, [.. operands.Select(operand => On(plain, Of(operand)))]);
        return Values.And(present, @operator switch
        {
            Operator.On or Operator.Within or Operator.In => AnyOf(),
            Operator.NotEqual or Operator.NotIn => Expression.Not(AnyOf()),
            Operator.Before => Expression.LessThan(plain, Of(operands[0]).First),
            Operator.After => Expression.Not(NotAfter(plain, Of(operands[0]))),
            Operator.LessOrEqual => NotAfter(plain, Of(operands[0])),
            Operator.GreaterOrEqual => NotBefore(plain, Of(operands[0])),
            Operator.Between => Expression.AndAlso(NotBefore(plain, Of(operands[0])), NotAfter(plain, Of(operands[1]))),
            _ => throw new ArgumentOutOfRangeException(nameof(@operator), @operator, null),
        });
    }

    private static BinaryExpression On(Expression value, Bounds bounds) => bounds.First == bounds.End && bounds.EndBelongs
        ? Expression.Equal(value, bounds.First)
        : Expression.AndAlso(NotBefore(value, bounds), NotAfter(value, bounds));

    private static BinaryExpression NotBefore(Expression value, Bounds bounds) => Expression.GreaterThanOrEqual(value, bounds.First);

    private static BinaryExpression NotAfter(Expression value, Bounds bounds) =>
        bounds.EndBelongs ? Expression.LessThanOrEqual(value, bounds.End) : Expression.LessThan(value, bounds.End);

    private Bounds OfSpan(SpanOperand span, FieldKind kind)
    {
        if (span.Unit != TimeUnit.Hour) return OfDays(days.DaysOf(span), kind);
        var (from, to) = days.HoursOf(span);
        return new(Values.Parameter(from), Values.Parameter(to), EndBelongs: true);
    }

    private Bounds OfMoment(Moment moment, FieldKind kind)
    {
        if (days.DaysOf(moment) is { } stretch) return OfDays(stretch, kind);
        var point = Values.Parameter(days.PointOf(moment));
        return new(point, point, EndBelongs: true);
    }

    private Bounds OfDays((DateOnly From, DateOnly Until) stretch, FieldKind kind) => kind == FieldKind.Date
        ? new(Values.Parameter(stretch.From), Values.Parameter(stretch.Until), EndBelongs: false)
        : new(Values.Parameter(days.StartOf(stretch.From)), Values.Parameter(days.StartOf(stretch.Until)), EndBelongs: false);

    /// <summary>The first moment of a stretch and its last one, or the first after it.</summary>
    private sealed record Bounds(Expression First, Expression End, bool EndBelongs);
}
