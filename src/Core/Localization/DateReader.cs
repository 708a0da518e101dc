using System.Globalization;

namespace Tandem.Core.Localization;

/// <summary>Reads dates as people type them; see <see cref="Locale.TryParseDate"/>.</summary>
internal readonly struct DateReader(Locale locale)
{
    private static readonly char[] Marks = [' ', '\u00a0', '-', '/', '.', ',', '،', '\u200e', '\u200f'];

    internal bool TryRead(string? text, out DateOnly date)
    {
        date = default;
        if (string.IsNullOrWhiteSpace(text)) return false;
        var trimmed = text.Trim();
        if (TryWord(trimmed, out date)) return true;

        var numbers = new List<(int Value, int Length)>();
        (CalendarKind Calendar, int Month)? month = null;
        foreach (var part in Parts(Numerals.Ascii(trimmed)))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) numbers.Add((number, part.Length));
            else if (month is null && locale.Texts.Names.Value.Find(part) is { } named) month = named;
            else if (!locale.Texts.Names.Value.IsDay(part) && !IsFiller(part)) return false;
        }

        return month is { } known ? TryNamed(numbers, known.Calendar, known.Month, out date) : TryNumbers(numbers, out date);
    }

    private bool TryWord(string text, out DateOnly date)
    {
        foreach (var (key, days) in ((string, int)[])[("date.today", 0), ("date.tomorrow", 1), ("date.yesterday", -1)])
        {
            if (!string.Equals(locale.Texts[key], text, StringComparison.OrdinalIgnoreCase)) continue;
            date = locale.Today.AddDays(days);
            return true;
        }

        date = default;
        return false;
    }

    // Names of several words (tháng 12, Thứ Hai) stay together; a comma or a dot behind a name is no part of it.
    private IEnumerable<string> Parts(string text)
    {
        var parts = text.Split(Marks, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            var pair = i + 1 < parts.Length ? $"{parts[i]} {parts[i + 1]}" : null;
            if (pair is not null && (locale.Texts.Names.Value.Find(pair) is not null || locale.Texts.Names.Value.IsDay(pair)))
            {
                yield return pair;
                i++;
            }
            else
            {
                yield return parts[i];
            }
        }
    }

    private bool IsFiller(string part) => locale.Texts["date.filler"].Split('|').Contains(part, StringComparer.OrdinalIgnoreCase);

    private bool TryNamed(List<(int Value, int Length)> numbers, CalendarKind calendar, int month, out DateOnly date)
    {
        date = default;
        if (numbers.Count is 0 or > 2) return false;
        if (numbers.Count == 1) return calendar.TryDate(calendar.PartsOf(locale.Today).Year, month, numbers[0].Value, out date);
        var (day, year) = numbers[0].Length == 4 ? (numbers[1], numbers[0]) : (numbers[0], numbers[1]);
        return year.Length == 4 && calendar.TryDate(year.Value, month, day.Value, out date);
    }

    private bool TryNumbers(List<(int Value, int Length)> numbers, out DateOnly date)
    {
        date = default;
        if (numbers is [var day, var month]) return locale.Calendar.TryDate(locale.Calendar.PartsOf(locale.Today).Year, month.Value, day.Value, out date);
        if (numbers.Count != 3) return false;
        if (numbers[0].Length == 4) return TryYear(numbers[0].Value, numbers[1].Value, numbers[2].Value, out date);
        if (numbers[2].Length == 4) return TryYear(numbers[2].Value, numbers[1].Value, numbers[0].Value, out date);
        var isShort = numbers[2].Length == 2 && locale.Calendar == CalendarKind.Gregorian;
        return isShort && CalendarKind.Gregorian.TryDate(2000 + numbers[2].Value, numbers[1].Value, numbers[0].Value, out date);
    }

    private static bool TryYear(int year, int month, int day, out DateOnly date)
    {
        date = default;
        return year switch
        {
            >= 1200 and <= 1600 => CalendarKind.Jalali.TryDate(year, month, day, out date),
            >= 1700 and <= 2400 => CalendarKind.Gregorian.TryDate(year, month, day, out date),
            _ => false,
        };
    }
}
