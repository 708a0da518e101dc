using System.Reflection;
using Tandem.Core.Filters;
using Tandem.Core.Localization;
using Tandem.Core.Tests.Localization;

namespace Tandem.Core.Tests.Filters;

/// <summary>Where a filter is wrong, and what it should have said: the part between the brackets is at fault.</summary>
public class ErrorTests
{
    [Theory]
    [InlineData("[amout] > 5", FilterErrors.UnknownField, "amount")]
    [InlineData("[zzz] > 5", FilterErrors.UnknownField, null)]
    [InlineData("company.[industri] = \"it\"", FilterErrors.UnknownField, "industry")]
    [InlineData("title.[name] = \"x\"", FilterErrors.NotAReference, null)]
    [InlineData("amount.[curency] = \"EUR\"", FilterErrors.UnknownField, "currency")]
    [InlineData("company.parent.parent.parent.[parent].name = \"x\"", FilterErrors.PathTooLong, null)]
    [InlineData("region.[name] = \"x\"", FilterErrors.NotAReference, null)]
    [InlineData("amount [contians] \"5\"", FilterErrors.UnknownOperator, "contains")]
    [InlineData("amount [contains] \"5\"", FilterErrors.OperatorDoesNotFit, "=")]
    [InlineData("title [has any] (\"a\")", FilterErrors.OperatorDoesNotFit, "=")]
    [InlineData("company [>] \"a\"", FilterErrors.OperatorDoesNotFit, "=")]
    [InlineData("closeDate [contains] \"a\"", FilterErrors.OperatorDoesNotFit, "on")]
    [InlineData("title [not] contains \"a\"", FilterErrors.NotBelongsBefore, null)]
    [InlineData("title not []", FilterErrors.Expected, "in")]
    [InlineData("amount > []", FilterErrors.ExpectedValue, null)]
    [InlineData("amount []", FilterErrors.ExpectedOperator, null)]
    [InlineData("amount > [and]", FilterErrors.ExpectedValue, null)]
    [InlineData("amount > 5 and []", FilterErrors.ExpectedCondition, null)]
    [InlineData("[and] amount > 5", FilterErrors.ExpectedCondition, null)]
    [InlineData("[)]", FilterErrors.ExpectedCondition, null)]
    [InlineData("(amount > 5[]", FilterErrors.Expected, ")")]
    [InlineData("amount > 5 [title] = \"x\"", FilterErrors.ExpectedEnd, null)]
    [InlineData("amount > 5[)]", FilterErrors.ExpectedEnd, null)]
    [InlineData("amount between 1 [or] 2", FilterErrors.Expected, "and")]
    [InlineData("stage in [\"open\"]", FilterErrors.Expected, "(")]
    [InlineData("stage in (\"open\" [\"won\"])", FilterErrors.Expected, ")")]
    [InlineData("stage is [nothing]", FilterErrors.Expected, "empty")]
    [InlineData("title starts [\"x\"]", FilterErrors.Expected, "with")]
    [InlineData("stage = [\"opne\"]", FilterErrors.UnknownChoice, "\"open\"")]
    [InlineData("stage = [open]", FilterErrors.QuotesMissing, "\"open\"")]
    [InlineData("title = [5]", FilterErrors.NeedsText, "\"5\"")]
    [InlineData("company = [5]", FilterErrors.NeedsRecord, "\"5\"")]
    [InlineData("region = [\"north\"]", FilterErrors.NeedsRecord, null)]
    [InlineData("about = [\"Acme\"]", FilterErrors.NeedsRecord, null)]
    [InlineData("about.[name] = \"Acme\"", FilterErrors.NotAReference, null)]
    [InlineData("title = [\"  \"]", FilterErrors.EmptyText, null)]
    [InlineData("title contains [\"\u200C\"]", FilterErrors.EmptyText, null)]
    [InlineData("phone contains [\"abc\"]", FilterErrors.EmptyText, null)]
    [InlineData("code = [\"a\\u0000\"]", FilterErrors.BadCharacter, null)]
    [InlineData("tags has [\"\\ud800\"]", FilterErrors.BadCharacter, null)]
    [InlineData("amount = [\"5\"]", FilterErrors.NeedsNumber, null)]
    [InlineData("amount = [5%]", FilterErrors.NeedsNumber, null)]
    [InlineData("amount = [1.23456]", FilterErrors.NumberTooPrecise, null)]
    [InlineData("probability = [12.345%]", FilterErrors.NumberTooPrecise, null)]
    [InlineData("amount < [900000000000001]", FilterErrors.NumberOutOfRange, null)]
    [InlineData("amount < [99999999999999999999999999999999]", FilterErrors.BadNumber, null)]
    [InlineData("seats = [2.5]", FilterErrors.NeedsWholeNumber, null)]
    [InlineData("seats = [3000000000]", FilterErrors.NumberOutOfRange, null)]
    [InlineData("urgent = [\"yes\"]", FilterErrors.NeedsYesOrNo, "yes")]
    [InlineData("closeDate on [5]", FilterErrors.NeedsDay, null)]
    [InlineData("wonAt on [\"soon\"]", FilterErrors.QuotesMissing, "\"soon\"")]
    [InlineData("wonAt after [2026-07-15T10:00]", FilterErrors.BadDate, "2026-07-15T10:00Z")]
    [InlineData("closeDate on [2026-02-30]", FilterErrors.BadDate, null)]
    [InlineData("closeDate on [0001-01-01]", FilterErrors.BadDate, null)]
    [InlineData("closeDate within [0] days", FilterErrors.NumberOutOfRange, null)]
    [InlineData("closeDate within [1.5] days", FilterErrors.NeedsWholeNumber, null)]
    [InlineData("closeDate before [36501] days ago", FilterErrors.NumberOutOfRange, null)]
    [InlineData("closeDate within 3 [moons]", FilterErrors.Expected, "days")]
    [InlineData("closeDate before 3 days[]", FilterErrors.Expected, "ago")]
    [InlineData("closeDate on this [day]", FilterErrors.Expected, "month")]
    [InlineData("closeDate within [\"x\"]", FilterErrors.ExpectedValue, null)]
    [InlineData("title = [me]", FilterErrors.NeedsText, "\"me\"")]
    [InlineData("company = [me]", FilterErrors.MeIsAUser, null)]
    [InlineData("company = [my team]", FilterErrors.TeamIsOfUsers, null)]
    [InlineData("owner contains [me]", FilterErrors.NeedsText, null)]
    [InlineData("amount.currency = [\"EURO\"]", FilterErrors.UnknownCurrency, null)]
    [InlineData("company.country = [\"Germany\"]", FilterErrors.UnknownCountry, null)]
    [InlineData("amount [==] 5", FilterErrors.UnknownSymbol, "=")]
    [InlineData("amount [<>] 5", FilterErrors.UnknownSymbol, "!=")]
    [InlineData("amount > 5 [&&] score = 1", FilterErrors.UnknownSymbol, "and")]
    [InlineData("[!]urgent = yes", FilterErrors.UnknownSymbol, "not")]
    [InlineData("stage = [']open'", FilterErrors.UnknownSymbol, "\"")]
    [InlineData("amount > 5 [😀]", FilterErrors.UnknownSymbol, null)]
    [InlineData("title = [\"open]", FilterErrors.TextNotClosed, null)]
    [InlineData("title = [\"open\\]", FilterErrors.TextNotClosed, null)]
    [InlineData("title = \"a[\\q]\"", FilterErrors.UnknownEscape, "\\\\")]
    [InlineData("count([deals]) > 1", FilterErrors.UnknownRelation, null)]
    public void A_mistake_has_a_place_and_often_a_remedy(string marked, string key, string? suggestion)
    {
        var position = marked.IndexOf('[', StringComparison.Ordinal);
        var length = marked.LastIndexOf(']') - position - 1;
        var error = Sample.Error(marked.Remove(position + length + 1, 1).Remove(position, 1));
        (error.Key, error.Suggestion, error.Position, error.Length).ShouldBe((key, suggestion, position, length));
        foreach (var language in Languages.All)
        {
            var texts = Locales.Catalog.For(language.Code);
            texts.Has(key).ShouldBeTrue();
            texts.MessageOf(key).Arguments.ShouldBeSubsetOf(error.Args.Select(arg => arg.Name));
        }
    }

