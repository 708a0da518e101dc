using System.Linq.Expressions;
using Tandem.Core.Filters;

namespace Tandem.Core.Formulas;

/// <summary>Points for each filter that a record matches, added up.</summary>
/// <param name="rules">Filters over the record, with their points.</param>
public sealed class Score(IReadOnlyList<(string When, int Points)> rules) : Computation
{
    public override FieldKind Gives => FieldKind.Integer;

    public override Expression On(RecordType type, Expression record, RecordTypes types, FilterContext context) => rules
        .Select(rule => (Expression)Expression.Condition(Filter.Parse(rule.When, type, types).On(record, context), Expression.Constant(rule.Points), Expression.Constant(0)))
        .Aggregate((Expression)Expression.Constant(0), Expression.Add);
}
