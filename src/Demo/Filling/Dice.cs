using System.Diagnostics.CodeAnalysis;

namespace Tandem.Demo.Filling;

/// <summary>Chance that falls the same way every time.</summary>
internal sealed class Dice(int seed)
{
    [SuppressMessage("Security", "CA5394", Justification = "Nothing that is made with it is secret.")]
    private readonly Random random = new(seed);

    /// <summary>From 0 up to, not including, 1.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "Nothing that is made with it is secret.")]
    public double Share() => random.NextDouble();

    /// <summary>From the first to the second number, both possible.</summary>
    public int Between(int least, int most) => least + (int)(Share() * (most - least + 1));

    public bool Chance(double probability) => Share() < probability;

    public T Of<T>(IReadOnlyList<T> all) => all[(int)(Share() * all.Count)];

    /// <summary>One of them, likelier the greater its weight.</summary>
    public T Of<T>(IReadOnlyList<T> all, Func<T, double> weight)
    {
        var left = Share() * all.Sum(weight);
        foreach (var one in all)
        {
            left -= weight(one);
            if (left < 0) return one;
        }

        return all[^1];
    }

    /// <summary>Digits for each #.</summary>
    public string Digits(string pattern) => string.Concat(pattern.Select(sign => sign == '#' ? (char)('0' + Between(0, 9)) : sign));
}
