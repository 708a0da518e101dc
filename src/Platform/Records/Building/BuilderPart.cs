using System.Globalization;
using Tandem.Core;
using Tandem.Core.Filters;
using Tandem.Core.Localization;
using Tandem.Core.Records;

namespace Tandem.Platform.Records.Building;

/// <summary>What stands in a box of the filter builder, as its reader typed or chose it.</summary>
/// <param name="Box"><c>text</c>, <c>texts</c>, <c>number</c>, <c>percent</c>, <c>time</c>, or <c>value</c> for what is in the filter language already.</param>
/// <param name="Text">Typed.</param>
/// <param name="Several">Chosen.</param>
/// <param name="Form">How a time is said: <see cref="DraftTime.Form"/>.</param>
public sealed record BuilderValue(string Box, string? Text = null, IReadOnlyList<string>? Several = null, string? Form = null, string? Amount = null, string? Unit = null)
{
    /// <summary>In the words of the filter language; what cannot be read is kept as a text, which the filter then refuses with its reason.</summary>
    internal IEnumerable<string> Read(Locale locale) => Box switch
    {
        "text" => string.IsNullOrWhiteSpace(Text) ? [""] : [Filter.Quote(Text.Trim())],
        "texts" => (Text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Filter.Quote),
        "number" => [Number(locale, "")],
        "percent" => [Number(locale, "%")],
        "numbers" => (Text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => (this with { Text = line }).Number(locale, Unit ?? "")),
        "time" => [Time(locale)],
        _ => (Several ?? [Text ?? ""]).Select(one => Ids.TryParse(one, out var id) ? Filter.Quote(id.ToString()) : one),
    };

    private string Number(Locale locale, string sign) => string.IsNullOrWhiteSpace(Text) ? ""
        : locale.TryParseDecimal(Text, out var number) ? number.ToString(CultureInfo.InvariantCulture) + sign : Filter.Quote(Text);

    private string Time(Locale locale)
    {
        if (Form == "day" && !string.IsNullOrWhiteSpace(Text) && !locale.TryParseDate(Text, out _)) return Filter.Quote(Text);
        return new DraftTime(Form ?? "", locale.TryParseDate(Text, out var day) ? day : null, locale.TryParseDecimal(Amount, out var amount) && amount is >= 0 and <= int.MaxValue ? (int)amount : null, Unit).ToText();
    }
}

/// <summary>A part of the filter as the boxes of the builder have it.</summary>
public sealed record BuilderPart(DraftKind Kind, bool Not = false, string? Subject = null, string? Operator = null, IReadOnlyList<BuilderValue>? Values = null, IReadOnlyList<BuilderPart>? Parts = null)
{
    /// <summary>With operators that fit what was chosen, so that the boxes after it can be drawn.</summary>
    internal Draft ToDraft(RecordType type, RecordTypes types, Locale locale, int depth = 0)
    {
        if (depth > FilterLimits.Depth) return new Draft(DraftKind.All);
        var inner = Kind == DraftKind.Count ? DraftSubject.Counted(Subject, type, types) ?? type : type;
        var draft = new Draft(Kind)
        {
            Not = Not, Subject = string.IsNullOrEmpty(Subject) ? null : Subject, Parts = [.. (Parts ?? []).Take(FilterLimits.Conditions).Select(part => part.ToDraft(inner, types, locale, depth + 1))],
            Values = [.. (Values ?? []).SelectMany(value => value.Read(locale)).Take(FilterLimits.List)],
        };
        if (draft.IsGroup || draft.Subject is null) return draft;
        var fitting = Kind == DraftKind.Count ? Draft.CountOperators : DraftSubject.Of(draft.Subject, type, types)?.Operators ?? [];
        return draft with { Operator = fitting.Contains(Operator, StringComparer.Ordinal) ? Operator : Kind == DraftKind.Count ? ">" : fitting is [var first, ..] ? first : null };
    }
}

/// <summary>What the builder is asked to draw: parts, or a text in the filter language.</summary>
public sealed record BuilderRequest(string? Text = null, BuilderPart? Root = null);
