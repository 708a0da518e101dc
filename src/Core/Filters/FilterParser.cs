namespace Tandem.Core.Filters;

/// <summary>Reads the text form: conditions joined by <c>and</c>, <c>or</c>, <c>not</c> and parentheses.</summary>
internal sealed class FilterParser(TokenReader reader, RecordType type, RecordTypes all)
{
    private readonly ComparisonParser comparisons = new(reader, all);
    private int depth;
    private int conditions;

    /// <summary>The condition; null when the text is empty.</summary>
    public Condition? Read()
    {
        reader.Expect(new ExpectSubject(type));
        if (reader.Current.Kind == TokenKind.End) return null;
        var condition = Disjunction(type);
        if (reader.Current.Kind == TokenKind.End) return condition;
        throw reader.Current.Error(FilterErrors.ExpectedEnd, ("text", reader.Current.Text));
    }

    /// <summary>One condition out of a longer text, with what stands in parentheses.</summary>
    public Condition One() => Negation(type);

    private Condition Disjunction(RecordType of)
    {
        var parts = new List<Condition> { Conjunction(of) };
        while (reader.TakeWord("or")) parts.Add(Conjunction(of));
        return Logic.Either(parts);
    }

    private Condition Conjunction(RecordType of)
    {
        var parts = new List<Condition> { Negation(of) };
        while (reader.TakeWord("and")) parts.Add(Negation(of));
        return Logic.All(parts);
    }

    private Condition Negation(RecordType of)
    {
        reader.Expect(new ExpectSubject(of));
        Counted(reader.Current);
        if (reader.Current.Is("not"))
        {
            var not = reader.Take();
            return Nested(not, () => new Not(Negation(of)));
        }

        if (reader.Current.IsSymbol("("))
        {
            var open = reader.Take();
            return Nested(open, () =>
            {
                reader.Expect(new ExpectSubject(of));
                var inner = Disjunction(of);
                reader.DemandSymbol(")");
                reader.Expect("and", "or");
                return inner;
            });
        }

        if (reader.Current.Is("count") && reader.Following.IsSymbol("(")) return Count(of);
        var comparison = comparisons.Read(of);
        reader.Expect(depth > 0 ? ["and", "or", ")"] : ["and", "or"]);
        return comparison;
    }

    private CountComparison Count(RecordType of)
    {
        var count = reader.Take();
        reader.Take();
        reader.Expect(new ExpectRelation(of));
        var relation = new Subjects(all).Relation(of, reader.Take());
        reader.Expect("where", ")");
        var where = reader.TakeWord("where") ? Nested(count, () => Disjunction(relation.Target)) : null;
        reader.DemandSymbol(")");
        var (@operator, number) = comparisons.ReadCount(relation);
        reader.Expect(depth > 0 ? ["and", "or", ")"] : ["and", "or"]);
        return new CountComparison(relation, where, @operator, number);
    }

    private Condition Nested(Token at, Func<Condition> read)
    {
        if (++depth > FilterLimits.Depth) throw at.Error(FilterErrors.TooDeep, ("max", FilterLimits.Depth));
        var inner = read();
        depth--;
        return inner;
    }

    private void Counted(Token at)
    {
        if (++conditions > FilterLimits.Conditions) throw at.Error(FilterErrors.TooManyConditions, ("max", FilterLimits.Conditions));
    }
}
