namespace Tandem.Core.Filters;

/// <summary>A part of a filter that is true or false for a record.</summary>
internal abstract record Condition;

internal sealed record All(IReadOnlyList<Condition> Conditions) : Condition;

internal sealed record Either(IReadOnlyList<Condition> Conditions) : Condition;

internal sealed record Not(Condition Condition) : Condition;

/// <summary>A field compared with nothing (<c>is empty</c>), one, two (<c>between</c>) or a list of values.</summary>
internal sealed record Comparison(Subject Subject, Operator Operator, IReadOnlyList<Operand> Operands) : Condition;

/// <summary>How many records of a relation meet a condition, compared with a number.</summary>
internal sealed record CountComparison(CountedRelation Counted, Condition? Where, Operator Operator, int Number) : Condition;

/// <summary>A reference that a path follows, and the type it leads to.</summary>
internal sealed record Hop(Field Reference, RecordType Target);

/// <summary>What a comparison reads: a field, maybe through references, maybe the currency of a money field.</summary>
/// <param name="Target">The type that a reference leads to; null for other fields, and where that type is not known.</param>
internal sealed record Subject(IReadOnlyList<Hop> Hops, Field Field, RecordType? Target, bool OfCurrency = false)
{
    public FieldKind Kind => OfCurrency ? FieldKind.Currency : Field.Kind;

    public string Text => string.Concat(Hops.Select(hop => hop.Reference.Name + ".")) + Field.Name + (OfCurrency ? "." + Subjects.Currency : "");
}

/// <summary>A relation with the type and the reference field at its other end.</summary>
internal sealed record CountedRelation(Relation Relation, RecordType Target, Field Reference);
