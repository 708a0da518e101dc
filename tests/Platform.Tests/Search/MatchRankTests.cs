using Tandem.Platform.Search;

namespace Tandem.Platform.Tests.Search;

public class MatchRankTests
{
    [Theory]
    [InlineData("acme", MatchPlace.Title)]
    [InlineData("acm", MatchPlace.BeginOfTitle)]
    public void A_title_is_better_than_its_beginning(string text, object place) => MatchRank.Of("acme", "acme acme.example", [text]).ShouldBe(place);

    [Theory]
    [InlineData("north acme", "north acme", "acme", MatchPlace.WordOfTitle)]
    [InlineData("smith-jones", "smith-jones", "jones", MatchPlace.WordOfTitle)]
    [InlineData("ann bell", "ann bell ann@acme.example", "acme", MatchPlace.Identifier)]
    [InlineData("ann bell", "ann bell +4942112345678", "42112345", MatchPlace.Identifier)]
    [InlineData("ann bell", "ann bell ann@acme.example", "bell acme", MatchPlace.Identifier)]
    [InlineData("ann bell", "ann bell likes acme", "acme", MatchPlace.Text)]
    [InlineData("pacmen", "pacmen", "acme", MatchPlace.Text)]
    public void Words_of_the_title_are_better_than_addresses_and_numbers_and_those_than_other_text(string title, string text, string words, object place) =>
        MatchRank.Of(title, text, words.Split(' ')).ShouldBe(place);

    [Fact]
    public void What_changed_on_the_same_day_week_or_month_is_equally_new()
    {
        var now = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        int Age(double days) => MatchRank.Age(now.AddDays(-days), now);
        new[] { Age(0.1), Age(0.9), Age(3), Age(20), Age(200), Age(2_000) }.ShouldBe([0, 0, 1, 2, 3, 4]);
        MatchRank.Age(null, now).ShouldBe(4);
    }
}
