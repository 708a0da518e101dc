using System.Buffers;
using System.Globalization;
using Tandem.Core.Localization;

namespace Tandem.Platform.Import.Values;

/// <summary>Which part comes first where the year does not.</summary>
public enum DateOrder
{
    DayFirst, MonthFirst,
}

/// <summary>Reads dates of the usual forms: ISO, day or month first with any separator, month names, Jalali by its years, with or without a time.</summary>
public static class Dates
{
    private static readonly SearchValues<char> Zeros = SearchValues.Create("0-/.: T");

    private static readonly string[] Months =
    [
        "jan january янв январь января", "feb february фев февр февраль февраля", "mar march мар март марта", "apr april апр апрель апреля", "may май мая",
        "jun june июн июнь июня", "jul july июл июль июля", "aug august авг август августа", "sep sept september сен сент сентябрь сентября",
        "oct october окт октябрь октября", "nov november ноя нояб ноябрь ноября", "dec december дек декабрь декабря",
    ];

    private static readonly string[] JalaliMonths = ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

    private static readonly Dictionary<string, int> ByName = Months.SelectMany((names, i) => names.Split(' ').Select(name => (name, Month: i + 1)))
        .ToDictionary(pair => pair.name, pair => pair.Month, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it stands for no date: the zeros that some programs write for one, or a day without its year.</summary>
    public static bool SaysNothing(string text) => text.StartsWith("--", StringComparison.Ordinal) || (text.Contains('0', StringComparison.Ordinal) && text.AsSpan().IndexOfAnyExcept(Zeros) < 0);

    public static bool LooksLikeDate(string text) => TryRead(text, DateOrder.DayFirst, out _) || TryRead(text, DateOrder.MonthFirst, out _);

    /// <summary>Reads the day; a time behind it is left out.</summary>
    public static bool TryRead(string text, DateOrder order, out DateOnly day) => TryRead(text, order, out day, out _);

    public static bool TryRead(string text, DateOrder order, out DateOnly day, out TimeSpan time)
    {
        (day, time) = (default, default);
        var rest = Numbers.Ascii(text).Trim();
        if (rest.Length is < 6 or > 40) return false;
        rest = WithoutTime(rest, out time);
        var parts = rest.Split([' ', '-', '/', '.', ',', '،', '\u00a0', '\u200e', '\u200f'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 1) return parts[0].Length == 8 && Compact(parts[0], out day);
        if (parts.Length != 3 && !(parts.Length == 4 && parts[3] is "г" or "г.")) return false;
        return Named(parts, out day) || Numeric(parts, order, out day);
    }

    /// <summary>Which order the values of a column prove; <paramref name="doubtful"/> when some would read differently and none tells.</summary>
    public static DateOrder? OrderOf(IEnumerable<string> values, out bool doubtful)
    {
        int dayOnly = 0, monthOnly = 0, either = 0, dotted = 0;
        foreach (var value in values)
        {
            var asDay = TryRead(value, DateOrder.DayFirst, out var first);
            var asMonth = TryRead(value, DateOrder.MonthFirst, out var second);
            if (asDay && !asMonth) dayOnly++;
            else if (asMonth && !asDay) monthOnly++;
            else if (asDay && first != second)
            {
                either++;
                if (value.Contains('.', StringComparison.Ordinal)) dotted++;
            }
        }

        if (dayOnly + monthOnly > 0)
        {
            doubtful = dayOnly > 0 && monthOnly > 0;
            return dayOnly >= monthOnly ? DateOrder.DayFirst : DateOrder.MonthFirst;
        }

        // Dates with points have the day first everywhere.
        doubtful = either > dotted;
        return either > 0 ? DateOrder.DayFirst : null;
    }

    private static string WithoutTime(string text, out TimeSpan time)
    {
        time = default;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return text;
        var start = text.LastIndexOfAny([' ', 'T', 't'], colon);
        if (start < 6) return text;
        var clock = text[(start + 1)..].TrimEnd('Z', 'z');
        if (clock.IndexOfAny(['+', '-']) is > 0 and var zone) clock = clock[..zone];
        return TimeOnly.TryParse(clock, CultureInfo.InvariantCulture, out var read) && (time = read.ToTimeSpan()) == time ? text[..start].TrimEnd(' ', ',') : text;
    }

    private static bool Compact(string digits, out DateOnly day)
    {
        day = default;
        return digits.All(char.IsAsciiDigit) && digits[..2] is "19" or "20" or "13" or "14" && Of(int.Parse(digits[..4], CultureInfo.InvariantCulture),
            int.Parse(digits[4..6], CultureInfo.InvariantCulture), int.Parse(digits[6..], CultureInfo.InvariantCulture), out day);
    }

    private static bool Named(string[] parts, out DateOnly day)
    {
        day = default;
        for (var i = 0; i < 2; i++)
        {
            var jalali = Array.IndexOf(JalaliMonths, parts[i]);
            if (jalali < 0 && !ByName.TryGetValue(parts[i], out _)) continue;
            var month = jalali >= 0 ? jalali + 1 : ByName[parts[i]];
            if (!Whole(parts[i == 0 ? 1 : 0], out var first) || !Whole(parts[2], out var last)) return false;
            var (year, date) = first > 31 ? (first, last) : (last, first);
            return Of(Century(year, parts[2].Length), month, date, out day);
        }

        return false;
    }

    private static bool Numeric(string[] parts, DateOrder order, out DateOnly day)
    {
        day = default;
        if (!Whole(parts[0], out var a) || !Whole(parts[1], out var b) || !Whole(parts[2], out var c)) return false;
        if (parts[0].Length == 4) return Of(a, b, c, out day);
        if (parts[2].Length is not (4 or 2)) return false;
        var year = Century(c, parts[2].Length);
        return order == DateOrder.DayFirst ? Of(year, b, a, out day) : Of(year, a, b, out day);
    }

    private static int Century(int year, int digits) => digits > 2 ? year : year < 70 ? 2000 + year : 1900 + year;

    private static bool Whole(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool Of(int year, int month, int date, out DateOnly day)
    {
        day = default;
        return year switch
        {
            >= 1200 and <= 1600 => CalendarKind.Jalali.TryDate(year, month, date, out day),
            >= 1700 and <= 2400 => CalendarKind.Gregorian.TryDate(year, month, date, out day),
            _ => false,
        };
    }
}
