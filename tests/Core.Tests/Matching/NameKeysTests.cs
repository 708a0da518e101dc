using Tandem.Core.Matching;

namespace Tandem.Core.Tests.Matching;

public class NameKeysTests
{
    private static readonly HashSet<string> Ignored = ["gmbh", "ltd", "ооо", "شرکت"];

    [Theory]
    [InlineData("Mohammad Nouri", "محمد نوری")]
    [InlineData("Сергей Петров", "Sergey Petrov")]
    [InlineData("Meyer Jens", "Jens Maier")]
    [InlineData("Nguyễn Thị Mai", "Nguyen Thi Mai")]
    [InlineData("Lattice Tools GmbH", "LATTICE TOOLS")]
    [InlineData("Catherine Brook", "Katharine Brooke")]
    public void Spellings_of_one_name_share_a_key_and_are_close_or_the_same(string one, string other)
    {
        NameKeys.Of(one, Ignored).Intersect(NameKeys.Of(other, Ignored)).ShouldNotBeEmpty();
        NameKeys.Compare(one, other, Ignored).ShouldBeOneOf(Agreement.Close, Agreement.Same);
    }

    [Theory]
    [InlineData("Jens Albrecht", "Jan Ulbricht")]
    [InlineData("Mira Sand", "Mara Stein")]
    [InlineData("Northwind Traders", "Southwind Traders")]
    public void Different_names_are_different(string one, string other) => NameKeys.Compare(one, other, Ignored).ShouldBe(Agreement.Different);

    [Fact]
    public void A_slip_in_one_word_leaves_a_key_of_the_other() =>
        NameKeys.Of("Jens Albrecht", Ignored).Intersect(NameKeys.Of("Jems Albrecht", Ignored)).ShouldNotBeEmpty();

    [Fact]
    public void A_name_of_nothing_but_words_that_say_nothing_is_taken_as_it_is() => NameKeys.Compare("GmbH", "gmbh", Ignored).ShouldBe(Agreement.Same);

    [Fact]
    public void No_name_has_no_key_and_says_nothing()
    {
        NameKeys.Of("  ", Ignored).ShouldBeEmpty();
        NameKeys.Compare(null, "Acme", Ignored).ShouldBe(Agreement.Unknown);
    }

    [Fact]
    public void Weights_add_up_to_a_probability()
    {
        new Comparison([new AgreementWeights(6, 0, 0).Of("name", Agreement.Same)], -6).Score.ShouldBe(0.5);
        new Comparison([], -6).Score.ShouldBe(1 / 65.0, 1e-9);
    }
}
