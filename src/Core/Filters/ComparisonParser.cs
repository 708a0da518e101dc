using Tandem.Core.Text;

namespace Tandem.Core.Filters;

/// <summary>Reads one comparison: a path, an operator that fits it, and values that fit both.</summary>
internal sealed class ComparisonParser(TokenReader reader, RecordTypes all)
{
    private static readonly string[] Words =
        ["in", "not in", "between", "contains", "starts with", "ends with", "on", "before", "after", "within", "has", "has words", "is empty"];

    private readonly Subjects subjects = new(all);
    private readonly OperandParser operands = new(reader);

    public Comparison Read(RecordType type)
    {
        var subject = Path(type);
        reader.Expect(new ExpectOperator(subject));
        var start = reader.Current;
        var written = Operator(subject.Text);
        if (written == Filters.Operator.In && IsTime(subject) && !reader.Current.IsSymbol("(")) return InMoment(subject, start);
        var @operator = written.Canonical(subject.Kind);
        Fits(subject, @operator, reader.Since(start));
        reader.Expect(new ExpectValue(subject, @operator));
        return @operator switch
        {
            _ when @operator.TakesNothing() => new(subject, @operator, []),
            _ when @operator.TakesList() => new(subject, @operator, List(subject, @operator)),
            Filters.Operator.Between => new(subject, @operator, [Value(subject, @operator), AfterAnd(subject)]),
            Filters.Operator.Within => Within(subject),
            _ => new(subject, @operator, [Value(subject, @operator)]),
        };
    }

    /// <summary>After <c>count(…)</c>.</summary>
    public (Operator Operator, int Number) ReadCount(CountedRelation relation)
    {
        reader.Expect([.. Operators.OfCounts.Select(o => o.Text())]);
        var at = reader.Current;
        var @operator = Operator(relation.Relation.Name);
        if (!Operators.OfCounts.Contains(@operator)) throw DoesNotFit(reader.Since(at), @operator, relation.Relation.Name, Operators.OfCounts);
        reader.Expect("0", "1");
        var (operand, place) = operands.Read(relation.Relation.Name);
        return (@operator, OperandCheck.Count(operand, relation.Relation.Name, place));
    }

    private static bool IsTime(Subject subject) => subject.Kind is FieldKind.Date or FieldKind.Instant;

    private Subject Path(RecordType type)
    {
        var names = new List<Token> { Name(reader.Current) };
        while (reader.TakeSymbol("."))
        {
            reader.Expect(After(subjects.Resolve(type, names)));
            names.Add(Name(reader.Current));
        }

        return subjects.Resolve(type, names);
    }

    private Token Name(Token token)
    {
        if (token.Kind != TokenKind.Word || token.Is("and") || token.Is("or")) throw token.Error(FilterErrors.ExpectedCondition);
        return reader.Take();
    }

    private static Expectation After(Subject subject) => subject.Kind == FieldKind.Money ? new ExpectCurrency()
        : subject.Target is { } target ? new ExpectMember(target, subject.Text + ".")
        : new ExpectWords();

    private Operator Operator(string field)
    {
        var token = reader.Current;
        if (token.Kind == TokenKind.Symbol && Operators.Find(token.Text) is { } symbol)
        {
            reader.Take();
            return symbol;
        }

        if (token.Kind != TokenKind.Word) throw token.Error(FilterErrors.ExpectedOperator, ("field", field));
        reader.Take();
        if (token.Is("not")) return NotIn(token);
        if (token.Is("is")) return Emptiness();
        if (token.Is("starts") || token.Is("ends"))
        {
            reader.DemandWord("with");
            return token.Is("starts") ? Filters.Operator.StartsWith : Filters.Operator.EndsWith;
        }

        if (token.Is("has"))
        {
            return reader.TakeWord("any") ? Filters.Operator.HasAny : reader.TakeWord("all") ? Filters.Operator.HasAll
                : reader.TakeWord("words") ? Filters.Operator.HasWords : Filters.Operator.Has;
        }

        return Operators.Find(token.Text)
            ?? throw token.Error(FilterErrors.UnknownOperator, Similarity.Best(token.Text, Words, atLeast: 0.75), ("operator", token.Text));
    }

