using System.Globalization;

namespace Tandem.Benchmarks;

/// <summary>Lines of results as they come, and the table of all of them at the end.</summary>
internal sealed class Report(string name)
{
    private readonly List<string[]> rows = [["what", "clients", "per s", "p50 ms", "p95 ms", "max ms", "errors", "of limit", "target", "of target"]];
    private readonly List<string> facts = [];

    /// <param name="limit">What the machine could do at best, per second: the same disk or the same wire without the product.</param>
    /// <param name="target">What is wanted: 100 % or less of a time, 100 % or more of a rate.</param>
    public void Add(string what, Measured measured, double? limit = null, Target? target = null) => Row(
        what, measured.Clients.ToString(CultureInfo.InvariantCulture), Text(measured.PerSecond, 0), Text(measured.Median, 2), Text(measured.P95, 2), Text(measured.Max, 1),
        measured.Errors.ToString(CultureInfo.InvariantCulture), limit is { } most ? Share(measured.PerSecond / most) : "",
        target is null ? "" : target.Text, target is null ? "" : Share(target.Of(measured) / target.Value));

    /// <summary>A figure that is no rate.</summary>
    /// <param name="atMost">What is wanted.</param>
    public void Fact(string what, double value, string unit, double? atMost = null)
    {
        var line = $"{what}: {Text(value, value < 10 ? 2 : 0)} {unit}" + (atMost is { } target ? $" (target {Text(target, 0)} {unit}, {Share(value / target)} of it)" : "");
        facts.Add(line);
        Console.Error.WriteLine(line);
    }

    public void Print()
    {
        Console.WriteLine();
        Console.WriteLine(name);
        if (rows.Count > 1)
        {
            var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
            foreach (var row in rows) Console.WriteLine("  " + string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))));
        }

        foreach (var fact in facts) Console.WriteLine("  " + fact);
    }

    private void Row(params string[] cells)
    {
        rows.Add(cells);
        Console.Error.WriteLine(string.Join("  ", cells));
    }

    private static string Share(double share) => share.ToString("P0", CultureInfo.InvariantCulture);

    private static string Text(double value, int digits) => value.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

/// <summary>What a measurement is wanted to reach.</summary>
internal sealed record Target(double Value, string Text, Func<Measured, double> Of)
{
    public static Target PerSecond(double least) => new(least, FormattableString.Invariant($">= {least:N0}/s"), measured => measured.PerSecond);

    public static Target Median(double most) => new(most, FormattableString.Invariant($"p50 < {most:N0}"), measured => measured.Median);

    public static Target P95(double most) => new(most, FormattableString.Invariant($"p95 < {most:N0}"), measured => measured.P95);
}
