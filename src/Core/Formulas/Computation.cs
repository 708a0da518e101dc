using System.Linq.Expressions;
using Tandem.Core.Filters;

namespace Tandem.Core.Formulas;

/// <summary>
/// How a field comes by its value: it is no value of its own, but an expression over the record that becomes part of each query that names the field,
/// so that it is right whenever it is read.
/// </summary>
public abstract class Computation
{
    /// <summary>What it gives: whole number, number, money, day, moment, text or yes/no.</summary>
    public abstract FieldKind Gives { get; }

    /// <summary>The value as an expression over a record.</summary>
    /// <param name="type">Of the record.</param>
    /// <param name="record">The record in the query.</param>
    /// <param name="types">All types, whoever reads: what a role may not read still counts.</param>
    /// <param name="context">Its records are all that there are; its actor is nobody.</param>
    /// <exception cref="FilterError">What it is made of is not there, or does not fit.</exception>
    public abstract Expression On(RecordType type, Expression record, RecordTypes types, FilterContext context);

    /// <summary>Of a text, the form that comparisons use.</summary>
    public virtual Expression Folded(RecordType type, Expression record, RecordTypes types, FilterContext context) => On(type, record, types, context);
}

/// <summary>Puts the expressions of computed fields into queries.</summary>
public static class Computations
{
    /// <summary>Computed fields that are made of computed fields, one within the other.</summary>
    public const int Depth = 6;

    /// <summary>The query with each computed field's expression in its place. What cannot be computed any more has no value.</summary>
    public static Expression In(Expression query, RecordTypes types, Func<FilterContext> context) => types.Computed.Count == 0 ? query : new Expansion(types, context, strict: false).Visit(query);

    /// <summary>The whole expression of a field, down to what is stored.</summary>
    /// <exception cref="FilterError">It cannot be computed, or is made of itself.</exception>
    public static Expression Of(Expression value, RecordTypes types, FilterContext context) => new Expansion(types, () => context, strict: true).Visit(value);

    private sealed class Expansion(RecordTypes types, Func<FilterContext> context, bool strict) : ExpressionVisitor
    {
        private FilterContext? known;
        private int depth;

        private FilterContext Context => known ??= context();

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node.Method.DeclaringType != typeof(CustomJson) || node.Arguments is not [MemberExpression { Expression: { } record }, ConstantExpression { Value: string key }] || !types.Computed.TryGetValue(key.Split('_')[0], out var field))
                return base.VisitMethodCall(node);
            var value = Value(field.Type, field.Field, key, record);
            return value is null ? Expression.Constant(null, node.Type) : value.Type == node.Type ? value : Expression.Convert(value, node.Type);
        }

        private Expression? Value(RecordType type, Field field, string key, Expression record)
        {
            var computation = field.Shape!.Computed!;
            if (depth == Depth) return strict ? throw new FilterError(FormulaErrors.Circle, 0, 0, null, ("field", field.Name)) : null;
            depth++;
            try
            {
                if (key == CustomJson.CurrencyKey(field.Shape.Key)) return Expression.Constant(Context.Currency, typeof(string));
                var value = key == CustomJson.FoldedKey(field.Shape.Key) ? computation.Folded(type, record, types, Context) : computation.On(type, record, types, Context);
                return Visit(value);
            }
            catch (FilterError) when (!strict)
            {
                return null;
            }
            finally
            {
                depth--;
            }
        }
    }
}

/// <summary>What can be wrong with a formula beside what can be wrong with a filter: resource keys of the messages.</summary>
public static class FormulaErrors
{
    public const string Expected = "formula.expected-value";
    public const string CannotUse = "formula.cannot-use";
    public const string DifferentKinds = "formula.different-kinds";
    public const string UnknownFunction = "formula.unknown-function";
    public const string Arguments = "formula.arguments";
    public const string Circle = "formula.circle";
    public const string TooEntangled = "formula.too-entangled";
}
