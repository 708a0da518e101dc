using System.Linq.Expressions;
using Tandem.Core.Filters;

namespace Tandem.Core.Formulas;

/// <summary>What a roll-up makes of the records of a relation.</summary>
public enum RollUpOf
{
    Count, Sum, Least, Most,
}

/// <summary>Counts the records of a relation, or takes the sum, the least or the most of one of their fields.</summary>
/// <param name="of">What is made of them.</param>
/// <param name="relation">Name of the relation: <c>deals</c>.</param>
/// <param name="field">Name of the field; null for a count.</param>
/// <param name="filter">Which of them count; null for all.</param>
/// <param name="gives">As <see cref="KindOf(RollUpOf, FieldKind?)"/> says.</param>
public sealed class RollUp(RollUpOf of, string relation, string? field, string? filter, FieldKind gives) : Computation
{
    public override FieldKind Gives => gives;

    /// <summary>What comes out; null where the field cannot be rolled up like that.</summary>
    public static FieldKind? KindOf(RollUpOf of, FieldKind? field) => (of, field) switch
    {
        (RollUpOf.Count, _) => FieldKind.Integer,
        (_, FieldKind.Money) => FieldKind.Money,
        (_, FieldKind.Integer or FieldKind.Decimal or FieldKind.Percent) => FieldKind.Decimal,
        (RollUpOf.Least or RollUpOf.Most, FieldKind.Date or FieldKind.Instant) => field,
        _ => null,
    };

    /// <summary>What the field of a relation gives.</summary>
    /// <exception cref="FilterError">There is no such relation or field.</exception>
    public static FieldKind? KindOf(RollUpOf of, string relation, string? field, RecordType type, RecordTypes types)
    {
        var target = Target(relation, type, types).Target;
        return KindOf(of, of == RollUpOf.Count ? null : Subjects.Find(target, Token(field ?? "")).Kind);
    }

    public override Expression On(RecordType type, Expression record, RecordTypes types, FilterContext context)
    {
        var (target, reference) = Target(relation, type, types);
        var source = context.Set(target);
        var other = Expression.Parameter(source.ElementType, target.Key);
        var refers = Access.Of(reference.Value, other);
        Expression id = Expression.Property(record, nameof(IRecord.Id));
        Expression belongs = Expression.Equal(refers, refers.Type == id.Type ? id : Expression.Convert(id, refers.Type));
        if (filter is { Length: > 0 }) belongs = Expression.AndAlso(belongs, Filter.Parse(filter, target, types).On(other, context));
        Expression Counted(Expression condition) => Expression.Call(typeof(Queryable), nameof(Queryable.Where), [source.ElementType], source.Expression, Expression.Quote(Expression.Lambda(condition, other)));
        if (of == RollUpOf.Count) return Expression.Call(typeof(Queryable), nameof(Queryable.Count), [source.ElementType], Counted(belongs));
        var summed = Subjects.Find(target, Token(field ?? ""));
        var value = FormulaFields.Plain(summed, other);
        // Amounts that nothing makes comparable are added up in the workspace's currency alone.
        if (summed is { Kind: FieldKind.Money, SortKey: null, CurrencyOf: { } currency }) belongs = Expression.AndAlso(belongs, Expression.Equal(Access.Of(currency, other), Values.Parameter(context.Currency)));
        var selector = Expression.Quote(Expression.Lambda(value, other));
        return of == RollUpOf.Sum
            ? Expression.Call(typeof(Queryable), nameof(Queryable.Sum), [source.ElementType], Counted(belongs), selector)
            : Expression.Call(typeof(Queryable), of == RollUpOf.Least ? nameof(Queryable.Min) : nameof(Queryable.Max), [source.ElementType, value.Type], Counted(belongs), selector);
    }

    private static (RecordType Target, Field Reference) Target(string relation, RecordType type, RecordTypes types)
    {
        var counted = new Subjects(types).Relation(type, Token(relation));
        return (counted.Target, counted.Reference);
    }

    private static Token Token(string name) => new(TokenKind.Word, 0, name.Length, name);
}
