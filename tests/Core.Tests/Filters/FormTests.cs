using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Tandem.Core.Filters;
using Tandem.Core.Tests.Text;

namespace Tandem.Core.Tests.Filters;

/// <summary>The text form, the JSON form and back.</summary>
public class FormTests
{
    [Theory]
    [InlineData("AMOUNT>=5 AND(Title CONTAINS\"x\"OR seats<3)", "amount >= 5 and (title contains \"x\" or seats < 3)")]
    [InlineData("((amount > 5)) and (seats > 1 and score = 2)", "amount > 5 and seats > 1 and score = 2")]
    [InlineData("not (amount > 5 and seats > 1)", "not (amount > 5 and seats > 1)")]
    [InlineData("not (amount > 5)", "not amount > 5")]
    [InlineData("amount = 5.500", "amount = 5.5")]
    [InlineData("probability = 0.125", "probability = 12.5%")]
    [InlineData("urgent = TRUE", "urgent = yes")]
    [InlineData("companyId = \"ACME\"", "company = \"ACME\"")]
    [InlineData("company = \"00000015000000000000000000000001\"", "company = \"00000015-0000-0000-0000-000000000001\"")]
    [InlineData("stage IN (\"Won\")", "stage in (\"won\")")]
    [InlineData("company.industry = \"food & drink\"", "company.industry = \"food\"")]
    [InlineData("amount.currency = \"eur\"", "amount.currency = \"EUR\"")]
    [InlineData("closeDate = today", "closeDate on today")]
    [InlineData("closeDate < 1 day ago", "closeDate before yesterday")]
    [InlineData("closeDate in 1 weeks", "closeDate on in 1 week")]
    [InlineData("closeDate within this month", "closeDate on this month")]
    [InlineData("closeDate within last 7 day", "closeDate within 7 days")]
    [InlineData("closeDate within next 7 days", "closeDate within next 7 days")]
    [InlineData("wonAt > 2026-07-15T12:00+03:30", "wonAt after 2026-07-15T08:30:00Z")]
    [InlineData("wonAt > \"2026-07-15\"", "wonAt after 2026-07-15")]
    [InlineData("title = “Acme “Beta”", "title = \"Acme “Beta\"")]
    [InlineData("title = \"a\\\"b\\\\c\\n\\u0041\\u200c\"", "title = \"a\\\"b\\\\c\\nA\u200C\"")]
    [InlineData("", "")]
    public void Equal_filters_have_one_text(string written, string canonical)
    {
        var filter = Sample.Filter(written);
        filter.ToText().ShouldBe(canonical);
        filter.ShouldBe(Sample.Filter(canonical));
        filter.GetHashCode().ShouldBe(Sample.Filter(canonical).GetHashCode());
    }

    [Fact]
    public void Filters_differ_by_their_conditions_and_their_type()
    {
        Sample.Filter("amount > 5").ShouldNotBe(Sample.Filter("amount > 6"));
        Sample.Filter("").ShouldNotBe(Filter.Parse("", Sample.Companies, Sample.Types));
    }

    [Theory]
    [InlineData("amount >= 5 and stage in (\"won\", \"lost\")", """{"and":[{"field":"amount","operator":">=","value":5},{"field":"stage","operator":"in","value":["won","lost"]}]}""")]
    [InlineData("not (seats = 1 or urgent = yes)", """{"not":{"or":[{"field":"seats","operator":"=","value":1},{"field":"urgent","operator":"=","value":true}]}}""")]
    [InlineData("owner in (me, my team, \"Linh\")", """{"field":"owner","operator":"in","value":[{"word":"me"},{"word":"my team"},"Linh"]}""")]
    [InlineData("closeDate before 14 days ago", """{"field":"closeDate","operator":"before","value":"14 days ago"}""")]
    [InlineData("closeDate within next 3 months", """{"field":"closeDate","operator":"within","value":"next 3 months"}""")]
    [InlineData("closeDate between 2026-01-01 and this month", """{"field":"closeDate","operator":"between","value":["2026-01-01","this month"]}""")]
    [InlineData("probability = 12.5%", """{"field":"probability","operator":"=","value":0.125}""")]
    [InlineData("source is not empty", """{"field":"source","operator":"is not empty"}""")]
    [InlineData("company.name contains \"کتاب\"", """{"field":"company.name","operator":"contains","value":"کتاب"}""")]
    [InlineData("", """{"and":[]}""")]
    public void The_JSON_form_says_the_same(string text, string json)
    {
        Sample.Filter(text).ToJson().ShouldBe(json);
        Filter.FromJson(json, Sample.Deals, Sample.Types).ShouldBe(Sample.Filter(text));
    }

    [Fact]
    public void A_count_has_a_JSON_form()
    {
        const string json = """{"count":"deals","where":{"and":[{"field":"stage","operator":"=","value":"open"},{"field":"score","operator":">","value":1}]},"operator":">","value":2}""";
        var filter = Filter.Parse("count(deals where stage = \"open\" and score > 1) > 2", Sample.Companies, Sample.Types);
        filter.ToJson().ShouldBe(json);
        Filter.FromJson(json, Sample.Companies, Sample.Types).ShouldBe(filter);
        Filter.FromJson("""{"count":"deals","operator":"=","value":0}""", Sample.Companies, Sample.Types).ToText().ShouldBe("count(deals) = 0");
    }

