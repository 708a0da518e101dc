using Tandem.Core.Text;

namespace Tandem.Core.Filters;

/// <summary>Whether a value fits a field, and its canonical form if it does.</summary>
internal static class OperandCheck
{
    /// <summary>Keys of the record types that <c>me</c> and <c>my team</c> stand for.</summary>
    public const string User = "user";
    public const string Team = "team";

    public static Operand Fitting(Subject subject, Operator @operator, Operand operand, Token at) => subject.Kind switch
    {
        FieldKind.Integer => Whole(operand, subject, at),
        FieldKind.Decimal or FieldKind.Money or FieldKind.Percent => Number(operand, subject, at),
        FieldKind.Date or FieldKind.Instant => Time(operand, subject, @operator, at),
        FieldKind.YesNo => operand as TruthOperand ?? throw at.Error(FilterErrors.NeedsYesOrNo, "yes", ("field", subject.Text)),
        FieldKind.Reference => Reference(operand, subject, @operator, at),
        FieldKind.Choice or FieldKind.SeveralChoices => new TextOperand(Choice(subject.Field, Text(operand, subject, at), at)),
        FieldKind.Currency => new TextOperand(Currency(Text(operand, subject, at), at)),
        FieldKind.Country => new TextOperand(Country(Text(operand, subject, at), at)),
        FieldKind.Tags or FieldKind.Language or FieldKind.TimeZone => new TextOperand(Text(operand, subject, at)),
        FieldKind.Emails => Stored(FieldKind.Email, Text(operand, subject, at), at),
        FieldKind.Phones => Stored(FieldKind.Phone, Text(operand, subject, at), at),
        _ when @operator == Operator.HasWords && TextCompiler.WordsOf(Text(operand, subject, at)).Length > FilterLimits.Words => throw at.Error(FilterErrors.TooManyWords, ("max", FilterLimits.Words)),
        _ => Comparable(Text(operand, subject, at), subject, at),
    };

    /// <summary>A whole number that a column of 32 bits holds.</summary>
    public static int Count(Operand operand, string field, Token at)
    {
        if (operand is not NumberOperand { Number: var number }) throw at.Error(FilterErrors.NeedsNumber, ("field", field));
        if (number != decimal.Truncate(number)) throw at.Error(FilterErrors.NeedsWholeNumber, ("field", field));
        return number is >= int.MinValue and <= int.MaxValue ? (int)number : throw at.Error(FilterErrors.NumberOutOfRange, ("field", field));
    }

    private static NumberOperand Whole(Operand operand, Subject subject, Token at) => new(Count(operand, subject.Text, at));

    private static NumberOperand Number(Operand operand, Subject subject, Token at)
    {
        if (operand is not NumberOperand { Number: var number } || at.Kind == TokenKind.Percent && subject.Kind != FieldKind.Percent)
        {
            throw at.Error(FilterErrors.NeedsNumber, ("field", subject.Text));
        }

        if (decimal.Round(number, FilterLimits.Decimals) != number) throw at.Error(FilterErrors.NumberTooPrecise, ("max", FilterLimits.Decimals));
        if (Math.Abs(number) > Money.Max) throw at.Error(FilterErrors.NumberOutOfRange, ("field", subject.Text));
        return new(number / 1.0000000000000000000000000000m); // without trailing zeros
    }

    private static Operand Time(Operand operand, Subject subject, Operator @operator, Token at)
    {
        var ofDay = subject.Kind == FieldKind.Date;
        return operand switch
        {
            SpanOperand { Unit: TimeUnit.Hour } or ShiftedMoment { Unit: TimeUnit.Hour } or InstantMoment when ofDay =>
                throw at.Error(FilterErrors.NeedsDay, ("field", subject.Text)),
            SpanOperand when @operator == Operator.Within => operand,
            Moment when @operator != Operator.Within => operand,
            _ => throw at.Error(ofDay ? FilterErrors.NeedsDay : FilterErrors.NeedsTime, ("field", subject.Text)),
        };
    }

    private static Operand Reference(Operand operand, Subject subject, Operator @operator, Token at)
    {
        var part = @operator is Operator.Contains or Operator.StartsWith or Operator.EndsWith;
        var target = subject.Field.ReferenceTo;
        return operand switch
        {
            MeOperand when part => throw at.Error(FilterErrors.NeedsText, ("field", subject.Text)),
            MyTeamOperand when part => throw at.Error(FilterErrors.NeedsText, ("field", subject.Text)),
            MeOperand => target == User ? operand : throw at.Error(FilterErrors.MeIsAUser, ("field", subject.Text)),
            MyTeamOperand => target is User or Team ? operand : throw at.Error(FilterErrors.TeamIsOfUsers, ("field", subject.Text)),
            IdOperand => operand,
            TextOperand { Text: var text } when !part && Ids.TryParse(text, out var id) => new IdOperand(id),
            TextOperand { Text: var text } when subject.Target is not null => new TextOperand(NonEmpty(text, at)),
            _ => throw at.Error(FilterErrors.NeedsRecord, Quoted(at), ("field", subject.Text)),
        };
    }

    private static string Text(Operand operand, Subject subject, Token at) =>
        operand is TextOperand { Text: var text } ? NonEmpty(text, at) : throw at.Error(FilterErrors.NeedsText, Quoted(at), ("field", subject.Text));

    private static string? Quoted(Token at) => at.Kind is TokenKind.Number or TokenKind.Word or TokenKind.Day ? FilterText.Quote(at.Text) : null;

    private static string NonEmpty(string text, Token at) => Folding.Fold(Storable(text, at)).Length == 0 ? throw at.Error(FilterErrors.EmptyText) : text;

    /// <summary>A text that every database takes as a parameter.</summary>
    private static string Storable(string text, Token at)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is 0 or 0xFFFD) throw at.Error(FilterErrors.BadCharacter);
        }

        return text;
    }

    private static TextOperand Comparable(string text, Subject subject, Token at) =>
        TextForm.Of(subject.Kind, text).Length == 0 ? throw at.Error(FilterErrors.EmptyText) : new(text);

    /// <summary>One of several addresses or numbers, in the form in which they are stored.</summary>
    private static TextOperand Stored(FieldKind kind, string text, Token at) =>
        TextForm.Whole(kind, text) is { Length: > 0 } stored ? new(stored) : throw at.Error(FilterErrors.EmptyText);

    private static string Choice(Field field, string text, Token at)
    {
        if (field.Choices.Count == 0) return text;
        var folded = Folding.Fold(text);
        var choice = field.Choices.FirstOrDefault(c => c.Key == text)
            ?? field.Choices.FirstOrDefault(c => Folding.Fold(c.Key) == folded || c.LabelIsText && Folding.Fold(c.Label) == folded);
        if (choice is not null) return choice.Key;
        var similar = Similarity.Best(text, field.Choices, c => c.Key, atLeast: 0.75);
        throw at.Error(FilterErrors.UnknownChoice, similar is null ? null : FilterText.Quote(similar.Key),
            ("field", field.Name), ("value", text), ("choices", string.Join(", ", field.Choices.Select(c => c.Key))));
    }

    private static string Currency(string text, Token at)
    {
        var code = text.Trim().ToUpperInvariant();
        return Currencies.Exists(code) ? code : throw at.Error(FilterErrors.UnknownCurrency, ("value", text));
    }

    private static string Country(string text, Token at)
    {
        var code = text.Trim().ToUpperInvariant();
        return code.Length == 2 && code.All(char.IsAsciiLetter) ? code : throw at.Error(FilterErrors.UnknownCountry, ("value", text));
    }
}
