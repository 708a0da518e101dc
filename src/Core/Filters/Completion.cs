namespace Tandem.Core.Filters;

/// <summary>What a suggestion is, for its icon.</summary>
public enum SuggestionKind
{
    Field, Relation, Operator, Value, Word,
}

/// <summary>
/// A way to go on with a filter's text: put <paramref name="Text"/> in place of <paramref name="Length"/> characters from <paramref name="Position"/>.
/// </summary>
/// <param name="Label">Resource key of what people call it, or the text itself for <paramref name="LabelIsText"/>; null where the text is all there is.</param>
public sealed record Suggestion(string Text, SuggestionKind Kind, int Position, int Length, string? Label = null, bool LabelIsText = false);

/// <summary>A value that is being written, for which only records know what it could be.</summary>
/// <param name="Subject">Path of the field.</param>
/// <param name="Begun">What of it stands there already.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Length">How much of the text it is.</param>
public sealed record BegunValue(string Subject, string Begun, int Position, int Length);

/// <summary>Suggestions while someone writes a filter.</summary>
public static class Completion
{
    private static readonly string[] Times =
    [
        "today", "yesterday", "tomorrow", "this week", "last week", "next week", "this month", "last month", "next month",
        "this quarter", "last quarter", "next quarter", "this year", "last year", "next year", "7 days ago", "in 7 days",
    ];

    private static readonly string[] Spans =
        ["7 days", "30 days", "3 months", "next 7 days", "next 30 days", "this week", "this month", "this quarter", "this year"];

    /// <summary>
    /// What may stand at <paramref name="position"/>, given the text before it; the word or quotes that the position is in are what suggestions
    /// begin with and replace. Empty where the text before is at fault, and where only the user knows the value.
    /// </summary>
    public static IReadOnlyList<Suggestion> At(string text, int position, RecordType type, RecordTypes all)
    {
        try
        {
            var tokens = Tokens.Of(text[..Math.Clamp(position, 0, text.Length)], mayEndInsideText: true);
            var begun = Begun(tokens);
            if (begun.Length > 0) tokens.RemoveAt(tokens.Count - 2);
            return [.. Next(tokens, type, all).Where(s => StartsLike(s, begun)).Select(s => s with { Position = begun.Position, Length = begun.Length })];
        }
        catch (FilterError)
        {
            return [];
        }
    }

    /// <summary>The value that <paramref name="position"/> is in; null where something else is written.</summary>
    public static BegunValue? ValueAt(string text, int position, RecordType type, RecordTypes all)
    {
        try
        {
            var tokens = Tokens.Of(text[..Math.Clamp(position, 0, text.Length)], mayEndInsideText: true);
            var begun = Begun(tokens);
            if (begun.Length > 0) tokens.RemoveAt(tokens.Count - 2);
            return Expected(tokens, type, all) is ExpectValue { Subject: { OfCurrency: false } subject } ? new BegunValue(subject.Text, begun.Text, begun.Position, begun.Length) : null;
        }
        catch (FilterError)
        {
            return null;
        }
    }

    /// <summary>The word or open text that touches the end; an empty token there otherwise.</summary>
    private static Token Begun(List<Token> tokens)
    {
        var end = tokens[^1];
        var last = tokens.Count > 1 ? tokens[^2] : end;
        var touches = last.Kind == TokenKind.OpenText || last.Kind == TokenKind.Word && last.Position + last.Length == end.Position;
        return touches ? last : end;
    }

    private static Expectation? Expected(List<Token> tokens, RecordType type, RecordTypes all)
    {
        var reader = new TokenReader(tokens);
        try
        {
            new FilterParser(reader, type, all).Read();
        }
        catch (FilterError) when (reader.Current.Kind == TokenKind.End)
        {
            // The text ends too early, which is why there is something to suggest.
        }

        return reader.Expected;
    }

    private static IEnumerable<Suggestion> Next(List<Token> tokens, RecordType type, RecordTypes all) => Expected(tokens, type, all) switch
    {
        ExpectSubject subject => [.. Fields(subject.Type), .. Relations(subject.Type, "count(", ")"), .. Words("not", "(")],
        ExpectMember member => Fields(member.Type),
        ExpectCurrency => Words(Subjects.Currency),
        ExpectRelation relation => Relations(relation.Type, "", ""),
        ExpectOperator field => Operators.Of(field.Subject.Kind).Select(o => new Suggestion(o.Text(), SuggestionKind.Operator, 0, 0)),
        ExpectValue value => ValuesOf(value.Subject, value.Operator),
        ExpectWords words => Words([.. words.Words]),
        _ => [],
    };

    private static IEnumerable<Suggestion> Fields(RecordType type) => type.Fields.Select(f => new Suggestion(f.Name, SuggestionKind.Field, 0, 0, f.Label));

    private static IEnumerable<Suggestion> Relations(RecordType type, string before, string after) =>
        type.Relations.Select(r => new Suggestion(before + r.Name + after, SuggestionKind.Relation, 0, 0));

    private static IEnumerable<Suggestion> Words(params string[] words) => words.Select(word => new Suggestion(word, SuggestionKind.Word, 0, 0));

    private static IEnumerable<Suggestion> ValuesOf(Subject subject, Operator @operator) => subject.Kind switch
    {
        _ when @operator.TakesNothing() => [],
        FieldKind.Choice => subject.Field.Choices.Select(c => new Suggestion(FilterText.Quote(c.Key), SuggestionKind.Value, 0, 0, c.Label, c.LabelIsText)),
        FieldKind.YesNo => Values("yes", "no"),
        FieldKind.Date or FieldKind.Instant => Values(@operator == Operator.Within ? Spans : Times),
        FieldKind.Currency => Values([.. Currencies.All.Select(FilterText.Quote)]),
        FieldKind.Reference when @operator is Operator.Contains or Operator.StartsWith or Operator.EndsWith => [],
        FieldKind.Reference when subject.Field.ReferenceTo == OperandCheck.User => Values("me", "my team"),
        FieldKind.Reference when subject.Field.ReferenceTo == OperandCheck.Team => Values("my team"),
        _ => [],
    };

    private static IEnumerable<Suggestion> Values(params string[] values) => values.Select(value => new Suggestion(value, SuggestionKind.Value, 0, 0));

    private static bool StartsLike(Suggestion suggestion, Token begun)
    {
        var text = suggestion.Text.AsSpan();
        if (begun.Kind == TokenKind.OpenText)
        {
            if (text[0] != '"') return false;
            text = text[1..];
        }

        return text.StartsWith(begun.Text, StringComparison.OrdinalIgnoreCase);
    }
}