    [Theory]
    [InlineData("", FilterErrors.BadJson)]
    [InlineData("null", FilterErrors.BadJson)]
    [InlineData("[]", FilterErrors.BadJson)]
    [InlineData("{}", FilterErrors.BadJson)]
    [InlineData("""{"and":5}""", FilterErrors.BadJson)]
    [InlineData("""{"and":[{"or":[]}]}""", FilterErrors.ExpectedCondition)]
    [InlineData("""{"field":"amount"}""", FilterErrors.BadJson)]
    [InlineData("""{"field":"amount","operator":"="}""", FilterErrors.BadJson)]
    [InlineData("""{"field":"amount","operator":"=","value":null}""", FilterErrors.BadJson)]
    [InlineData("""{"field":"amount","operator":"=","value":1e300}""", FilterErrors.BadJson)]
    [InlineData("""{"field":"amount","operator":"~","value":1}""", FilterErrors.UnknownOperator)]
    [InlineData("""{"field":5,"operator":"=","value":1}""", FilterErrors.BadJson)]
    [InlineData("""{"field":"amount = 1 or score","operator":"=","value":1}""", FilterErrors.BadJson)]
    [InlineData("""{"field":"owner","operator":"=","value":{"word":"you"}}""", FilterErrors.BadJson)]
    [InlineData("""{"field":"title","operator":"=","value":"\ud800"}""", FilterErrors.BadJson)]
    [InlineData("""{"field":"amout","operator":"=","value":1}""", FilterErrors.UnknownField)]
    [InlineData("""{"field":"stage","operator":"in","value":[]}""", FilterErrors.ExpectedValue)]
    public void A_mistake_in_JSON_is_an_error_without_a_place(string json, string key)
    {
        var error = Should.Throw<FilterError>(() => Filter.FromJson(json, Sample.Deals, Sample.Types));
        (error.Key, error.Position, error.Length).ShouldBe((key, 0, 0));
    }

    [Fact]
    public void A_quoted_text_cannot_leave_its_quotes() => Prop.ForAll(Texts.Any, text =>
    {
        if (Core.Text.Folding.Fold(text).Length == 0 || text.EnumerateRunes().Any(rune => rune.Value is 0 or 0xFFFD)) return true;
        var filter = Sample.Filter($"title = {Filter.Quote(text)}");
        return filter.ToText() == $"title = {Filter.Quote(text)}" && Filter.FromJson(filter.ToJson(), Sample.Deals, Sample.Types).Equals(filter);
    }).Check(2000);

    [Fact]
    public void Text_and_JSON_give_the_same_filter_back()
    {
        Prop.ForAll(Generated.DealFilter, text => RoundTrips(Sample.Filter(text))).Check(2000);
        Prop.ForAll(Generated.CompanyFilter, text => RoundTrips(Filter.Parse(text, Sample.Companies, Sample.Types))).Check(1000);
    }

    [Fact]
    public void Any_text_is_a_filter_or_an_error_within_its_time()
    {
        var random = new Random(7);
        var valid = Generated.DealFilter.Generator.Sample(400, 60).Concat(Generated.CompanyFilter.Generator.Sample(100, 60)).ToArray();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 20_000; i++)
        {
            var text = Fuzz.Mutated(valid, random);
            var started = clock.Elapsed;
            Fuzz.Try(() => Filter.Parse(text, i % 2 == 0 ? Sample.Deals : Sample.Companies, Sample.Types).ToText(), text);
            Fuzz.Try(() => Filter.FromJson(text, Sample.Deals, Sample.Types), text);
            if (i % 10 == 0) Completion.At(text, random.Next(text.Length + 1), Sample.Deals, Sample.Types).ShouldNotBeNull();
            (clock.Elapsed - started).ShouldBeLessThan(TimeSpan.FromSeconds(1), text);
        }
    }

    [Fact]
    public void Any_JSON_is_a_filter_or_an_error()
    {
        var random = new Random(8);
        var valid = Generated.DealFilter.Generator.Sample(200, 60).Select(text => Sample.Filter(text).ToJson()).ToArray();
        for (var i = 0; i < 5_000; i++)
        {
            var json = Fuzz.Mutated(valid, random);
            Fuzz.Try(() => Filter.FromJson(json, Sample.Deals, Sample.Types).ToJson(), json);
        }
    }

    private static bool RoundTrips(Filter filter) =>
        Filter.Parse(filter.ToText(), filter.Type, Sample.Types) is var again && again.Equals(filter) && again.ToJson() == filter.ToJson()
        && Filter.FromJson(filter.ToJson(), filter.Type, Sample.Types).Equals(filter);
}

/// <summary>Texts that are nearly right, and ones that are not right at all.</summary>
internal static class Fuzz
{
    private static readonly string[] Pieces =
    [
        "(", ")", "\"", "\\", " ", ",", ".", "-", "%", ":", "T", "Z", "and ", "not ", "or ", "in", "count(", "where ", "is ", "empty", "ago", "days", "within ", "me", "my team",
        "9999999999999999999", "0000-00-00", "9999-12-31", "2026-07-15T25:61Z", "\0", "\uD800", "\uFFFF", "۵", "𝟏", "“", "”", "{", "[", "}", "]", "null", "1e999", "title", "deals", "=",
    ];

    public static string Mutated(string[] valid, Random random)
    {
        if (random.Next(8) == 0) return string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        var text = valid[random.Next(valid.Length)];
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var at = random.Next(text.Length + 1);
            var length = random.Next(Math.Min(8, text.Length - at + 1));
            text = random.Next(3) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
                _ => text.Insert(at, text.Substring(random.Next(text.Length - length + 1), length)),
            };
        }

        return text;
    }

    /// <summary>Runs what may fail with a <see cref="FilterError"/> and in no other way.</summary>
    public static void Try(Action action, string text)
    {
        try
        {
            action();
        }
        catch (FilterError error)
        {
            error.Position.ShouldBeInRange(0, text.Length, text);
            (error.Position + error.Length).ShouldBeLessThanOrEqualTo(text.Length, text);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{Filter.Quote(text)} fails.", error);
        }
    }
}
