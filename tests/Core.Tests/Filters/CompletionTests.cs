using Tandem.Core.Filters;

namespace Tandem.Core.Tests.Filters;

public class CompletionTests
{
    [Theory]
    [InlineData("|", "title, source, not")]
    [InlineData("am|", "amount")]
    [InlineData("amount > 5 and s|", "source, stage, seats, score")]
    [InlineData("(st|", "stage")]
    [InlineData("company.|", "name, industry, owner")]
    [InlineData("company.ow|", "owner")]
    [InlineData("amount.|", "currency")]
    [InlineData("amount |", "=, >=, between, is empty")]
    [InlineData("title st|", "starts with")]
    [InlineData("title starts |", "with")]
    [InlineData("title is |", "empty, not empty")]
    [InlineData("title is not |", "empty")]
    [InlineData("stage not |", "in")]
    [InlineData("closeDate |", "on, before, within")]
    [InlineData("stage = |", "\"open\", \"won\", \"lost\"")]
    [InlineData("stage = \"wo|", "\"won\"")]
    [InlineData("stage in (|", "\"open\", \"won\"")]
    [InlineData("stage in (\"open\", \"l|", "\"lost\"")]
    [InlineData("stage in (\"open\"|", ",, )")]
    [InlineData("urgent = |", "yes, no")]
    [InlineData("owner = m|", "me, my team")]
    [InlineData("owner = my |", "team")]
    [InlineData("closeDate before th|", "this week, this month, this quarter, this year")]
    [InlineData("closeDate before this |", "week, month, quarter, year")]
    [InlineData("closeDate within 3 |", "days, weeks, months")]
    [InlineData("closeDate within |", "7 days, next 7 days, this month")]
    [InlineData("closeDate before 3 days |", "ago")]
    [InlineData("amount > 5 |", "and, or")]
    [InlineData("(amount > 5 |", "and, or, )")]
    [InlineData("amount.currency = \"EU|", "\"EUR\"")]
    [InlineData("amount between 1 |", "and")]
    public void What_may_come_next_is_suggested(string text, string expected)
    {
        var found = At(text).Select(suggestion => suggestion.Text).ToArray();
        foreach (var one in expected.Replace(",, ", "\u0001, ").Split(", ")) found.ShouldContain(one.Replace('\u0001', ','));
        found.ShouldBeUnique();
    }

    [Theory]
    [InlineData("am|", "amount")]
    [InlineData("amount > 5 |", "and,or")]
    [InlineData("stage = \"wo|", "\"won\"")]
    [InlineData("title s|", "starts with")]
    public void Only_what_begins_as_the_text_does_is_suggested(string text, string expected) =>
        string.Join(',', At(text).Select(suggestion => suggestion.Text)).ShouldBe(expected);

    [Theory]
    [InlineData("title = |")]
    [InlineData("amount > |")]
    [InlineData("amout > 5 and |")]
    [InlineData("amount ! |")]
    public void Nothing_is_suggested_where_only_the_user_knows_or_the_text_before_is_wrong(string text) => At(text).ShouldBeEmpty();

    [Fact]
    public void A_suggestion_replaces_the_word_that_the_position_is_in()
    {
        var suggestion = Completion.At("seats > 1 and amo > 3", 17, Sample.Deals, Sample.Types).Single();
        suggestion.ShouldBe(new("amount", SuggestionKind.Field, 14, 3, "deal.amount"));
        At("stage = \"w|").Single().ShouldBe(new("\"won\"", SuggestionKind.Value, 8, 2, "deal.stage.won"));
        At("company.industry = \"fo|").Single().LabelIsText.ShouldBeTrue();
    }

    [Fact]
    public void Relations_are_suggested_for_counts()
    {
        Completion.At("cou", 3, Sample.Companies, Sample.Types).Select(s => s.Text).ShouldBe(["country", "count(deals)"]);
        Completion.At("count(", 6, Sample.Companies, Sample.Types).Select(s => s.Text).ShouldBe(["deals"]);
        Completion.At("count(deals ", 12, Sample.Companies, Sample.Types).Select(s => s.Text).ShouldBe(["where", ")"]);
        Completion.At("count(deals where st", 20, Sample.Companies, Sample.Types).Select(s => s.Text).ShouldBe(["stage"]);
        Completion.At("count(deals) ", 13, Sample.Companies, Sample.Types).Select(s => s.Text).ShouldContain(">=");
    }

    private static IReadOnlyList<Suggestion> At(string marked)
    {
        var position = marked.IndexOf('|', StringComparison.Ordinal);
        return Completion.At(marked.Remove(position, 1), position, Sample.Deals, Sample.Types);
    }

    [Theory]
    [InlineData("title = \"Ac", "title", "Ac", 8)]
    [InlineData("amount > 5 and company.name starts with ", "company.name", "", 40)]
    [InlineData("amount > ", "amount", "", 9)]
    public void A_value_that_is_begun_says_of_which_field(string text, string subject, string begun, int position) =>
        Completion.ValueAt(text, text.Length, Sample.Deals, Sample.Types).ShouldBe(new BegunValue(subject, begun, position, text.Length - position));

    [Theory]
    [InlineData("titl")]
    [InlineData("amount.currency = ")]
    [InlineData("title = \"x\" an")]
    [InlineData("nothing = \"")]
    public void Where_no_value_is_written_there_is_none(string text) => Completion.ValueAt(text, text.Length, Sample.Deals, Sample.Types).ShouldBeNull();
}
