using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;
using Tandem.Core.Tests.Text;

namespace Tandem.Core.Tests.Filters;

public class SortingTests
{
    private static readonly List<object> Records = Generated.Records(seed: 405, deals: 60);

    private static readonly string[] Sortable = [.. Sample.Deals.Fields.Where(Sorting.CanSortBy).Select(field => field.Name)];

    [Theory]
    [InlineData("-amount,title", "-amount,title")]
    [InlineData(" -Amount , +title ", "-amount,title")]
    [InlineData(null, "-createdAt")]
    [InlineData(" ", "-createdAt")]
    public void A_sort_order_is_read(string? text, string canonical)
    {
        Sorting.Parse(text, Sample.Deals).ToString().ShouldBe(canonical);
        Sorting.Parse(text, Sample.Deals).ShouldBe(Sorting.Parse(canonical, Sample.Deals));
    }

    [Theory]
    [InlineData("-[amout]", FilterErrors.UnknownField, "amount")]
    [InlineData("title, -[xyz],score", FilterErrors.UnknownField, null)]
    [InlineData("title,[]", FilterErrors.UnknownField, null)]
    [InlineData("[tags]", FilterErrors.NotSortable, null)]
    [InlineData("-[company]", FilterErrors.NotSortable, null)]
    [InlineData("amount,-[amount]", FilterErrors.SortedTwice, null)]
    [InlineData("amount,title,score,seats,stage,[code]", FilterErrors.TooManySortFields, null)]
    public void A_mistake_in_a_sort_order_has_a_place(string marked, string key, string? suggestion)
    {
        var position = marked.IndexOf('[', StringComparison.Ordinal);
        var error = Should.Throw<FilterError>(() => Sorting.Parse(marked.Replace("[", "").Replace("]", ""), Sample.Deals));
        (error.Key, error.Suggestion, error.Position, error.Length).ShouldBe((key, suggestion, position, marked.IndexOf(']') - position - 1));
    }

    [Fact]
    public void Pages_of_both_databases_and_of_memory_repeat_and_skip_nothing() => Databases.Each("pages", Records, db =>
    {
        var sorts = from fields in Gen.Choose(1, 3).SelectMany(count => Gen.Elements(Sortable).ArrayOf(count))
                    from directions in Gen.Elements("", "-").ArrayOf(3)
                    select string.Join(',', fields.Distinct().Select((field, i) => directions[i] + field));
        Prop.ForAll(sorts.ToArbitrary(), Gen.Choose(4, 40).ToArbitrary(), (sort, size) =>
        {
            var sorting = Sorting.Parse(sort, Sample.Deals);
            var expected = Records.OfType<Deal>().Order(Comparer<Deal>.Create((a, b) => Compare(sorting, a, b))).Select(deal => deal.Id).ToArray();
            var memory = Records.OfType<Deal>().AsQueryable();
            memory.Sorted(sorting).Select(deal => deal.Id).ToArray().ShouldBe(expected, sort);
            db.Set<Deal>().Sorted(sorting).Select(deal => deal.Id).ToArray().ShouldBe(expected, sort);
            foreach (var deals in (IQueryable<Deal>[])[memory, db.Set<Deal>()])
            {
                Paged(sorting, size, cursor => [cursor is null ? deals.Sorted(sorting) : deals.Sorted(sorting).After(sorting, cursor)]).ShouldBe(expected, sort);
                Paged(sorting, size, cursor => deals.Stretches(sorting, cursor)).ShouldBe(expected, sort);
            }

            return true;
        }).Check(20);
    });

    [Fact]
    public void Pages_hold_what_a_filter_lets_through() => Databases.Each("filtered", Records, db =>
    {
        var sorting = Sorting.Parse("-wonAt", Sample.Deals);
        var filter = Sample.Filter("stage = \"won\" or seats > 4");
        var deals = db.Set<Deal>().Where(filter.ToExpression<Deal>(db.Context()));
        var found = Paged(sorting, 7, cursor => deals.Stretches(sorting, cursor, filter), filter);
        found.Order().ShouldBe(Records.OfType<Deal>().Where(deal => deal.Stage == "won" || deal.Seats > 4).Select(deal => deal.Id).Order());
    });

    [Fact]
    public void A_stretch_is_read_from_an_index_in_its_order() => Databases.Each("index", Records, db =>
    {
        foreach (var sorting in ((string[])["-amount", "amount", "-score", "score"]).Select(sort => Sorting.Parse(sort, Sample.Deals)))
        {
            var cursors = new[] { null, Cursor.Of(sorting, Records.OfType<Deal>().First(deal => deal.Amount == 5)), Cursor.Of(sorting, Records.OfType<Deal>().First(deal => deal.Amount is null)) };
            foreach (var stretch in cursors.SelectMany(cursor => db.Set<Deal>().Stretches(sorting, cursor)))
            {
                var plan = db.Plan(stretch.Take(10));
                plan.ShouldContain("INDEX", Case.Insensitive);
                plan.ShouldNotContain(db.Database.IsNpgsql() ? "Sort" : "TEMP B-TREE");
            }
        }
    });

    private static Guid[] Paged(Sorting sorting, int size, Func<string?, IReadOnlyList<IQueryable<Deal>>> pages, Filter? filter = null)
    {
        var found = new List<Guid>();
        string? cursor = null;
        while (true)
        {
            var page = new List<Deal>();
            foreach (var stretch in pages(cursor)) page.AddRange(stretch.Take(size - page.Count).ToArray());
            if (page.Count == 0) return [.. found];
            found.AddRange(page.Select(deal => deal.Id));
            found.Count.ShouldBeLessThanOrEqualTo(Records.Count);
            cursor = Cursor.Of(sorting, page[^1], filter);
        }
    }

    /// <summary>What the order means, said once more without expressions.</summary>
    private static int Compare(Sorting sorting, Deal a, Deal b)
    {
        foreach (var (field, descending) in sorting.Fields)
        {
            object? Key(Deal deal) => field.Name switch
            {
                "title" => deal.TitleSortKey,
                "source" => deal.SourceSortKey,
                "amount" => deal.Amount,
                _ => field.Read(deal),
            };
            var order = (Key(a), Key(b)) switch
            {
                (null, null) => 0,
                (null, _) => 1,
                (_, null) => -1,
                (string first, string second) => (descending ? -1 : 1) * string.CompareOrdinal(first, second),
                var (first, second) => (descending ? -1 : 1) * Comparer<object>.Default.Compare(first, second),
            };
            if (order != 0) return order;
        }

        return (sorting.Fields[^1].Descending ? -1 : 1) * a.Id.CompareTo(b.Id);
    }
}
