namespace Tandem.Core.Filters;

/// <summary>What a part of a <see cref="Draft"/> is: parts of which all or any hold, a comparison of a field, or of a count.</summary>
public enum DraftKind
{
    All, Any, Field, Count,
}

/// <summary>How many values an operator compares with.</summary>
public enum DraftArity
{
    None, One, Two, Several,
}

/// <summary>
/// A filter, or a part of one, while it is put together box by box: it may be unfinished, or wrong. Every filter has a draft
/// (<see cref="Filter.ToDraft"/>), and the text of that draft is an equal filter.
/// </summary>
public sealed record Draft(DraftKind Kind)
{
    /// <summary>Holds where the rest does not.</summary>
    public bool Not { get; init; }

    /// <summary>Of a group; of a count at most one: what is counted.</summary>
    public IReadOnlyList<Draft> Parts { get; init; } = [];

    /// <summary>Path of a field, or name of a relation; null while nobody chose.</summary>
    public string? Subject { get; init; }

    /// <summary>As the text form writes it.</summary>
    public string? Operator { get; init; }

    /// <summary>As the text form writes them, texts in quotes; empty where nothing was entered yet.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    public bool IsGroup => Kind is DraftKind.All or DraftKind.Any;

    /// <summary>Whether all that it needs was entered; it may still be wrong.</summary>
    public bool IsFinished => IsGroup ? Parts.Any(part => part.IsFinished)
        : IsName(Subject) && Filters.Operators.Find(Operator ?? "") is { } @operator && Given.Count >= Needed(@operator);

    /// <summary>The text form of what is finished.</summary>
    public string ToText() => Text(enclosed: false);

    /// <summary>How many values an operator takes.</summary>
    /// <param name="written">As the text form writes it.</param>
    public static DraftArity ArityOf(string? written) => Filters.Operators.Find(written ?? "") switch
    {
        null => DraftArity.None,
        { } one when one.TakesNothing() => DraftArity.None,
        { } one when one.TakesList() => DraftArity.Several,
        Filters.Operator.Between => DraftArity.Two,
        _ => DraftArity.One,
    };

    /// <summary>Operators that a count takes, as the text form writes them.</summary>
    public static IReadOnlyList<string> CountOperators { get; } = [.. Filters.Operators.OfCounts.Select(one => one.Text())];

    /// <summary>The resource key of what people call an operator: <c>filter.operator.IsEmpty</c>.</summary>
    /// <param name="written">As the text form writes it.</param>
    public static string LabelOf(string written) => "filter.operator." + Filters.Operators.Find(written);

    private IReadOnlyList<string> Given => [.. Values.Where(value => !string.IsNullOrWhiteSpace(value)).Select(DraftValue.Safe)];

    internal static Draft Root(Condition? condition) => condition switch
    {
        null => new Draft(DraftKind.All),
        _ when Of(condition) is { IsGroup: true } group => group,
        _ => new Draft(DraftKind.All) { Parts = [Of(condition)] },
    };

    private static Draft Of(Condition condition) => condition switch
    {
        All all => new Draft(DraftKind.All) { Parts = [.. all.Conditions.Select(Of)] },
        Either either => new Draft(DraftKind.Any) { Parts = [.. either.Conditions.Select(Of)] },
        Not { Condition: Not inner } => new Draft(DraftKind.All) { Not = true, Parts = [Of(inner)] },
        Not not => Of(not.Condition) with { Not = true },
        CountComparison count => new Draft(DraftKind.Count)
        {
            Subject = count.Counted.Relation.Name, Operator = count.Operator.Text(), Values = [FilterText.Of(new NumberOperand(count.Number), FieldKind.Integer)],
            Parts = count.Where is { } where ? [Root(where)] : [],
        },
        Comparison comparison => new Draft(DraftKind.Field)
        {
            Subject = comparison.Subject.Text, Operator = comparison.Operator.Text(), Values = [.. comparison.Operands.Select(operand => FilterText.Of(operand, comparison.Subject.Kind))],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, null),
    };

    private string Text(bool enclosed)
    {
        if (!IsFinished) return "";
        var text = Kind switch
        {
            DraftKind.Field => Compared(Subject!),
            DraftKind.Count => Compared(Parts is [var where, ..] && where.Text(enclosed: false) is { Length: > 0 } counted ? $"count({Subject} where {counted})" : $"count({Subject})"),
            _ => Joined(enclosed || Not),
        };
        var isList = IsGroup && Parts.Count(part => part.IsFinished) > 1;
        if (Not) return isList ? $"not ({text})" : "not " + text;
        return enclosed && isList ? $"({text})" : text;
    }

    /// <param name="enclosed">A single part stands where a list needs parentheses.</param>
    private string Joined(bool enclosed)
    {
        var finished = Parts.Where(part => part.IsFinished).ToList();
        return string.Join(Kind == DraftKind.All ? " and " : " or ", finished.Select(part => part.Text(enclosed || finished.Count > 1)));
    }

    private string Compared(string subject)
    {
        var @operator = Filters.Operators.Find(Operator!)!.Value;
        var values = Given;
        if (@operator.TakesNothing()) return $"{subject} {@operator.Text()}";
        if (@operator.TakesList()) return $"{subject} {@operator.Text()} ({string.Join(", ", values)})";
        return $"{subject} {@operator.Text()} {string.Join(" and ", values.Take(Needed(@operator)))}";
    }

    private static int Needed(Operator @operator) => @operator.TakesNothing() ? 0 : @operator == Filters.Operator.Between ? 2 : 1;

    private static bool IsName(string? subject) => !string.IsNullOrEmpty(subject) && subject.All(c => char.IsLetterOrDigit(c) || c is '_' or '.');
}
