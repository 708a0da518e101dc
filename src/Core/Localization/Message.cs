using System.Globalization;
using System.Text;

namespace Tandem.Core.Localization;

/// <summary>
/// A message of the ICU MessageFormat subset that the product uses: <c>{name}</c>, <c>{n, plural, =0 {…} one {…} other {…}}</c>
/// with <c>#</c>, <c>{x, select, a {…} other {…}}</c>, and apostrophes that quote braces.
/// </summary>
internal sealed class Message(IReadOnlyList<Message.Part> parts)
{
    internal abstract record Part;

    internal sealed record Text(string Value) : Part;

    internal sealed record Argument(string Name) : Part;

    /// <summary>The <c>#</c> inside a plural.</summary>
    internal sealed record Count : Part;

    internal sealed record Plural(string Name, IReadOnlyDictionary<decimal, Message> Exact, IReadOnlyDictionary<PluralCategory, Message> Forms) : Part;

    internal sealed record Select(string Name, IReadOnlyDictionary<string, Message> Cases) : Part;

    private readonly string? constant = parts.Count == 0 ? "" : parts is [Text only] ? only.Value : null;

    /// <summary>Names of all arguments, for the check that translations mention the same ones.</summary>
    internal IEnumerable<string> Arguments => parts.SelectMany(part => part switch
    {
        Argument argument => [argument.Name],
        Plural plural => plural.Exact.Values.Concat(plural.Forms.Values).SelectMany(form => form.Arguments).Prepend(plural.Name),
        Select select => select.Cases.Values.SelectMany(form => form.Arguments).Prepend(select.Name),
        _ => Enumerable.Empty<string>(),
    });

    internal string Format(string language, ReadOnlySpan<(string Name, object? Value)> args)
    {
        if (constant is not null) return constant;
        var text = new StringBuilder();
        Write(text, language, args, count: null);
        return text.ToString();
    }

    private void Write(StringBuilder text, string language, ReadOnlySpan<(string Name, object? Value)> args, decimal? count)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case Text plain: text.Append(plain.Value); break;
                case Count: text.Append(Numerals.Of(language).Number(count ?? 0)); break;
                case Argument argument: text.Append(Shown(Find(argument.Name, args), language)); break;
                case Plural plural:
                    var number = NumberOf(Find(plural.Name, args)) ?? 0;
                    if (!plural.Exact.TryGetValue(number, out var form) && !plural.Forms.TryGetValue(PluralRules.Of(language, number), out form))
                        form = plural.Forms[PluralCategory.Other];
                    form.Write(text, language, args, number);
                    break;
                case Select select:
                    var choice = Convert.ToString(Find(select.Name, args), CultureInfo.InvariantCulture) ?? "";
                    (select.Cases.GetValueOrDefault(choice) ?? select.Cases["other"]).Write(text, language, args, count);
                    break;
            }
        }
    }

    private static object? Find(string name, ReadOnlySpan<(string Name, object? Value)> args)
    {
        foreach (var (given, value) in args)
        {
            if (given == name) return value;
        }

        return null;
    }

    private static string? Shown(object? value, string language) => value is string text
        ? text
        : NumberOf(value) is { } number ? Numerals.Of(language).Number(number) : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static decimal? NumberOf(object? value) => value switch
    {
        int n => n,
        long n => n,
        decimal n => n,
        double n => (decimal)n,
        float n => (decimal)n,
        short n => n,
        byte n => n,
        uint n => n,
        ulong n => n,
        _ => null,
    };
}
