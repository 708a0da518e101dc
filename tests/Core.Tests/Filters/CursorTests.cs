using FsCheck.Fluent;
using Tandem.Core.Filters;
using Tandem.Core.Tests.Text;

namespace Tandem.Core.Tests.Filters;

public class CursorTests
{
    private static readonly Deal Last = new() { Title = "Straße", Amount = 12.5m, WonAt = Sample.Now, CloseDate = new(2026, 7, 1), Urgent = true };

    private static readonly IQueryable<Deal> Deals = new[] { Last }.AsQueryable();

    [Fact]
    public void A_cursor_is_safe_in_an_address()
    {
        var sorting = Sorting.Parse("title,-amount,wonAt,closeDate,urgent", Sample.Deals);
        var cursor = Cursor.Of(sorting, Last);
        cursor.ShouldMatch("^[A-Za-z0-9_-]+$");
        Deals.After(sorting, cursor).ShouldBeEmpty();
    }

    [Fact]
    public void A_cursor_belongs_to_one_order_one_type_and_one_filter()
    {
        var sorting = Sorting.Parse("-amount", Sample.Deals);
        var filter = Sample.Filter("amount > 5");
        var cursor = Cursor.Of(sorting, Last, filter);
        Deals.After(sorting, cursor, filter).ShouldBeEmpty();
        Key(cursor, Sorting.Parse("amount", Sample.Deals), filter).ShouldBe(FilterErrors.CursorOfAnotherList);
        Key(cursor, Sorting.Parse("-amount,title", Sample.Deals), filter).ShouldBe(FilterErrors.CursorOfAnotherList);
        Key(cursor, sorting, Sample.Filter("amount > 6")).ShouldBe(FilterErrors.CursorOfAnotherList);
        Key(cursor, sorting, null).ShouldBe(FilterErrors.CursorOfAnotherList);
        Key(Cursor.Of(Sorting.Parse("createdAt", Sample.Companies), Sample.Acme), Sorting.Parse("createdAt", Sample.Deals), null).ShouldBe(FilterErrors.CursorOfAnotherList);
    }

    [Theory]
    [InlineData(""), InlineData("!"), InlineData("bnVsbA"), InlineData("e30"), InlineData("W10"), InlineData("WyJhIiwiYiJd"), InlineData("WzEsMl0"), InlineData("////")]
    public void Another_text_is_a_broken_cursor(string text) => Key(text, Sorting.Parse("-amount", Sample.Deals), null).ShouldBe(FilterErrors.BrokenCursor);

    [Fact]
    public void A_cursor_that_was_changed_anywhere_is_refused()
    {
        var sorting = Sorting.Parse("title,-amount", Sample.Deals);
        var cursor = Cursor.Of(sorting, Last);
        Prop.ForAll(Gen.Choose(0, cursor.Length - 1).ToArbitrary(), Gen.Elements([.. "Aa0_-Zz9!"]).ToArbitrary(), (at, with) =>
        {
            var changed = cursor[..at] + with + cursor[(at + 1)..];
            return changed == cursor || Key(changed, sorting, null) == FilterErrors.BrokenCursor;
        }).Check(500);
        for (var length = 0; length < cursor.Length; length++) Key(cursor[..length], sorting, null).ShouldBe(FilterErrors.BrokenCursor);
    }

    private static string Key(string cursor, Sorting sorting, Filter? filter) => Should.Throw<FilterError>(() => Deals.After(sorting, cursor, filter)).Key;
}
