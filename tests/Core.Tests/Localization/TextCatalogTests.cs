using Tandem.Core.Localization;

namespace Tandem.Core.Tests.Localization;

public class TextCatalogTests
{
    [Fact]
    public void The_core_speaks_every_language_completely() => Locales.Catalog.Problems().ShouldBeEmpty();

    [Fact]
    public void A_key_that_a_language_lacks_is_English_and_an_unknown_key_shows_itself()
    {
        var persian = Of(en: [("greet", "Hello {name}")], fa: []).For("fa");
        persian.Get("greet", ("name", "Nora")).ShouldBe("Hello Nora");
        persian["nobody.wrote.this"].ShouldBe("nobody.wrote.this");
        persian.Has("greet").ShouldBeTrue();
        persian.Has("nobody.wrote.this").ShouldBeFalse();
    }

    [Fact]
    public void A_language_that_the_product_does_not_speak_reads_English() => Locales.Catalog.For("xx").Language.ShouldBe("en");

    [Fact]
    public void The_same_key_from_two_modules_is_refused()
    {
        var twice = Should.Throw<InvalidOperationException>(() => TextCatalog.From(new Dictionary<string, IEnumerable<(string, Dictionary<string, string>)>>
        {
            ["en"] = [("Sales", new() { ["deal"] = "Deal" }), ("Quotes", new() { ["deal"] = "Offer" })],
        }));
        twice.Message.ShouldContain("'deal'");
        twice.Message.ShouldContain("Quotes");
    }

    [Fact]
    public void Problems_name_what_is_missing_malformed_or_mentions_other_arguments()
    {
        var problems = Of(
            en: [("a", "A"), ("b", "{n} deals"), ("c", "C")],
            fa: [("b", "{m} معامله"), ("c", "{")]).Problems();
        problems.ShouldContain("fa: a is missing");
        problems.ShouldContain(line => line.StartsWith("fa: b mentions m instead of n", StringComparison.Ordinal));
        problems.ShouldContain(line => line.StartsWith("fa: c: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_in_a_message_take_the_digits_of_the_language() =>
        Of(en: [("n", "{n, plural, one {# deal} other {# deals}}")], fa: [("n", "{n, plural, other {# معامله}}")]).For("fa")
            .Get("n", ("n", 1405)).ShouldBe("۱٬۴۰۵ معامله");

    private static TextCatalog Of((string, string)[] en, (string, string)[] fa) =>
        TextCatalog.From(new Dictionary<string, IEnumerable<(string, Dictionary<string, string>)>>
        {
            ["en"] = [("Test", en.ToDictionary(text => text.Item1, text => text.Item2))],
            ["fa"] = [("Test", fa.ToDictionary(text => text.Item1, text => text.Item2))],
        });
}
