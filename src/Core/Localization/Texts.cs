using System.Collections.Concurrent;

namespace Tandem.Core.Localization;

/// <summary>All texts of one language. A key that it lacks is looked up in English; a key that English lacks is shown itself.</summary>
public sealed class Texts
{
    private readonly IReadOnlyDictionary<string, string> own;
    private readonly Texts? fallback;
    private readonly ConcurrentDictionary<string, Message> parsed = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string>? plain;

    internal Texts(string language, IReadOnlyDictionary<string, string> own, Texts? fallback)
    {
        Language = language;
        this.own = own;
        this.fallback = fallback;
        Names = new Lazy<CalendarNames>(() => new CalendarNames(this));
    }

    private Texts(Texts texts, IReadOnlyDictionary<string, string> plain)
    {
        Language = texts.Language;
        (own, fallback, parsed, Names, this.plain) = (texts.own, texts.fallback, texts.parsed, texts.Names, plain);
    }

    /// <summary>Code of the language.</summary>
    public string Language { get; }

    /// <summary>The text of a key without arguments.</summary>
    public string this[string key] => Get(key);

    internal Lazy<CalendarNames> Names { get; }

    internal IEnumerable<string> Keys => own.Keys;

    /// <summary>These texts with others that people wrote: taken as they stand, without arguments.</summary>
    public Texts With(IReadOnlyDictionary<string, string> texts) => new(this, texts);

    /// <summary>Whether this language, or English in its place, knows the key.</summary>
    public bool Has(string key) => plain?.ContainsKey(key) == true || own.ContainsKey(key) || fallback?.Has(key) == true;

    /// <summary>The text of a key with its arguments filled in; numbers take the digits and separators of the language.</summary>
    public string Get(string key, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        if (plain is not null && plain.TryGetValue(key, out var written)) return written;
        if (own.ContainsKey(key)) return MessageOf(key).Format(Language, args);
        return fallback is null ? key : fallback.Get(key, args);
    }

    /// <exception cref="FormatException">The message is malformed.</exception>
    internal Message MessageOf(string key) => parsed.GetOrAdd(key, static (name, texts) => MessageParser.Parse(texts[name]), own);
}
