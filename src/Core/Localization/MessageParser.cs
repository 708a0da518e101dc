using System.Globalization;
using System.Text;

namespace Tandem.Core.Localization;

/// <summary>Reads the text form of a <see cref="Message"/>.</summary>
internal ref struct MessageParser
{
    private readonly ReadOnlySpan<char> source;
    private int at;

    private MessageParser(ReadOnlySpan<char> source) => this.source = source;

    /// <exception cref="FormatException">The message is malformed.</exception>
    public static Message Parse(string source)
    {
        var parser = new MessageParser(source);
        var message = parser.Sequence(inPlural: false, nested: false);
        return parser.at == source.Length ? message : throw parser.Wrong("an opening brace is missing");
    }

    private Message Sequence(bool inPlural, bool nested)
    {
        var parts = new List<Message.Part>();
        var text = new StringBuilder();
        while (at < source.Length && source[at] != '}')
        {
            var next = source[at];
            if (next == '\'')
            {
                Quoted(text, inPlural);
            }
            else if (next == '{' || (next == '#' && inPlural))
            {
                Flush(parts, text);
                at++;
                parts.Add(next == '#' ? new Message.Count() : Placeholder(inPlural));
            }
            else
            {
                text.Append(next);
                at++;
            }
        }

        Flush(parts, text);
        if (nested && at >= source.Length) throw Wrong("a closing brace is missing");
        return new Message(parts);
    }

    private static void Flush(List<Message.Part> parts, StringBuilder text)
    {
        if (text.Length == 0) return;
        parts.Add(new Message.Text(text.ToString()));
        text.Clear();
    }

    // An apostrophe quotes only in front of syntax; elsewhere it is the letter it looks like.
    private void Quoted(StringBuilder text, bool inPlural)
    {
        at++;
        if (at < source.Length && source[at] == '\'')
        {
            text.Append('\'');
            at++;
            return;
        }

        if (at >= source.Length || !(source[at] is '{' or '}' || (source[at] == '#' && inPlural)))
        {
            text.Append('\'');
            return;
        }

        while (at < source.Length)
        {
            var next = source[at++];
            if (next != '\'')
            {
                text.Append(next);
            }
            else if (at < source.Length && source[at] == '\'')
            {
                text.Append('\'');
                at++;
            }
            else
            {
                return;
            }
        }
    }

    private Message.Part Placeholder(bool inPlural)
    {
        var name = Word();
        if (name.Length == 0) throw Wrong("an argument has no name");
        if (Takes('}')) return new Message.Argument(name);
        Expect(',');
        var kind = Word();
        Expect(',');
        return kind switch
        {
            "plural" => Plural(name),
            "select" => Select(name, inPlural),
            _ => throw Wrong($"'{kind}' is not a kind of argument"),
        };
    }

    private Message.Plural Plural(string name)
    {
        var exact = new Dictionary<decimal, Message>();
        var forms = new Dictionary<PluralCategory, Message>();
        while (!Takes('}'))
        {
            var selector = Word();
            var message = Case(inPlural: true);
            if (selector.StartsWith('=') && decimal.TryParse(selector.AsSpan(1), CultureInfo.InvariantCulture, out var number)) exact[number] = message;
            else if (Enum.TryParse<PluralCategory>(selector, ignoreCase: true, out var category)) forms[category] = message;
            else throw Wrong($"'{selector}' is not a plural form");
        }

        return forms.ContainsKey(PluralCategory.Other) ? new(name, exact, forms) : throw Wrong("a plural needs 'other'");
    }

    private Message.Select Select(string name, bool inPlural)
    {
        var cases = new Dictionary<string, Message>(StringComparer.Ordinal);
        while (!Takes('}'))
        {
            var selector = Word();
            cases[selector] = Case(inPlural);
        }

        return cases.ContainsKey("other") ? new(name, cases) : throw Wrong("a select needs 'other'");
    }

    private Message Case(bool inPlural)
    {
        Expect('{');
        var message = Sequence(inPlural, nested: true);
        Expect('}');
        return message;
    }

    private string Word()
    {
        Skip();
        var start = at;
        while (at < source.Length && !char.IsWhiteSpace(source[at]) && source[at] is not ('{' or '}' or ',')) at++;
        return source[start..at].ToString();
    }

    private bool Takes(char expected)
    {
        Skip();
        if (at >= source.Length) throw Wrong("a closing brace is missing");
        if (source[at] != expected) return false;
        at++;
        return true;
    }

    private void Expect(char expected)
    {
        if (!Takes(expected)) throw Wrong($"'{expected}' was expected");
    }

    private void Skip()
    {
        while (at < source.Length && char.IsWhiteSpace(source[at])) at++;
    }

    private readonly FormatException Wrong(string why) => new($"{why}, at {at} in: {source}");
}
