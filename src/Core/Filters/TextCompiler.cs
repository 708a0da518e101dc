using System.Linq.Expressions;
using System.Reflection;
using Tandem.Core.Text;

namespace Tandem.Core.Filters;

/// <summary>Comparisons of texts, on their folded forms and sort keys.</summary>
internal sealed class TextCompiler(FilterContext context, bool inMemory)
{
    private static readonly ConstantExpression Empty = Expression.Constant("");
    private static readonly MethodInfo ContainsText = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;
    private static readonly MethodInfo JoinTexts = typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)])!;
    private static readonly MethodInfo CompareInQuery = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;
    private static readonly MethodInfo CompareInMemory = typeof(CodePoints).GetMethod(nameof(CodePoints.Compare))!;

    public Expression Compile(Field field, Expression record, Operator @operator, IReadOnlyList<Operand> operands)
    {
        var value = Access.Of(field.Folded ?? field.Value, record);
        var present = Present(value);
        return @operator switch
        {
            Operator.IsNotEmpty => present,
            Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual or Operator.Between =>
                Expression.AndAlso(present, Ordered(field, record, @operator, operands)),
            Operator.Contains or Operator.StartsWith or Operator.EndsWith =>
                Expression.AndAlso(present, Part(value, @operator, Form(field, operands[0], whole: false))),
            Operator.HasWords => Expression.AndAlso(present, Words(value, WordsOf(((TextOperand)operands[0]).Text))),
            _ => Code(value, @operator, [.. operands.Select(operand => Form(field, operand, whole: true))]),
        };
    }

    /// <summary>The words of a text, in folded form.</summary>
    public static string[] WordsOf(string text) => [.. Folding.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    /// <summary>Equality of a text as it is stored.</summary>
    public static Expression Code(Expression value, Operator @operator, string[] codes) => Expression.AndAlso(Present(value), @operator switch
    {
        Operator.IsNotEmpty => Expression.Constant(true),
        Operator.Equal or Operator.In => Values.IsAmong(codes, value),
        _ => Expression.Not(Values.IsAmong(codes, value)),
    });

    /// <summary>The order of two texts on either side of a query.</summary>
    public static Expression Compared(Expression a, Expression b, bool inMemory) => Expression.Call(inMemory ? CompareInMemory : CompareInQuery, a, b);

    private static BinaryExpression Present(Expression value) =>
        Expression.AndAlso(Expression.NotEqual(value, Expression.Constant(null, typeof(string))), Expression.NotEqual(value, Empty));

    /// <summary>Each word begins one of the text's, in any order.</summary>
    private static Expression Words(Expression value, string[] words)
    {
        var spaced = Expression.Call(JoinTexts, Expression.Constant(" "), value);
        return Values.Joined(Expression.AndAlso, [.. words.Select(word => Expression.Call(spaced, ContainsText, Values.Parameter(" " + word)))]);
    }

    private MethodCallExpression Part(Expression value, Operator @operator, string part)
    {
        if (@operator == Operator.Contains) return Expression.Call(value, ContainsText, Values.Parameter(part));
        var method = @operator == Operator.StartsWith ? nameof(string.StartsWith) : nameof(string.EndsWith);
        return inMemory
            ? Expression.Call(value, method, null, Values.Parameter(part), Expression.Constant(StringComparison.Ordinal))
            : Expression.Call(value, method, null, Values.Parameter(part));
    }

    private Expression Ordered(Field field, Expression record, Operator @operator, IReadOnlyList<Operand> operands)
    {
        var key = Access.Of(field.SortKey ?? field.Folded ?? field.Value, record);
        Expression Against(Operator comparer, Operand operand) => Expression.MakeBinary(Values.Comparer(comparer),
            Compared(key, Values.Parameter(KeyOf(field, (TextOperand)operand)), inMemory), Expression.Constant(0));
        return Values.And(Access.Present(key), @operator == Operator.Between
            ? Expression.AndAlso(Against(Operator.GreaterOrEqual, operands[0]), Against(Operator.LessOrEqual, operands[1]))
            : Against(@operator, operands[0]));
    }

    private string KeyOf(Field field, TextOperand operand) =>
        field.SortKey is null ? TextForm.Of(field.Kind, operand.Text) : SortKeys.Of(operand.Text, context.Language);

    private static string Form(Field field, Operand operand, bool whole)
    {
        var text = ((TextOperand)operand).Text;
        var form = whole ? TextForm.Whole(field.Kind, text) : TextForm.Of(field.Kind, text);
        return field.Folded is null ? form : Folding.Fold(form);
    }
}
