using System.Linq.Expressions;
using Tandem.Core.Filters;

namespace Tandem.Core.Formulas;

/// <summary>Fields as formulas and roll-ups read them.</summary>
internal static class FormulaFields
{
    /// <summary>The value in the form in which the database compares and adds it up: numbers as numbers, days and moments as they are.</summary>
    public static Expression Plain(Field field, Expression record)
    {
        var value = Access.Of(field.Kind == FieldKind.Money ? field.SortKey ?? field.Value : field.Value, record);
        return field.Kind switch
        {
            FieldKind.Integer => Call(nameof(FormulaMath.Whole), As<int?>(value)),
            FieldKind.Decimal or FieldKind.Percent or FieldKind.Money => Call(nameof(FormulaMath.Number), As<decimal?>(value)),
            FieldKind.Date => As<DateOnly?>(value),
            FieldKind.Instant => As<DateTimeOffset?>(value),
            _ => value,
        };
    }

    public static MethodCallExpression Call(string method, params Expression[] arguments) => Expression.Call(typeof(FormulaMath), method, null, arguments);

    private static Expression As<T>(Expression value) => value.Type == typeof(T) ? value : Expression.Convert(value, typeof(T));
}
