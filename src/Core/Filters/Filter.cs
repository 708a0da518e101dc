using System.Linq.Expressions;

namespace Tandem.Core.Filters;

/// <summary>
/// A condition on the records of one type, written by people or programs, checked against the type's fields.
/// Lists, saved views, segments, automation, reports and the API's <c>filter</c> all use it.
/// </summary>
/// <remarks>
/// The meaning is fixed, so that a database and a predicate in memory agree:
/// <list type="bullet">
/// <item>Logic has two values. A comparison with an empty value is false, <c>!=</c> and <c>not in</c> included;
/// <c>not amount = 5</c> is the exact complement of <c>amount = 5</c> and therefore true where the amount is empty.</item>
/// <item>A path through an empty reference, or to a record that the actor may not see, has an empty value.</item>
/// <item>Texts are compared in their folded form (<see cref="Text.Folding"/>), and ordered by their sort key where the field has one.
/// Tags and codes are compared as they are. The amount of money is compared without regard to its currency.</item>
/// <item>Days are calendar days of the context's zone. <c>within 7 days</c> is today and the six days before, <c>within next 7 days</c> today and
/// the six days after; hours are rolling. <c>before</c> a period ends at its first moment, <c>after</c> begins when it is over.</item>
/// </list>
/// The grammar for people is in <c>docs/guide/filters.md</c>.
/// </remarks>
public sealed class Filter : IEquatable<Filter>
{
    private readonly Condition? condition;
    private readonly Lazy<string> text;

    internal Filter(RecordType type, Condition? condition)
    {
        Type = type;
        this.condition = condition;
        text = new(() => condition is null ? "" : FilterText.Of(condition));
    }

    /// <summary>The type whose records it tells apart.</summary>
    public RecordType Type { get; }

    /// <summary>Whether it lets every record through.</summary>
    public bool IsEmpty => condition is null;

    /// <summary>Properties of the record that have one and the same value in everything that it lets through: <c>city</c> in <c>city = "Oslo" and not vip</c>.</summary>
    public IEnumerable<string> PinnedProperties =>
        (condition is All all ? all.Conditions : condition is null ? [] : [condition]).OfType<Comparison>()
            .Where(one => one is { Operator: Operator.Equal, Operands: [_], Subject: { Hops: [], OfCurrency: false } })
            .Select(one => OrderKey.PropertyOf(one.Subject.Field.Folded ?? one.Subject.Field.Value)).OfType<string>();

    /// <summary>Reads the text form. An empty text lets every record through.</summary>
    /// <param name="all">The types that references lead to.</param>
    /// <exception cref="FilterError">The text is not a filter for this type.</exception>
    public static Filter Parse(string text, RecordType type, RecordTypes all) => new(type, new FilterParser(new(Tokens.Of(text)), type, all).Read());

    /// <summary>Reads the JSON form, which <see cref="ToJson"/> writes.</summary>
    /// <exception cref="FilterError">The text is not JSON, or not a filter for this type.</exception>
    public static Filter FromJson(string json, RecordType type, RecordTypes all) => new(type, new JsonReading(type, all).Read(json));

    /// <summary>Reads either form: what begins with a brace is JSON.</summary>
    /// <exception cref="FilterError">It is not a filter for this type.</exception>
    public static Filter Read(string written, RecordType type, RecordTypes all) =>
        written.AsSpan().TrimStart().StartsWith("{") ? FromJson(written, type, all) : Parse(written, type, all);

    /// <summary>A text in quotes, for programs that put filters together.</summary>
    public static string Quote(string text) => FilterText.Quote(text);

    /// <summary>
    /// The filter for a query. Values travel as parameters of their column's type, never as text; paths and counts become correlated subqueries over
    /// <see cref="FilterContext.Set"/>. The expression is meant for a database: in memory its text comparisons would follow the current culture,
    /// see <see cref="ToPredicate{T}"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the entity of <see cref="Type"/>.</exception>
    public Expression<Func<T, bool>> ToExpression<T>(FilterContext context) => Compiled<T>(context, inMemory: false);

    /// <summary>
    /// The filter for records in memory, with the same answers. References are looked up in <see cref="FilterContext.Set"/>: in a collection,
    /// or with one query each where that is a database.
    /// </summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the entity of <see cref="Type"/>.</exception>
    public Func<T, bool> ToPredicate<T>(FilterContext context) => Compiled<T>(context, inMemory: true).Compile();

    /// <summary>The text form in its one canonical spelling. Parsing it gives an equal filter.</summary>
    public string ToText() => text.Value;

    /// <summary>The JSON form: <c>{"and":[{"field":"amount","operator":">=","value":1000}]}</c>.</summary>
    public string ToJson() => JsonWriting.Of(condition);

    /// <summary>For the boxes of a builder; its text is an equal filter.</summary>
    public Draft ToDraft() => Draft.Root(condition);

    /// <summary>The condition over a record within a query.</summary>
    internal Expression On(Expression record, FilterContext context) => condition is null ? Expression.Constant(true) : new ConditionCompiler(context, inMemory: false).Compile(condition, record);

    public bool Equals(Filter? other) => other is not null && Type.Key == other.Type.Key && ToText() == other.ToText();

    public override bool Equals(object? obj) => Equals(obj as Filter);

    public override int GetHashCode() => HashCode.Combine(Type.Key, ToText());

    public override string ToString() => ToText();

    private Expression<Func<T, bool>> Compiled<T>(FilterContext context, bool inMemory)
    {
        if (!Type.EntityType.IsAssignableFrom(typeof(T))) throw new InvalidOperationException($"A filter of {Type.Key} does not fit {typeof(T).Name}.");
        var record = Expression.Parameter(typeof(T), "record");
        var body = condition is null ? Expression.Constant(true) : new ConditionCompiler(context, inMemory).Compile(condition, record);
        return Expression.Lambda<Func<T, bool>>(body, record);
    }
}
