using System.Linq.Expressions;

namespace Tandem.Core.Filters;

/// <summary>Turns one comparison into an expression over the record whose field it reads. Each is false, never unknown, for an empty value.</summary>
internal sealed class ComparisonCompiler(FilterContext context, bool inMemory, ConditionCompiler conditions)
{
    private static readonly System.Reflection.MethodInfo ContainsText = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;

    private readonly TextCompiler texts = new(context, inMemory);
    private readonly TimeCompiler times = new(context);

    public Expression Compile(Comparison comparison, Expression record)
    {
        var (subject, @operator, operands) = comparison;
        var value = Access.Of(subject.OfCurrency ? subject.Field.CurrencyOf! : subject.Field.Value, record);
        return subject.Kind switch
        {
            FieldKind.Integer => Number(value, @operator, Array.ConvertAll(Numbers(operands), number => (int)number)),
            FieldKind.Decimal or FieldKind.Money or FieldKind.Percent => Number(value, @operator, Numbers(operands)),
            FieldKind.Date or FieldKind.Instant => times.Compile(value, subject.Kind, @operator, operands),
            FieldKind.YesNo => Truth(value, @operator, operands),
            FieldKind.Tags or FieldKind.SeveralChoices when subject.Field.Members is { } joined => Members(Access.Of(joined, record), @operator, Texts(operands)),
            FieldKind.Tags or FieldKind.SeveralChoices or FieldKind.Emails or FieldKind.Phones => Tags(value, @operator, Texts(operands)),
            FieldKind.Reference => Reference(subject, value, @operator, operands),
            FieldKind.Choice or FieldKind.Country or FieldKind.Language or FieldKind.TimeZone or FieldKind.Currency =>
                TextCompiler.Code(value, @operator, Texts(operands)),
            _ => texts.Compile(subject.Field, record, @operator, operands),
        };
    }

    private static decimal[] Numbers(IEnumerable<Operand> operands) => [.. operands.Cast<NumberOperand>().Select(operand => operand.Number)];

    private static string[] Texts(IEnumerable<Operand> operands) => [.. operands.Cast<TextOperand>().Select(operand => operand.Text)];

    private static Expression Number<T>(Expression value, Operator @operator, T[] numbers) where T : struct
    {
        var present = Access.Present(value);
        if (@operator == Operator.IsNotEmpty) return present ?? Expression.Constant(true);
        var plain = Access.Plain(value);
        return Values.And(present, @operator switch
        {
            Operator.In => Values.IsAmong(numbers, plain),
            Operator.NotIn => Expression.Not(Values.IsAmong(numbers, plain)),
            Operator.Between => Expression.AndAlso(
                Expression.GreaterThanOrEqual(plain, Values.Parameter(numbers[0])),
                Expression.LessThanOrEqual(plain, Values.Parameter(numbers[1]))),
            _ => Expression.MakeBinary(Values.Comparer(@operator), plain, Values.Parameter(numbers[0])),
        });
    }

    private static Expression Truth(Expression value, Operator @operator, IReadOnlyList<Operand> operands)
    {
        var present = Access.Present(value);
        if (@operator == Operator.IsNotEmpty) return present ?? Expression.Constant(true);
        var wanted = ((TruthOperand)operands[0]).Truth == (@operator == Operator.Equal);
        return Values.And(present, wanted ? Access.Plain(value) : Expression.Not(Access.Plain(value)));
    }

    private static Expression Tags(Expression value, Operator @operator, string[] tags)
    {
        Expression Has(string tag) => Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(string)], value, Values.Parameter(tag));
        return Values.And(Access.Present(value), @operator switch
        {
            Operator.IsNotEmpty => Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [typeof(string)], value),
            Operator.HasAny => AnyOf(value, tags),
            _ => Values.Joined(Expression.AndAlso, [.. tags.Select(Has)]),
        });
    }

    /// <summary>A list that is kept as one text.</summary>
    private static BinaryExpression Members(Expression joined, Operator @operator, string[] tags)
    {
        Expression Has(string tag) => Expression.Call(joined, ContainsText, Values.Parameter(CustomJson.Member(tag)));
        var present = Expression.NotEqual(joined, Expression.Constant(null, typeof(string)));
        return @operator == Operator.IsNotEmpty ? present
            : Expression.AndAlso(present, Values.Joined(@operator == Operator.HasAny ? Expression.OrElse : Expression.AndAlso, [.. tags.Select(Has)]));
    }

    private static MethodCallExpression AnyOf(Expression value, string[] tags)
    {
        var tag = Expression.Parameter(typeof(string), "tag");
        var isWanted = Expression.Lambda<Func<string, bool>>(Values.IsAmong(tags, tag), tag);
        return Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [typeof(string)], value, isWanted);
    }

    private Expression Reference(Subject subject, Expression id, Operator @operator, IReadOnlyList<Operand> operands)
    {
        var present = Access.Present(id);
        if (@operator == Operator.IsNotEmpty) return present ?? Expression.Constant(true);
        var ids = operands.SelectMany(operand => IdsOf(operand, subject.Field)).Distinct().ToArray();
        var titles = operands.OfType<TextOperand>().ToArray();
        var negated = @operator is Operator.NotEqual or Operator.NotIn;
        var parts = new List<Expression>();
        if (ids.Length > 0 || titles.Length == 0)
        {
            var among = Values.IsAmong(ids, Access.Plain(id));
            parts.Add(Values.And(present, negated ? Expression.Not(among) : among));
        }

        if (titles.Length > 0)
        {
            var target = subject.Target!;
            parts.Add(conditions.Exists(target, id, (other, compiler) => compiler.Titled(target, other, @operator, titles)));
        }

        return Values.Joined(negated ? Expression.AndAlso : Expression.OrElse, [.. parts]);
    }

    private IEnumerable<Guid> IdsOf(Operand operand, Field field) => operand switch
    {
        IdOperand id => [id.Id],
        MeOperand => context.Actor is { } actor ? [actor] : [],
        MyTeamOperand => field.ReferenceTo == OperandCheck.Team ? context.Teams : context.TeamMates,
        _ => [],
    };
}
