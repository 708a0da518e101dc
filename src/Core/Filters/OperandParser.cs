namespace Tandem.Core.Filters;

/// <summary>Reads the values of a comparison: texts, numbers, days, <c>14 days ago</c>, <c>this month</c>, <c>me</c>.</summary>
internal sealed class OperandParser(TokenReader reader)
{
    private static readonly string[] Units = ["hours", "days", "weeks", "months", "quarters", "years"];
    private static readonly string[] Periods = ["week", "month", "quarter", "year"];

    /// <summary>One value, with the place where it stands.</summary>
    public (Operand Operand, Token At) Read(string field)
    {
        var token = reader.Current;
        var operand = token.Kind switch
        {
            TokenKind.Text => new TextOperand(reader.Take().Text),
            TokenKind.Percent => new NumberOperand((decimal)reader.Take().Value!),
            TokenKind.Day => new DayMoment((DateOnly)reader.Take().Value!),
            TokenKind.Instant => new InstantMoment((DateTimeOffset)reader.Take().Value!),
            TokenKind.Number => NumberOrAgo(field),
            TokenKind.Word => Word(field),
            _ => throw token.Error(FilterErrors.ExpectedValue, ("field", field)),
        };
        return (operand, reader.Since(token));
    }

    /// <summary>After <c>within</c>: <c>14 days</c>, <c>last 2 weeks</c>, <c>next 3 months</c>, or a period such as <c>this month</c>.</summary>
    public (Operand Operand, Token At) ReadSpan(string field)
    {
        var start = reader.Current;
        if (start.Is("this") || reader.Following.Kind == TokenKind.Word && PeriodOffset(start) is not null)
        {
            return Read(field);
        }

        var ahead = reader.TakeWord("next");
        if (!ahead) reader.TakeWord("last");
        if (reader.Current.Kind != TokenKind.Number)
        {
            if (reader.Current.Position > start.Position) reader.Expect(Periods);
            throw reader.Current.Error(FilterErrors.ExpectedValue, ("field", field));
        }

        var number = reader.Take();
        var unit = Unit();
        return (new SpanOperand(Amount(number, unit, field, least: 1), unit, ahead), reader.Since(start));
    }

    /// <summary><c>3 days</c> after an <c>in</c> that was taken already.</summary>
    public (Operand Operand, Token At) ReadAhead(Token start, string field) => (Ahead(field), reader.Since(start));

    private Operand NumberOrAgo(string field)
    {
        var number = reader.Take();
        if (reader.Current.Kind != TokenKind.Word || UnitOf(reader.Current) is null) return new NumberOperand((decimal)number.Value!);
        var unit = Unit();
        reader.DemandWord("ago");
        return new ShiftedMoment(-Amount(number, unit, field, least: 0), unit);
    }

    private Operand Word(string field)
    {
        var word = reader.Take();
        if (word.Is("yes") || word.Is("true")) return new TruthOperand(true);
        if (word.Is("no") || word.Is("false")) return new TruthOperand(false);
        if (word.Is("today")) return new ShiftedMoment(0, TimeUnit.Day);
        if (word.Is("yesterday")) return new ShiftedMoment(-1, TimeUnit.Day);
        if (word.Is("tomorrow")) return new ShiftedMoment(1, TimeUnit.Day);
        if (word.Is("me")) return new MeOperand();
        if (word.Is("my")) return MyTeam();
        if (word.Is("in")) return Ahead(field);
        if (PeriodOffset(word) is { } offset) return new PeriodMoment(offset, Period());
        if (word.Is("and") || word.Is("or") || word.Is("not")) throw word.Error(FilterErrors.ExpectedValue, ("field", field));
        throw word.Error(FilterErrors.QuotesMissing, FilterText.Quote(word.Text), ("text", word.Text));
    }

    private MyTeamOperand MyTeam()
    {
        reader.DemandWord("team");
        return new();
    }

    private ShiftedMoment Ahead(string field)
    {
        if (reader.Current.Kind != TokenKind.Number) throw reader.Current.Error(FilterErrors.ExpectedValue, ("field", field));
        var number = reader.Take();
        var unit = Unit();
        return new(Amount(number, unit, field, least: 0), unit);
    }

    private TimeUnit Unit()
    {
        reader.Expect(Units);
        var unit = UnitOf(reader.Current) ?? throw reader.Current.Error(FilterErrors.Expected, "days", ("expected", string.Join(", ", Units)));
        reader.Take();
        return unit;
    }

    private TimeUnit Period()
    {
        reader.Expect(Periods);
        if (UnitOf(reader.Current) is not ({ } unit and > TimeUnit.Day))
        {
            throw reader.Current.Error(FilterErrors.Expected, "month", ("expected", string.Join(", ", Periods)));
        }

        reader.Take();
        return unit;
    }

    private static int? PeriodOffset(Token token) => token.Is("this") ? 0 : token.Is("last") ? -1 : token.Is("next") ? 1 : null;

    private static TimeUnit? UnitOf(Token token)
    {
        if (token.Kind != TokenKind.Word) return null;
        foreach (var unit in Enum.GetValues<TimeUnit>())
        {
            if (token.Is(unit.ToString()) || token.Is(unit + "s")) return unit;
        }

        return null;
    }

    private static int Amount(Token number, TimeUnit unit, string field, int least)
    {
        var most = FilterLimits.Years * unit switch
        {
            TimeUnit.Hour => 24 * 365,
            TimeUnit.Day => 365,
            TimeUnit.Week => 52,
            TimeUnit.Month => 12,
            TimeUnit.Quarter => 4,
            _ => 1,
        };
        var amount = (decimal)number.Value!;
        if (amount != decimal.Truncate(amount)) throw number.Error(FilterErrors.NeedsWholeNumber, ("field", field));
        return amount >= least && amount <= most ? (int)amount : throw number.Error(FilterErrors.NumberOutOfRange, ("field", field));
    }
}
