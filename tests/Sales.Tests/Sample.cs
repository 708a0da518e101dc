using Tandem.Core.Finance;
using Tandem.Platform.Settings;
using Tandem.Sales.Deals;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Tests;

/// <summary>The sample company's way of selling: three open stages, and two that close.</summary>
internal sealed class Sample
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 3, 31);
    public static readonly Guid Seller = new("00000000-0000-7000-8000-00000000000a");

    public Sample()
    {
        Pipeline = new Pipeline("New business");
        foreach (var stage in (Stage[])[Qualify, Propose, Negotiate, Won, Lost]) Pipeline.Add(stage);
    }

    public Pipeline Pipeline { get; }

    public Stage Qualify { get; } = new("Qualify", StageMeaning.Open, 0.1m, 14);

    public Stage Propose { get; } = new("Propose", StageMeaning.Open, 0.5m);

    public Stage Negotiate { get; } = new("Negotiate", StageMeaning.Open, 0.8m, 7);

    public Stage Won { get; } = new("Won", StageMeaning.Won, 1m);

    public Stage Lost { get; } = new("Lost", StageMeaning.Lost, 0m);

    public LostReason Price { get; } = new("Too expensive", 0);

    /// <summary>A pound is worth 1.20 euros until 16 March, 1.25 from then on.</summary>
    private static readonly ExchangeRates Rates = new("EUR",
    [
        new ExchangeRate { Currency = "GBP", To = "EUR", From = new DateOnly(2026, 1, 1), Rate = 1.20m },
        new ExchangeRate { Currency = "GBP", To = "EUR", From = new DateOnly(2026, 3, 16), Rate = 1.25m },
    ]);

    public Books Books { get; } = new(Rates, TimeZoneInfo.Utc, Today);

    public static DateTimeOffset Day(int number) => Start.AddDays(number);

    public Deal Deal(decimal? amount = null, string currency = "EUR")
    {
        var deal = new Deal("Press line sensors", Qualify, Seller, Start);
        deal.SetAmount(amount is { } given ? new Money(given, currency) : null);
        return deal;
    }

    public void Win(Deal deal, DateOnly on) => deal.Win(Won, on, Books, Seller, Day(20));

    public void Lose(Deal deal, DateOnly on, string? note = null) => deal.Lose(Lost, Price, note, on, Books, Seller, Day(20));
}
