using FsCheck.Fluent;
using Tandem.Core.Text;

namespace Tandem.Core.Tests.Text;

public class SimilarityTests
{
    [Theory]
    [InlineData("GTXPro", "GTX Pro")]
    [InlineData("technolgy", "technology")]
    [InlineData("Beta Acme", "acme beta")]
    [InlineData("Phillipines", "Philippines")]
    [InlineData("شركت آلفا", "شرکت الفا")]
    [InlineData("Nguyen Van", "Nguyễn Văn")]
    public void A_slip_of_the_pen_is_likely(string typed, string meant) => Similarity.Of(typed, meant).ShouldBeGreaterThan(Similarity.Likely);

    [Theory]
    [InlineData("GTX Pro", "MG Special")]
    [InlineData("technology", "medical")]
    [InlineData("Acme", "")]
    [InlineData("", "")]
    [InlineData("Acme", null)]
    public void Another_word_is_not(string typed, string? other) => Similarity.Of(typed, other).ShouldBeLessThan(Similarity.Likely);

    [Theory]
    [InlineData("martha", "marhta", 0.9611)]
    [InlineData("dwayne", "duane", 0.84)]
    [InlineData("dixon", "dicksonx", 0.8133)]
    [InlineData("abc", "xyz", 0)]
    [InlineData("", "", 1)]
    public void Jaro_Winkler_gives_the_published_values(string a, string b, double expected) => Similarity.JaroWinkler(a, b).ShouldBe(expected, 0.0001);

    [Fact]
    public void The_best_candidate_is_the_most_similar_or_none()
    {
        string[] products = ["GTX Basic", "GTX Plus Basic", "GTX Pro", "MG Advanced"];
        Similarity.Best("GTXPro", products).ShouldBe("GTX Pro");
        Similarity.Best("gtk 500", products, atLeast: 0.95).ShouldBeNull();
    }

    [Fact]
    public void Similarity_is_symmetric_within_0_and_1_and_is_1_for_equal_folded_forms_only() => Prop.ForAll(Texts.Any, Texts.Any, (a, b) =>
    {
        var score = Similarity.Of(a, b);
        return score is >= 0 and <= 1 && Math.Abs(score - Similarity.Of(b, a)) < 0.02 && (score < 1 || Folding.Fold(a) == Folding.Fold(b));
    }).Check(2000);
}
