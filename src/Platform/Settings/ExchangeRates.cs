using Tandem.Core.Finance;

namespace Tandem.Platform.Settings;

/// <summary>The dated rates of a workspace, as a table in memory: totals over several currencies convert with it.</summary>
public sealed class ExchangeRates
{
    private readonly Dictionary<string, (DateOnly From, decimal Rate)[]> byCurrency;

    public ExchangeRates(string baseCurrency, IEnumerable<ExchangeRate> rates)
    {
        Base = baseCurrency;
        byCurrency = rates.Where(rate => rate.To == baseCurrency).GroupBy(rate => rate.Currency, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(rate => (rate.From, rate.Rate)).OrderBy(rate => rate.From).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The workspace's currency.</summary>
    public string Base { get; }

    /// <summary>Units of the base currency for one unit of <paramref name="currency"/> on a day; before the first rate the first one counts; null when there is none.</summary>
    public decimal? On(string currency, DateOnly day)
    {
        if (currency == Base) return 1m;
        if (!byCurrency.TryGetValue(currency, out var rates)) return null;
        var rate = rates[0].Rate;
        foreach (var (from, value) in rates)
        {
            if (from > day) break;
            rate = value;
        }
        return rate;
    }

    /// <summary>The first day after <paramref name="day"/> on which a rate begins; null when none is known.</summary>
    public DateOnly? NextAfter(DateOnly day) => byCurrency.Values.SelectMany(rates => rates).Where(rate => rate.From > day).Select(rate => (DateOnly?)rate.From).Min();

    /// <summary>The amount in the base currency, rounded; null when there is no rate.</summary>
    public Money? ToBase(Money money, DateOnly day) => On(money.Currency, day) is { } rate ? new Money(money.Amount * rate, Base).Rounded() : null;
}