    private Operator NotIn(Token not)
    {
        reader.Expect("in");
        if (reader.TakeWord("in")) return Filters.Operator.NotIn;
        throw reader.Current.Kind == TokenKind.End
            ? reader.Current.Error(FilterErrors.Expected, "in", ("expected", "in"))
            : not.Error(FilterErrors.NotBelongsBefore);
    }

    private Operator Emptiness()
    {
        reader.Expect("empty", "not empty");
        var not = reader.TakeWord("not");
        if (not) reader.Expect("empty");
        if (!reader.TakeWord("empty")) throw reader.Current.Error(FilterErrors.Expected, "empty", ("expected", "empty"));
        return not ? Filters.Operator.IsNotEmpty : Filters.Operator.IsEmpty;
    }

    private static void Fits(Subject subject, Operator @operator, Token at)
    {
        var fitting = Operators.Of(subject.Kind);
        if (!fitting.Contains(@operator)) throw DoesNotFit(at, @operator, subject.Text, fitting);
    }

    private static FilterError DoesNotFit(Token at, Operator @operator, string field, IReadOnlyList<Operator> fitting)
    {
        var all = string.Join(", ", fitting.Select(o => o.Text()));
        return at.Error(FilterErrors.OperatorDoesNotFit, fitting[0].Text(), ("operator", @operator.Text()), ("field", field), ("operators", all));
    }

    private Operand Value(Subject subject, Operator @operator)
    {
        reader.Expect(new ExpectValue(subject, @operator));
        var (operand, at) = Time(subject, o => o.Read(subject.Text));
        return OperandCheck.Fitting(subject, @operator, operand, at);
    }

    /// <summary>Times may stand in quotes, as in the JSON form.</summary>
    private (Operand Operand, Token At) Time(Subject subject, Func<OperandParser, (Operand, Token)> read)
    {
        if (!IsTime(subject) || reader.Current.Kind != TokenKind.Text) return read(operands);
        var quoted = reader.Take();
        try
        {
            var inner = new TokenReader(Tokens.Of(quoted.Text));
            var (operand, _) = read(new(inner));
            return inner.Current.Kind == TokenKind.End
                ? (operand, quoted)
                : throw inner.Current.Error(FilterErrors.ExpectedEnd, ("text", inner.Current.Text));
        }
        catch (FilterError error)
        {
            throw quoted.Error(error.Key, error.Suggestion, [.. error.Args]);
        }
    }

    private Operand AfterAnd(Subject subject)
    {
        reader.DemandWord("and");
        return Value(subject, Filters.Operator.Between);
    }

    private List<Operand> List(Subject subject, Operator @operator)
    {
        reader.Expect("(");
        reader.DemandSymbol("(");
        var values = new List<Operand>();
        do
        {
            if (values.Count == FilterLimits.List) throw reader.Current.Error(FilterErrors.ListTooLong, ("max", FilterLimits.List));
            values.Add(Value(subject, @operator));
            reader.Expect(",", ")");
        }
        while (reader.TakeSymbol(","));
        reader.DemandSymbol(")");
        return values;
    }

    private Comparison Within(Subject subject)
    {
        var (operand, at) = Time(subject, o => o.ReadSpan(subject.Text));
        var @operator = operand is SpanOperand ? Filters.Operator.Within : Filters.Operator.On;
        return new(subject, @operator, [OperandCheck.Fitting(subject, @operator, operand, at)]);
    }

    /// <summary><c>in 3 days</c> and <c>in this month</c> after a time field: the word is part of the value, or stands for <c>on</c>.</summary>
    private Comparison InMoment(Subject subject, Token start)
    {
        reader.Expect(new ExpectValue(subject, Filters.Operator.On));
        var (operand, at) = reader.Current.Kind == TokenKind.Number ? operands.ReadAhead(start, subject.Text) : operands.Read(subject.Text);
        return new(subject, Filters.Operator.On, [OperandCheck.Fitting(subject, Filters.Operator.On, operand, at)]);
    }
}
