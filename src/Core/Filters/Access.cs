using System.Linq.Expressions;

namespace Tandem.Core.Filters;

/// <summary>Puts a field's expression onto a record.</summary>
internal static class Access
{
    /// <summary>The field's value, without the widening to a nullable type that fields of required columns carry.</summary>
    public static Expression Of(LambdaExpression field, Expression record)
    {
        var body = new ParameterReplacement(field.Parameters[0], record).Visit(field.Body);
        return body is UnaryExpression { NodeType: ExpressionType.Convert, Operand: var operand } && Nullable.GetUnderlyingType(body.Type) == operand.Type
            ? operand
            : body;
    }

    /// <summary>Whether there is a value; null where there always is one.</summary>
    public static Expression? Present(Expression value) =>
        value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null ? null : Expression.NotEqual(value, Expression.Constant(null, value.Type));

    /// <summary>The value itself, once it is known to be present.</summary>
    public static Expression Plain(Expression value) =>
        Nullable.GetUnderlyingType(value.Type) is null ? value : Expression.Property(value, nameof(Nullable<int>.Value));
}
