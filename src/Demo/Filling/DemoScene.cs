using Tandem.Platform.Access;

namespace Tandem.Demo.Filling;

/// <summary>What all parts of a demonstration share: its words, its chance, its clock and its staff.</summary>
internal sealed class DemoScene
{
    /// <summary>How far back its history goes.</summary>
    public const int Days = 545;

    private const int Seed = 20;

    public DemoScene(string language, DateTimeOffset now, TimeZoneInfo zone, string currency)
    {
        (Language, Now, Zone, Currency) = (language, now, zone, currency);
        Words = DemoWords.In(language);
        Dice = new Dice(Seed);
        Names = new DemoNames(language, Dice);
        Today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
    }

    public string Language { get; }

    public DateTimeOffset Now { get; }

    public TimeZoneInfo Zone { get; }

    public DateOnly Today { get; }

    public string Currency { get; }

    public DemoWords Words { get; }

    public Dice Dice { get; }

    public DemoNames Names { get; }

    public required User Administrator { get; init; }

    /// <summary>Those who sell to companies.</summary>
    public IReadOnlyList<User> BusinessSellers { get; set; } = [];

    /// <summary>Those who sell to people.</summary>
    public IReadOnlyList<User> HomeSellers { get; set; } = [];

    /// <summary>Those who sell service contracts.</summary>
    public IReadOnlyList<User> ServiceSellers { get; set; } = [];

    /// <summary>A moment of working hours so many days ago.</summary>
    public DateTimeOffset WorkTime(double daysAgo)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now.AddDays(-daysAgo), Zone).DateTime);
        var local = day.ToDateTime(new TimeOnly(Dice.Between(8, 17), Dice.Between(0, 59)));
        while (Zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        var at = new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
        return at < Now ? at : Now.AddMinutes(-Dice.Between(1, 90));
    }
}
