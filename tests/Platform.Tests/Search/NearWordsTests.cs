using Tandem.Platform.Search;

namespace Tandem.Platform.Tests.Search;

public class NearWordsTests
{
    [Theory]
    [InlineData("mir", 0)]
    [InlineData("mira", 1)]
    [InlineData("schmidt", 1)]
    [InlineData("schneider", 2)]
    [InlineData("100-2000", 0)]
    [InlineData("ann@acme", 0)]
    public void Long_words_may_have_two_wrong_letters_short_words_and_numbers_none(string word, int edits) => NearWords.Edits(word).ShouldBe(edits);

    [Theory]
    [InlineData("schmidt", "schmidt", 0)]
    [InlineData("schmidt", "schmitd", 1)]
    [InlineData("schmidt", "scmidt", 1)]
    [InlineData("schmidt", "schmmidt", 1)]
    [InlineData("schmidt", "schmidd", 1)]
    [InlineData("schmidt", "smith", 4)]
    public void Letters_that_changed_about_are_one_mistake(string one, string other, int distance) => NearWords.Distance(one, other).ShouldBe(distance);

    [Fact]
    public void What_a_misspelt_word_keeps_is_in_the_right_one()
    {
        var random = new Random(7);
        foreach (var right in (string[])["schmidt", "wolkenstein", "ackermann", "larssonss"])
        {
            for (var times = 0; times < 300; times++)
            {
                var wrong = right;
                var at = random.Next(wrong.Length - 1);
                wrong = random.Next(4) switch { 0 => wrong.Remove(at, 1), 1 => wrong.Insert(at, "x"), 2 => wrong[..at] + "x" + wrong[(at + 1)..], _ => wrong[..at] + wrong[at + 1] + wrong[at] + wrong[(at + 2)..] };
                if (NearWords.Edits(wrong) < NearWords.Edits(right)) continue;
                NearWords.Has("one " + right, wrong).ShouldBeTrue(wrong);
                NearWords.Rests(wrong).ShouldContain(rest => rest.All(piece => $" {right} ".Contains(piece, StringComparison.Ordinal)), wrong);
            }
        }
    }
}
