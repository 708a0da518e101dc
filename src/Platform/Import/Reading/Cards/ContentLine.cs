using System.Text;

namespace Tandem.Platform.Import.Reading.Cards;

/// <summary>One property of a card or a calendar: <c>TEL;TYPE=cell:+98 21 …</c>.</summary>
/// <param name="Name">In capitals, without a group in front of it.</param>
/// <param name="Parameters">Names in capitals; a bare word of version 2.1 is a type.</param>
/// <param name="Value">Decoded from quoted-printable, escapes still in it.</param>
internal sealed record ContentLine(string Name, IReadOnlyList<KeyValuePair<string, string>> Parameters, string Value)
{
    /// <summary>The value of a parameter; null when it is not there.</summary>
    public string? this[string parameter] => Parameters.FirstOrDefault(one => one.Key == parameter).Value;

    /// <summary>Whether one of its types is the word.</summary>
    public bool IsType(string word) => Parameters.Any(one => one.Key == "TYPE" && one.Value.Split(',').Any(type => string.Equals(type.Trim(), word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The value as text.</summary>
    public string Text => Plain(Value).Trim();

    /// <summary>The parts of a value that has several, such as a name.</summary>
    /// <param name="separator"><c>;</c> between parts, <c>,</c> between values.</param>
    public IReadOnlyList<string> Parts(char separator)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i <= Value.Length; i++)
        {
            if (i < Value.Length && Value[i] == '\\') i++;
            else if (i == Value.Length || Value[i] == separator)
            {
                parts.Add(Plain(Value[start..i]).Trim());
                start = i + 1;
            }
        }

        return parts;
    }

    private static string Plain(string escaped)
    {
        if (!escaped.Contains('\\', StringComparison.Ordinal)) return escaped;
        var plain = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\' || i + 1 == escaped.Length) plain.Append(escaped[i]);
            else if (escaped[++i] is 'n' or 'N') plain.Append('\n');
            else if (escaped[i] is ',' or ';' or ':' or '\\' or '"') plain.Append(escaped[i]);
            else plain.Append('\\').Append(escaped[i]);
        }

        return plain.ToString();
    }
}
