using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Tandem.Core.Filters;

/// <summary>What a list is ordered by: a column of the record and a direction.</summary>
internal sealed class OrderKey
{
    private static readonly ConcurrentDictionary<LambdaExpression, OrderKey> Ascending = new();
    private static readonly ConcurrentDictionary<Type, LambdaExpression> Ids = new();

    private readonly LambdaExpression column;
    private readonly Lazy<Func<object, object?>> read;

    private OrderKey(LambdaExpression column)
    {
        this.column = column;
        var value = Access.Of(column, column.Parameters[0]);
        MayBeEmpty = Access.Present(value) is not null && !IsRequired(value);
        Type = On(column.Parameters[0]).Type;
        read = new(Compiled);
    }

    private OrderKey(OrderKey ascending, bool descending)
    {
        (column, read, MayBeEmpty, Type, Descending) = (ascending.column, ascending.read, ascending.MayBeEmpty, ascending.Type, descending);
    }

    public bool Descending { get; }

    /// <summary>Whether records may have nothing here.</summary>
    public bool MayBeEmpty { get; }

    /// <summary>Type of the column, nullable where <see cref="MayBeEmpty"/>.</summary>
    public Type Type { get; }

    /// <summary>Name of the record's property that it is; null where it is computed or stands in another record.</summary>
    public string? Property => PropertyOf(column);

    public static OrderKey Of(SortField field) =>
        Of(field.Field.SortKey ?? (IsText(field.Field.Kind) ? field.Field.Folded : null) ?? field.Field.Value, field.Descending);

    public static OrderKey Id(RecordType type, bool descending) => Of(Ids.GetOrAdd(type.EntityType, static entity =>
    {
        var record = Expression.Parameter(entity, "record");
        return Expression.Lambda(Expression.Property(record, nameof(IRecord.Id)), record);
    }), descending);

    /// <summary>The column of a record. Yes and no become 1 and 0, which both sides can order.</summary>
    public Expression On(Expression record)
    {
        var value = Access.Of(column, record);
        if (value.Type == typeof(bool)) return AsNumber(value, typeof(int));
        if (value.Type != typeof(bool?)) return value;
        var none = Expression.Constant(null, typeof(int?));
        return Expression.Condition(Access.Present(value)!, AsNumber(Access.Plain(value), typeof(int?)), none);
    }

    /// <summary>The column's value in a record in memory.</summary>
    public object? Read(object record) => read.Value(record);

    /// <summary>Name of the record's property that a column is; null where it is computed or stands in another record.</summary>
    public static string? PropertyOf(LambdaExpression column) =>
        (column.Body is UnaryExpression { NodeType: ExpressionType.Convert } widened ? widened.Operand : column.Body) is MemberExpression member && member.Expression == column.Parameters[0]
            ? member.Member.Name : null;

    private static OrderKey Of(LambdaExpression column, bool descending)
    {
        var ascending = Ascending.GetOrAdd(column, static added => new(added));
        return descending ? new(ascending, descending) : ascending;
    }

    private static bool IsText(FieldKind kind) => kind is FieldKind.Text or FieldKind.Email or FieldKind.Phone or FieldKind.Url;

    private static ConditionalExpression AsNumber(Expression truth, Type type) =>
        Expression.Condition(truth, Expression.Constant(1, type), Expression.Constant(0, type));

    /// <summary>Whether a text is declared as never null.</summary>
    private static bool IsRequired(Expression value) => value is MemberExpression { Member: PropertyInfo property } && property.PropertyType == typeof(string)
        && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.NotNull;

    private Func<object, object?> Compiled()
    {
        var record = Expression.Parameter(typeof(object), "record");
        var value = On(Expression.Convert(record, column.Parameters[0].Type));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), record).Compile();
    }
}
