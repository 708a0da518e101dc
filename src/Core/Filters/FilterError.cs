namespace Tandem.Core.Filters;

/// <summary>
/// A filter, sort order or cursor that cannot be used, and where. Doors answer it as malformed input (HTTP 400), or mark the place in the text.
/// </summary>
public sealed class FilterError : Exception
{
    internal FilterError(string key, int position, int length, string? suggestion, params (string Name, object? Value)[] args)
        : base($"{key} at {position}{string.Concat(args.Select(arg => $", {arg.Name}: {arg.Value}"))}")
    {
        Key = key;
        Position = position;
        Length = length;
        Suggestion = suggestion;
        Args = args;
    }

    /// <summary>Resource key of the message; one of the constants of <see cref="FilterErrors"/>.</summary>
    public string Key { get; }

    /// <summary>Index of the first character at fault. 0 for a filter in JSON form.</summary>
    public int Position { get; }

    /// <summary>Number of characters at fault; 0 where something is missing.</summary>
    public int Length { get; }

    /// <summary>What to write there instead; null when there is no good guess.</summary>
    public string? Suggestion { get; }

    /// <summary>Values that the message mentions.</summary>
    public IReadOnlyList<(string Name, object? Value)> Args { get; }
}

/// <summary>What can be wrong with a filter, a sort order or a cursor: the resource keys of the messages.</summary>
public static class FilterErrors
{
    public const string TooLong = "filter.too-long";
    public const string TooDeep = "filter.too-deep";
    public const string TooManyConditions = "filter.too-many-conditions";
    public const string ListTooLong = "filter.list-too-long";
    public const string TooManyWords = "filter.too-many-words";
    public const string PathTooLong = "filter.path-too-long";

    public const string UnknownSymbol = "filter.unknown-symbol";
    public const string TextNotClosed = "filter.text-not-closed";
    public const string UnknownEscape = "filter.unknown-escape";
    public const string BadCharacter = "filter.bad-character";
    public const string BadDate = "filter.bad-date";
    public const string BadNumber = "filter.bad-number";
    public const string BadJson = "filter.bad-json";

    public const string ExpectedCondition = "filter.expected-condition";
    public const string ExpectedOperator = "filter.expected-operator";
    public const string ExpectedValue = "filter.expected-value";
    public const string Expected = "filter.expected";
    public const string ExpectedEnd = "filter.expected-end";
    public const string QuotesMissing = "filter.quotes-missing";
    public const string NotBelongsBefore = "filter.not-belongs-before";

    public const string UnknownField = "filter.unknown-field";
    public const string UnknownRelation = "filter.unknown-relation";
    public const string NotAReference = "filter.not-a-reference";
    public const string UnknownOperator = "filter.unknown-operator";
    public const string OperatorDoesNotFit = "filter.operator-does-not-fit";

    public const string NeedsText = "filter.needs-text";
    public const string NeedsNumber = "filter.needs-number";
    public const string NeedsWholeNumber = "filter.needs-whole-number";
    public const string NeedsYesOrNo = "filter.needs-yes-or-no";
    public const string NeedsDay = "filter.needs-day";
    public const string NeedsTime = "filter.needs-time";
    public const string NeedsRecord = "filter.needs-record";
    public const string EmptyText = "filter.empty-text";
    public const string UnknownChoice = "filter.unknown-choice";
    public const string UnknownCurrency = "filter.unknown-currency";
    public const string UnknownCountry = "filter.unknown-country";
    public const string NumberTooPrecise = "filter.number-too-precise";
    public const string NumberOutOfRange = "filter.number-out-of-range";
    public const string MeIsAUser = "filter.me-is-a-user";
    public const string TeamIsOfUsers = "filter.team-is-of-users";

    public const string NotSortable = "filter.not-sortable";
    public const string SortedTwice = "filter.sorted-twice";
    public const string TooManySortFields = "filter.too-many-sort-fields";
    public const string BrokenCursor = "filter.broken-cursor";
    public const string CursorOfAnotherList = "filter.cursor-of-another-list";
}

/// <summary>How large a filter may be, so that none can cost more than a query should.</summary>
public static class FilterLimits
{
    /// <summary>Characters of the text form.</summary>
    public const int TextLength = 4_000;

    /// <summary>Parentheses, <c>not</c> and <c>count</c> within each other.</summary>
    public const int Depth = 20;

    /// <summary>Comparisons, and the <c>and</c>, <c>or</c> and <c>not</c> between them.</summary>
    public const int Conditions = 200;

    /// <summary>Values of one list.</summary>
    public const int List = 500;

    /// <summary>Words that one text is asked for.</summary>
    public const int Words = 20;

    /// <summary>References that one path follows.</summary>
    public const int Hops = 4;

    /// <summary>Fields of a sort order.</summary>
    public const int SortFields = 5;

    /// <summary>Digits after the decimal point: what both databases hold exactly.</summary>
    public const int Decimals = Money.Scale;

    /// <summary>Characters of the JSON form, which names what the text form does by position.</summary>
    internal const int JsonLength = 8 * TextLength;

    /// <summary>The relative time that reaches farthest: a hundred years.</summary>
    internal const int Years = 100;
}
