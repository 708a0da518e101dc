using System.Globalization;

namespace Tandem.Platform.Import.Reading.Workbooks;

/// <summary>Numbers of a workbook as text.</summary>
internal static class SheetNumber
{
    private const double FirstDay = 1;
    private const double LastDay = 2_958_466; // 10000-01-01
    private const double DaysTo1904 = 1_462;

    /// <param name="from1904">Whether days are counted from 1904.</param>
    public static string Written(string raw, NumberMeaning meaning, bool from1904)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value)) return raw;
        if (meaning == NumberMeaning.Date && Moment(value + (from1904 ? DaysTo1904 : 0)) is { } moment) return moment;
        // What a sheet shows has fifteen digits; the rest is the noise of binary fractions.
        if (Math.Abs(value) >= 1e28) return raw;
        var exact = (decimal)value;
        return meaning == NumberMeaning.Percent ? (exact * 100m).ToString("0.############################", CultureInfo.InvariantCulture) + "%" : exact.ToString("0.############################", CultureInfo.InvariantCulture);
    }

    private static string? Moment(double days)
    {
        if (days is < 0 or >= LastDay) return null;
        var seconds = Math.Round(days * 86_400);
        if (days < FirstDay) return TimeSpan.FromSeconds(seconds).ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture);
        var moment = new DateTime(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified).AddSeconds(seconds);
        return moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