    [Theory]
    [InlineData("count([deal]) > 1", FilterErrors.UnknownRelation, "deals")]
    [InlineData("count(deals) [contains] \"x\"", FilterErrors.OperatorDoesNotFit, "=")]
    [InlineData("count(deals) > [\"x\"]", FilterErrors.NeedsNumber, null)]
    [InlineData("phones has [\"abc\"]", FilterErrors.EmptyText, null)]
    [InlineData("count(deals where [name] = \"x\") > 1", FilterErrors.UnknownField, null)]
    [InlineData("count(deals [stage] = \"open\") > 1", FilterErrors.Expected, ")")]
    public void Counts_have_mistakes_of_their_own(string marked, string key, string? suggestion)
    {
        var position = marked.IndexOf('[', StringComparison.Ordinal);
        var error = Sample.Error(marked.Replace("[", "").Replace("]", ""), Sample.Companies);
        (error.Key, error.Suggestion, error.Position, error.Length).ShouldBe((key, suggestion, position, marked.IndexOf(']') - position - 1));
    }

    [Fact]
    public void Every_error_has_a_text_and_every_text_an_error()
    {
        var keys = typeof(FilterErrors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        Locales.Catalog.For("en").Keys.Where(key => key.StartsWith("filter.", StringComparison.Ordinal)).ShouldBe([.. keys], ignoreOrder: true);
    }

    [Fact]
    public void An_error_names_what_its_message_needs()
    {
        var error = Sample.Error("stage = \"new\"");
        error.Args.ShouldBe([("field", "stage"), ("value", "new"), ("choices", "open, won, lost")]);
        error.Message.ShouldBe("filter.unknown-choice at 8, field: stage, value: new, choices: open, won, lost");
    }

    [Fact]
    public void A_filter_has_a_greatest_length()
    {
        Sample.Filter("title = \"" + new string('x', FilterLimits.TextLength - 10) + "\"").IsEmpty.ShouldBeFalse();
        var error = Sample.Error("title = \"" + new string('x', FilterLimits.TextLength) + "\"");
        (error.Key, error.Position).ShouldBe((FilterErrors.TooLong, FilterLimits.TextLength));
    }

    [Fact]
    public void A_filter_has_a_greatest_depth()
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat("(", depth)) + "score = 1" + string.Concat(Enumerable.Repeat(")", depth));
        Sample.Filter(Nested(FilterLimits.Depth)).ToText().ShouldBe("score = 1");
        Sample.Error(Nested(FilterLimits.Depth + 1)).Key.ShouldBe(FilterErrors.TooDeep);
        Sample.Error(string.Concat(Enumerable.Repeat("not ", FilterLimits.Depth + 1)) + "score = 1").Key.ShouldBe(FilterErrors.TooDeep);
    }

    [Fact]
    public void A_filter_has_a_greatest_number_of_conditions()
    {
        string Chain(int count) => string.Join(" or ", Enumerable.Repeat("score = 1", count));
        Sample.Holds(Chain(FilterLimits.Conditions), new Deal { Title = "x", Score = 1 }).ShouldBeTrue();
        Sample.Error(Chain(FilterLimits.Conditions + 1)).Key.ShouldBe(FilterErrors.TooManyConditions);
    }

    [Fact]
    public void A_list_has_a_greatest_length()
    {
        string List(int count) => $"score in ({string.Join(",", Enumerable.Range(0, count))})";
        Sample.Holds(List(FilterLimits.List), new Deal { Title = "x", Score = FilterLimits.List - 1 }).ShouldBeTrue();
        Sample.Error(List(FilterLimits.List + 1)).Key.ShouldBe(FilterErrors.ListTooLong);
    }
}
