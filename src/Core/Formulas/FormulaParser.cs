using System.Linq.Expressions;
using Tandem.Core.Filters;
using Tandem.Core.Text;

namespace Tandem.Core.Formulas;

/// <summary>Reads a formula: sums and products of fields, numbers, texts and days, functions, and <c>if … then … else</c> with conditions of the filter language.</summary>
internal sealed class FormulaParser(TokenReader reader, RecordType type, RecordTypes types)
{
    /// <summary>Readings that may be tried: what begins like a condition may turn out to be a value.</summary>
    private const int Attempts = 2_000;

    private static readonly System.Reflection.MethodInfo JoinTexts = typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)])!;

    private static readonly string[] Functions = ["round", "abs", "min", "max", "first", "length", "year", "month", "day"];

    private static readonly string[] Boundaries = ["and", "or", "then", "else"];

    private readonly FilterParser filters = new(reader, type, types);
    private int attempts, depth;

    public Term Read() => Either(() => Whole(Value), () => Whole(() => Truth(Condition())));

    private static Term Truth(Func<Expression, FilterContext, Expression> condition) => new(FormulaKind.Truth, condition);

    private Term Whole(Func<Term> read)
    {
        var term = read();
        return reader.Current.Kind == TokenKind.End ? term : throw reader.Current.Error(FilterErrors.ExpectedEnd, ("text", reader.Current.Text));
    }

    /// <summary>The first reading that fits; when none does, the error of the one that came further.</summary>
    private T Either<T>(Func<T> first, Func<T> second)
    {
        if (++attempts > Attempts) throw reader.Current.Error(FormulaErrors.TooEntangled);
        var place = reader.Place;
        try
        {
            return first();
        }
        catch (FilterError one)
        {
            reader.Place = place;
            try
            {
                return second();
            }
            catch (FilterError other)
            {
                throw other.Position >= one.Position ? other : one;
            }
        }
    }

    private Term Value()
    {
        if (++depth > FilterLimits.Depth * 2) throw reader.Current.Error(FilterErrors.TooDeep, ("max", FilterLimits.Depth * 2));
        var left = Product();
        while (true)
        {
            var at = reader.Current;
            if (reader.TakeSymbol("+")) left = Added(left, Product(), at);
            else if (reader.TakeSymbol("-")) left = Subtracted(left, Product(), at);
            else break;
        }

        depth--;
        return left;
    }

    private Term Product()
    {
        var left = Single();
        while (true)
        {
            var at = reader.Current;
            if (reader.TakeSymbol("*")) left = Calculated(nameof(FormulaMath.Multiply), left, Single(), at);
            else if (reader.TakeSymbol("/")) left = Calculated(nameof(FormulaMath.Divide), left, Single(), at);
            else return left;
        }
    }

    private Term Single()
    {
        var token = reader.Current;
        if (reader.TakeSymbol("-")) return Subtracted(Number(0m), Single(), token);
        if (reader.TakeSymbol("("))
        {
            var inner = Value();
            reader.DemandSymbol(")");
            return inner;
        }

        if (token.Kind is TokenKind.Number or TokenKind.Percent) return Number(Checked((decimal)reader.Take().Value!, token));
        if (token.Kind == TokenKind.Day) return Number(((DateOnly)reader.Take().Value!).DayNumber) with { Kind = FormulaKind.Day };
        if (token.Kind == TokenKind.Text) return Text(reader.Take().Text);
        if (token.Kind != TokenKind.Word) throw token.Error(FormulaErrors.Expected);
        if (reader.TakeWord("if")) return Choice(token);
        if (reader.TakeWord("today")) return new Term(FormulaKind.Day, (_, context) => FormulaFields.Call(nameof(FormulaMath.Number), Values.Parameter((decimal?)context.Today.DayNumber)));
        return reader.Following.IsSymbol("(") ? Function(reader.Take()) : Field();
    }

    private Term Choice(Token at)
    {
        var condition = Condition();
        reader.DemandWord("then");
        var (yes, no) = (Value(), reader.TakeWord("else") ? Value() : null);
        if (no is not null && no.Kind != yes.Kind) throw at.Error(FormulaErrors.DifferentKinds);
        Func<Expression, FilterContext, Expression> Chosen(Func<Expression, FilterContext, Expression> then, Func<Expression, FilterContext, Expression>? otherwise) => (record, context) =>
        {
            var given = then(record, context);
            return Expression.Condition(condition(record, context), given, otherwise?.Invoke(record, context) ?? Expression.Constant(null, given.Type));
        };
        return new Term(yes.Kind, Chosen(yes.On, no?.On)) { Folded = yes.Kind == FormulaKind.Text ? Chosen(yes.Compared, no?.Compared) : null };
    }

    private Term Function(Token name)
    {
        reader.Take();
        var given = new List<(Term Term, Token At)>();
        do given.Add((reader.Current is var at ? Value() : throw new InvalidOperationException(), at));
        while (reader.TakeSymbol(","));
        reader.DemandSymbol(")");
        var (all, kind) = (given.ConvertAll(one => one.Term), given[0].Term.Kind);
        switch (name.Text.ToLowerInvariant())
        {
            case "round" when all.Count == 1 || (all.Count == 2 && given[1].At is { Kind: TokenKind.Number, Value: decimal places } && places is 0 or 1 or 2 or 3 or 4):
                var digits = all.Count == 1 ? 0 : (int)(decimal)given[1].At.Value!;
                Demand(given[0], FormulaKind.Number);
                return new Term(FormulaKind.Number, (record, context) => FormulaFields.Call(nameof(FormulaMath.Round), all[0].On(record, context), Expression.Constant(digits)));
            case "abs" when all.Count == 1:
                Demand(given[0], FormulaKind.Number);
                return new Term(FormulaKind.Number, (record, context) => FormulaFields.Call(nameof(FormulaMath.Absolute), all[0].On(record, context)));
            case "length" when all.Count == 1:
                Demand(given[0], FormulaKind.Text);
                return new Term(FormulaKind.Number, (record, context) => FormulaFields.Call(nameof(FormulaMath.Length), all[0].On(record, context)));
            case ("year" or "month" or "day") and var part when all.Count == 1:
                Demand(given[0], FormulaKind.Day);
                return new Term(FormulaKind.Number, (record, context) => FormulaFields.Call(nameof(FormulaMath.Part), all[0].On(record, context), Expression.Constant(part)));
            case ("min" or "max") and var which when all.Count > 1 && kind is FormulaKind.Number or FormulaKind.Day:
                Same(given);
                return all.Aggregate((a, b) => new Term(kind, (record, context) => Extreme(a.On(record, context), b.On(record, context), which == "min")));
            case "first" when all.Count > 1:
                Same(given);
                return all.AsEnumerable().Reverse().Aggregate((rest, one) => new Term(kind, (record, context) => OrElse(one.On(record, context), rest.On(record, context)))
                {
                    Folded = kind == FormulaKind.Text ? (record, context) => OrElse(one.Compared(record, context), rest.Compared(record, context)) : null,
                });
            case var known when Functions.Contains(known, StringComparer.Ordinal):
                throw name.Error(FormulaErrors.Arguments, ("function", known));
            default:
                throw name.Error(FormulaErrors.UnknownFunction, Similarity.Best(name.Text, Functions), ("function", name.Text), ("functions", string.Join(", ", Functions)));
        }
    }

    /// <summary>The smaller or larger of two, where both are there; else the one that is.</summary>
    private static ConditionalExpression Extreme(Expression a, Expression b, bool least) => Expression.Condition(
        Expression.OrElse(Empty(b), least ? Expression.LessThanOrEqual(a, b) : Expression.GreaterThanOrEqual(a, b)), a, OrElse(b, a));

    private static ConditionalExpression OrElse(Expression one, Expression rest) => Expression.Condition(Empty(one), rest, one);

    private static BinaryExpression Empty(Expression value) => value.Type == typeof(string)
        ? Expression.OrElse(Expression.Equal(value, Expression.Constant(null, typeof(string))), Expression.Equal(value, Expression.Constant("")))
        : Expression.Equal(value, Expression.Constant(null, value.Type));

    private Term Field()
    {
        var names = new List<Token> { reader.Take() };
        while (reader.TakeSymbol("."))
        {
            if (reader.Current.Kind != TokenKind.Word) throw reader.Current.Error(FormulaErrors.Expected);
            names.Add(reader.Take());
        }

        var subject = new Subjects(types).Resolve(type, names);
        Term Of(FormulaKind kind, Func<Expression, FilterContext, Expression> leaf) => new(kind, (record, context) => Along(subject.Hops, 0, record, context, leaf));
        var field = subject.Field;
        if (subject.OfCurrency) return Of(FormulaKind.Text, (record, _) => Access.Of(field.CurrencyOf!, record));
        switch (field.Kind)
        {
            case FieldKind.Integer or FieldKind.Decimal or FieldKind.Percent or FieldKind.Money:
                return Of(FormulaKind.Number, (record, _) => FormulaFields.Plain(field, record));
            case FieldKind.Date:
                return Of(FormulaKind.Day, (record, _) => FormulaFields.Call(nameof(FormulaMath.DayNumber), FormulaFields.Plain(field, record)));
            case FieldKind.Instant:
                return Of(FormulaKind.Day, (record, context) => FormulaFields.Call(nameof(FormulaMath.DayOf), FormulaFields.Plain(field, record), Expression.Constant((int)context.Zone.BaseUtcOffset.TotalMinutes)));
            case FieldKind.Text or FieldKind.LongText or FieldKind.Email or FieldKind.Phone or FieldKind.Url or FieldKind.Choice or FieldKind.Country or FieldKind.Language or FieldKind.TimeZone:
                return Of(FormulaKind.Text, (record, _) => Access.Of(field.Value, record)) with { Folded = (record, context) => Along(subject.Hops, 0, record, context, (at, _) => Access.Of(field.Folded ?? field.Value, at)) };
            default:
                throw names[^1].Error(FormulaErrors.CannotUse, ("field", subject.Text));
        }
    }

    /// <summary>A value of the record that a path of references leads to.</summary>
    private static Expression Along(IReadOnlyList<Hop> hops, int at, Expression record, FilterContext context, Func<Expression, FilterContext, Expression> leaf)
    {
        if (at == hops.Count) return leaf(record, context);
        var source = context.Set(hops[at].Target);
        var other = Expression.Parameter(source.ElementType, hops[at].Target.Key);
        var reference = Access.Of(hops[at].Reference.Value, record);
        Expression id = Expression.Property(other, nameof(IRecord.Id));
        var same = Expression.Lambda(Expression.Equal(reference.Type == id.Type ? id : Expression.Convert(id, reference.Type), reference), other);
        var value = Along(hops, at + 1, other, context, leaf);
        Expression found = Expression.Call(typeof(Queryable), nameof(Queryable.Where), [source.ElementType], source.Expression, Expression.Quote(same));
        found = Expression.Call(typeof(Queryable), nameof(Queryable.Select), [source.ElementType, value.Type], found, Expression.Quote(Expression.Lambda(value, other)));
        return Expression.Call(typeof(Queryable), nameof(Queryable.FirstOrDefault), [value.Type], found);
    }

    private Func<Expression, FilterContext, Expression> Condition()
    {
        var left = Both();
        while (reader.TakeWord("or"))
        {
            var (one, other) = (left, Both());
            left = (record, context) => Expression.OrElse(one(record, context), other(record, context));
        }

        return left;
    }

    private Func<Expression, FilterContext, Expression> Both()
    {
        var left = Comparison();
        while (reader.TakeWord("and"))
        {
            var (one, other) = (left, Comparison());
            left = (record, context) => Expression.AndAlso(one(record, context), other(record, context));
        }

        return left;
    }

    private Func<Expression, FilterContext, Expression> Comparison() => Either(OfFilter, () =>
    {
        if (++depth > FilterLimits.Depth * 2) throw reader.Current.Error(FilterErrors.TooDeep, ("max", FilterLimits.Depth * 2));
        var read = Either(Nested, OfValues);
        depth--;
        return read;
    });

    /// <summary>What the filter language says by itself.</summary>
    private Func<Expression, FilterContext, Expression> OfFilter()
    {
        var condition = filters.One();
        var next = reader.Current;
        if (next.Kind != TokenKind.End && !next.IsSymbol(")") && !next.IsSymbol(",") && !Boundaries.Any(next.Is)) throw next.Error(FilterErrors.ExpectedEnd, ("text", next.Text));
        return (record, context) => new ConditionCompiler(context, inMemory: false).Compile(condition, record);
    }

    private Func<Expression, FilterContext, Expression> Nested()
    {
        if (reader.TakeWord("not"))
        {
            var denied = Comparison();
            return (record, context) => Expression.Not(denied(record, context));
        }

        reader.DemandSymbol("(");
        var inner = Condition();
        reader.DemandSymbol(")");
        return inner;
    }

    /// <summary>Two values that are compared: <c>amount &gt; budget * 2</c>.</summary>
    private Func<Expression, FilterContext, Expression> OfValues()
    {
        var left = Value();
        var token = reader.Current;
        if (token.Kind != TokenKind.Symbol || Operators.Find(token.Text) is not { } @operator) throw token.Error(FilterErrors.Expected, "=", ("expected", "= != < <= > >="));
        reader.Take();
        var right = Value();
        if (left.Kind != right.Kind || (left.Kind == FormulaKind.Text && @operator is not (Operator.Equal or Operator.NotEqual))) throw token.Error(FormulaErrors.DifferentKinds);
        return (record, context) =>
        {
            var (one, other) = (left.Compared(record, context), right.Compared(record, context));
            return Values.And(Expression.AndAlso(Expression.Not(Empty(one)), Expression.Not(Empty(other))), Expression.MakeBinary(Values.Comparer(@operator), one, other));
        };
    }

    private static Term Added(Term left, Term right, Token at) => (left.Kind, right.Kind) switch
    {
        (FormulaKind.Number, FormulaKind.Number) or (FormulaKind.Day, FormulaKind.Number) => left with { On = (record, context) => Expression.Add(left.On(record, context), right.On(record, context)) },
        (FormulaKind.Text, FormulaKind.Text) => new Term(FormulaKind.Text, (record, context) => Joined(left.On(record, context), right.On(record, context)))
        { Folded = (record, context) => Joined(left.Compared(record, context), right.Compared(record, context)) },
        _ => throw at.Error(FormulaErrors.DifferentKinds),
    };

    private static Term Subtracted(Term left, Term right, Token at) => (left.Kind, right.Kind) switch
    {
        (FormulaKind.Number, FormulaKind.Number) or (FormulaKind.Day, FormulaKind.Number) => left with { On = (record, context) => Expression.Subtract(left.On(record, context), right.On(record, context)) },
        (FormulaKind.Day, FormulaKind.Day) => new Term(FormulaKind.Number, (record, context) => Expression.Subtract(left.On(record, context), right.On(record, context))),
        _ => throw at.Error(FormulaErrors.DifferentKinds),
    };

    private static Term Calculated(string method, Term left, Term right, Token at) => left.Kind == FormulaKind.Number && right.Kind == FormulaKind.Number
        ? new Term(FormulaKind.Number, (record, context) => FormulaFields.Call(method, left.On(record, context), right.On(record, context)))
        : throw at.Error(FormulaErrors.DifferentKinds);

    private static MethodCallExpression Joined(Expression a, Expression b) => Expression.Call(JoinTexts, a, b);

    private static Term Number(decimal number) => new(FormulaKind.Number, (_, _) => FormulaFields.Call(nameof(FormulaMath.Number), Expression.Constant(number, typeof(decimal?))));

    private static Term Text(string text) => new(FormulaKind.Text, (_, _) => Expression.Constant(text)) { Folded = (_, _) => Expression.Constant(Spaced(text)) };

    /// <summary>In folded form, with the spaces that part it from what stands beside it.</summary>
    private static string Spaced(string text) => (text.Length > 0 && char.IsWhiteSpace(text[0]) ? " " : "") + Folding.Fold(text) + (text.Length > 1 && char.IsWhiteSpace(text[^1]) ? " " : "");

    private static decimal Checked(decimal number, Token at) => Math.Abs(number) <= Money.Max ? decimal.Round(number, CustomJson.Scale) : throw at.Error(FilterErrors.NumberOutOfRange, ("field", at.Text));

    private static void Demand((Term Term, Token At) given, FormulaKind kind)
    {
        if (given.Term.Kind != kind) throw given.At.Error(FormulaErrors.DifferentKinds);
    }

    private static void Same(List<(Term Term, Token At)> given)
    {
        foreach (var one in given) Demand(one, given[0].Term.Kind);
    }
}
