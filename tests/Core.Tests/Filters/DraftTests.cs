using FsCheck.Fluent;
using Tandem.Core.Filters;
using Tandem.Core.Tests.Text;

namespace Tandem.Core.Tests.Filters;

/// <summary>A filter box by box, and back.</summary>
public class DraftTests
{
    [Fact]
    public void Every_filter_is_a_draft_whose_text_is_the_same_filter()
    {
        Prop.ForAll(Generated.DealFilter, text => Same(Sample.Filter(text))).Check(500);
        Prop.ForAll(Generated.CompanyFilter, text => Same(Filter.Parse(text, Sample.Companies, Sample.Types))).Check(300);

        static bool Same(Filter filter) => Filter.Parse(filter.ToDraft().ToText(), filter.Type, Sample.Types).Equals(filter);
    }

    [Theory]
    [InlineData("not not amount > 5")]
    [InlineData("not (not (amount > 5 or seats = 1))")]
    [InlineData("title = \"a and b) or (c\" and closeDate before \"2026-07-15\"")]
    [InlineData("wonAt after 2026-07-15T12:00Z or closeDate within next 3 months or closeDate in (today, last week)")]
    [InlineData("")]
    public void So_are_the_odd_ones(string text) => Filter.Parse(Sample.Filter(text).ToDraft().ToText(), Sample.Deals, Sample.Types).ShouldBe(Sample.Filter(text));

    [Fact]
    public void What_is_unfinished_is_left_out_and_what_is_no_value_is_a_text()
    {
        var draft = new Draft(DraftKind.Any)
        {
            Parts =
            [
                new Draft(DraftKind.Field) { Subject = "amount", Operator = ">" }, new Draft(DraftKind.Field), new Draft(DraftKind.All) { Not = true },
                new Draft(DraftKind.Field) { Subject = "title", Operator = "=", Values = ["\"a\") or (seats = 1"] },
                new Draft(DraftKind.Field) { Subject = "seats = 1 or seats", Operator = "is empty" },
                new Draft(DraftKind.Field) { Subject = "source", Operator = "is empty", Values = ["left over"] },
            ],
        };
        draft.ToText().ShouldBe("title = \"\\\"a\\\") or (seats = 1\" or source is empty");
        new Draft(DraftKind.All).IsFinished.ShouldBeFalse();
    }

    [Fact]
    public void A_path_says_what_may_be_asked_of_it()
    {
        DraftSubject.Of("company.owner", Sample.Deals, Sample.Types).ShouldNotBeNull().Target!.Key.ShouldBe("user");
        DraftSubject.Of("amount.currency", Sample.Deals, Sample.Types).ShouldNotBeNull().Operators.ShouldBe(["=", "!=", "in", "not in", "is empty", "is not empty"]);
        DraftSubject.Of("company.nothing", Sample.Deals, Sample.Types).ShouldBeNull();
        DraftSubject.Counted("deals", Sample.Companies, Sample.Types)!.Key.ShouldBe("deal");
    }

    [Theory]
    [InlineData("14 days ago", false)]
    [InlineData("in 3 hours", false)]
    [InlineData("2026-01-31", false)]
    [InlineData("yesterday", false)]
    [InlineData("next quarter", false)]
    [InlineData("2026-01-31T10:00:00Z", false)]
    [InlineData("7 days", true)]
    [InlineData("next 1 year", true)]
    public void A_time_is_taken_apart_and_put_together(string text, bool isSpan) => DraftValue.TimeOf(text, isSpan).ShouldNotBeNull().ToText().ShouldBe(text);
}
