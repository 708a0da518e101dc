namespace Tandem.Ui;

/// <summary>One point of a chart.</summary>
/// <param name="Value">Its size; null leaves a gap.</param>
/// <param name="Text">The same, written for the reader.</param>
/// <param name="Href">The records behind it.</param>
public sealed record ChartValue(decimal? Value, string Text, string? Href = null);

/// <summary>One series of a chart, one value per category.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartValue> Values)
{
    /// <summary>1 to 6 of the palette, 0 for context. Without it the series take the palette in order.</summary>
    public int? Color { get; init; }

    /// <summary>A line of what is expected and not yet true.</summary>
    public bool Dashed { get; init; }

    /// <summary>A line to compare with: a target.</summary>
    public bool Dotted { get; init; }

    /// <summary>Fills the area under a line.</summary>
    public bool Area { get; init; }
}

/// <summary>A stage of a <see cref="FunnelChart"/>.</summary>
/// <param name="Label">Name of the stage.</param>
/// <param name="Value">How many reached it.</param>
/// <param name="Text">The same, written for the reader.</param>
public sealed record FunnelStage(string Label, decimal Value, string Text)
{
    /// <summary>Share of the stage before: «64%».</summary>
    public string? Share { get; init; }

    public string? Href { get; init; }

    /// <summary>The last stage: won.</summary>
    public bool Won { get; init; }
}

/// <summary>A round scale for an axis.</summary>
public readonly record struct Scale(decimal Low, decimal High, IReadOnlyList<decimal> Ticks)
{
    /// <summary>From zero, or below it where values are, in three to five round steps.</summary>
    public static Scale Of(IEnumerable<decimal> values)
    {
        var all = values.Append(0).ToList();
        var (low, high) = (all.Min(), all.Max());
        if (high == low) high = low + 1;
        var rough = (high - low) / 4;
        var size = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)rough)));
        var step = size * ((rough / size) switch { <= 1 => 1m, <= 2 => 2m, <= 2.5m => 2.5m, <= 5 => 5m, _ => 10m });
        low = Math.Floor(low / step) * step;
        high = Math.Ceiling(high / step) * step;
        return new(low, high, [.. Enumerable.Range(0, (int)((high - low) / step) + 1).Select(i => low + (i * step))]);
    }

    /// <summary>Where a value stands between the bottom (0) and the top (1).</summary>
    public decimal At(decimal value) => (value - Low) / (High - Low);
}
