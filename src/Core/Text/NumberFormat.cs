using System.Text.RegularExpressions;

namespace Tandem.Core.Text;

/// <summary>How the countries of a calling code group the digits of a number; a line of <c>Phone/formats.tsv</c>.</summary>
internal sealed class NumberFormat
{
    private static readonly Dictionary<string, NumberFormat[]> ByCode = Lines().Select(line => line.Split('\t'))
        .GroupBy(columns => columns[0], StringComparer.Ordinal)
        .ToDictionary(formats => formats.Key, formats => formats.Select(columns => new NumberFormat(columns)).ToArray(), StringComparer.Ordinal);

    private readonly Lazy<Regex> number;
    private readonly Lazy<Regex> first;
    private readonly string written;

    private NumberFormat(string[] columns)
    {
        number = new(() => Pattern($"^(?:{columns[1]})$"));
        first = new(() => Pattern($"^(?:{columns[2]})"));
        written = columns[3];
    }

    /// <summary>A number of E.164 with its digits in groups; null when nothing is known about numbers of its kind.</summary>
    public static string? Written(string digits)
    {
        for (var length = 1; length <= 3 && length < digits.Length; length++)
        {
            if (!ByCode.TryGetValue(digits[..length], out var formats)) continue;
            var national = digits[length..];
            foreach (var format in formats)
            {
                if (format.first.Value.IsMatch(national) && format.number.Value.Match(national) is { Success: true } match)
                    return $"+{digits[..length]} {match.Result(format.written)}";
            }

            return null;
        }

        return null;
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static IEnumerable<string> Lines()
    {
        using var formats = new StreamReader(typeof(NumberFormat).Assembly.GetManifestResourceStream("Phone.formats.tsv")!);
        while (formats.ReadLine() is { } line)
        {
            if (!line.StartsWith('#')) yield return line;
        }
    }
}
