using System.Linq.Expressions;

namespace Tandem.Core.Filters;

/// <summary>Puts an expression in the place of a lambda's parameter, to join what several lambdas say of one thing.</summary>
public sealed class ParameterReplacement(ParameterExpression parameter, Expression by) : ExpressionVisitor
{
    protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? by : node;
}
