using Tandem.Core.Localization;

namespace Tandem.Core.Tests.Localization;

public class MessageTests
{
    private static string Format(string message, params (string Name, object? Value)[] args) => MessageParser.Parse(message).Format("en", args);

    [Fact]
    public void Arguments_are_filled_in_and_numbers_take_separators() =>
        Format("{name} owns {n} deals", ("name", "Nora"), ("n", 12400)).ShouldBe("Nora owns 12,400 deals");

    [Theory]
    [InlineData(0, "nothing")]
    [InlineData(1, "1 deal")]
    [InlineData(1200, "1,200 deals")]
    public void An_exact_case_wins_over_the_plural_form(int n, string expected) =>
        Format("{n, plural, =0 {nothing} one {# deal} other {# deals}}", ("n", n)).ShouldBe(expected);

    [Theory]
    [InlineData("won", "Won by Nora")]
    [InlineData("lost", "Lost")]
    [InlineData("never heard of", "Open")]
    public void Select_falls_back_to_other(string state, string expected) =>
        Format("{state, select, won {Won by {who}} lost {Lost} other {Open}}", ("state", state), ("who", "Nora")).ShouldBe(expected);

    [Fact]
    public void A_plural_inside_a_select_inside_a_plural_counts_its_own_number() =>
        Format("{a, plural, other {# {kind, select, x {and {b, plural, one {# hit} other {# hits}}} other {}}}}", ("a", 7), ("kind", "x"), ("b", 1))
            .ShouldBe("7 and 1 hit");

    [Theory]
    [InlineData("it's", "it's")]
    [InlineData("it''s", "it's")]
    [InlineData("'{'name'}'", "{name}")]
    [InlineData("'{name}' stays", "{name} stays")]
    [InlineData("a # outside a plural", "a # outside a plural")]
    [InlineData("{n, plural, other {'#' #}}", "# 3")]
    public void Apostrophes_quote_only_in_front_of_syntax(string message, string expected) => Format(message, ("n", 3)).ShouldBe(expected);

    [Theory]
    [InlineData("{name")]
    [InlineData("name}")]
    [InlineData("{}")]
    [InlineData("{n, plural, one {x}}")]
    [InlineData("{n, plural, few")]
    [InlineData("{n, plural, several {x} other {y}}")]
    [InlineData("{n, select, a {x}}")]
    [InlineData("{n, number, percent}")]
    [InlineData("{n, plural, other {x}")]
    public void A_malformed_message_is_refused(string message) => Should.Throw<FormatException>(() => MessageParser.Parse(message));

    [Fact]
    public void A_missing_argument_leaves_no_trace() => Format("a{b}c").ShouldBe("ac");
}
