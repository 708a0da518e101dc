namespace Tandem.Core.Tests.Filters;

/// <summary>What each operator says about a full and about an empty deal.</summary>
public class OperatorTests
{
    private static readonly Deal Full = new()
    {
        Title = "Société Générale – Phase 2", Source = "Trade fair", Code = "x1", Stage = "open", Amount = 12_500.50m, Currency = "EUR", Probability = 0.25m,
        Seats = 40, Score = 7, CloseDate = new(2026, 7, 20), WonAt = Sample.Now.AddHours(-2), Urgent = true, Tags = ["vip", "Q3 push"],
        Email = "info@acme.example", Phone = "+4930123456", CompanyId = Sample.Acme.Id, OwnerId = Sample.Mina.Id,
    };

    private static readonly Deal Bare = new() { Title = "Bare" };

    [Theory]
    [InlineData("title = \"societe generale - phase 2\"", true)]
    [InlineData("title = \"societe\"", false)]
    [InlineData("title != \"bare\"", true)]
    [InlineData("title contains \"GENERALE\"", true)]
    [InlineData("title contains \"100%\"", false)]
    [InlineData("title starts with \"Soc\"", true)]
    [InlineData("title starts with \"gen\"", false)]
    [InlineData("title ends with \"2\"", true)]
    [InlineData("title in (\"bare\", \"société générale — phase 2\")", true)]
    [InlineData("title not in (\"bare\")", true)]
    [InlineData("title > \"SOB\"", true)]
    [InlineData("title < \"sociétés\"", true)]
    [InlineData("title between \"s\" and \"t\"", true)]
    [InlineData("source = \"trade FAIR\"", true)]
    [InlineData("source >= \"trade fair\"", true)]
    [InlineData("source > \"trade fair\"", false)]
    [InlineData("source <= \"trade fair\"", true)]
    [InlineData("code = \"X1\"", true)]
    [InlineData("code < \"x2\"", true)]
    [InlineData("email = \"Info@Acme.Example\"", true)]
    [InlineData("email contains \"@ACME\"", true)]
    [InlineData("phone = \"+49 (0)30 123456\"", true)]
    [InlineData("phone contains \"30 12 34\"", true)]
    [InlineData("phone contains \"۳۰۱۲\"", true)]
    [InlineData("phone starts with \"+49\"", true)]
    public void Texts_are_compared_in_folded_form(string filter, bool holds) => Check(filter, holds);

    [Theory]
    [InlineData("amount = 12500.5", true)]
    [InlineData("amount != 12500.5", false)]
    [InlineData("amount > 12500", true)]
    [InlineData("amount >= 12500.50", true)]
    [InlineData("amount < 12500.5", false)]
    [InlineData("amount <= 12500.5", true)]
    [InlineData("amount between 12000 and 13000", true)]
    [InlineData("amount in (1, 12500.5)", true)]
    [InlineData("amount not in (1, 2)", true)]
    [InlineData("amount.currency = \"eur\"", true)]
    [InlineData("amount.currency in (\"USD\", \"CHF\")", false)]
    [InlineData("amount.currency != \"USD\"", true)]
    [InlineData("probability = 25%", true)]
    [InlineData("probability = 0.25", true)]
    [InlineData("probability > 30%", false)]
    [InlineData("seats >= 40", true)]
    [InlineData("seats > -5", true)]
    [InlineData("seats = ۴۰", true)]
    [InlineData("score in (7)", true)]
    public void Numbers_are_compared_exactly(string filter, bool holds) => Check(filter, holds);

    [Theory]
    [InlineData("urgent = yes", true)]
    [InlineData("urgent = TRUE", true)]
    [InlineData("urgent != yes", false)]
    [InlineData("urgent = no", false)]
    [InlineData("archived = no", true)]
    [InlineData("archived != no", false)]
    [InlineData("stage = \"OPEN\"", true)]
    [InlineData("stage in (\"won\", \"lost\")", false)]
    [InlineData("stage not in (\"won\", \"lost\")", true)]
    [InlineData("tags has \"vip\"", true)]
    [InlineData("tags has \"q3 push\"", false)]
    [InlineData("tags has any (\"none\", \"Q3 push\")", true)]
    [InlineData("tags has all (\"vip\", \"Q3 push\")", true)]
    [InlineData("tags has all (\"vip\", \"none\")", false)]
    public void Choices_tags_and_yes_or_no_are_compared_by_key(string filter, bool holds) => Check(filter, holds);

    [Theory]
    [InlineData("emails has \"Info@ACME.example\"", true)]
    [InlineData("emails has \"info@acme\"", false)]
    [InlineData("phones has \"+49 (0)30 123456\"", true)]
    [InlineData("phones has any (\"0049 30 123456\", \"110\")", true)]
    [InlineData("phones has all (\"112\", \"110\")", false)]
    [InlineData("phones is not empty and emails is not empty", true)]
    public void Several_addresses_and_numbers_are_found_however_they_are_typed(string filter, bool holds) => Sample.Holds(filter, Sample.Acme).ShouldBe(holds);

    [Theory]
    [InlineData("about = \"00000015-0000-0000-0000-000000000001\"", true)]
    [InlineData("about is empty", false)]
    [InlineData("company = \"ACME\"", true)]
    [InlineData("company != \"acme\"", false)]
    [InlineData("company != \"café uber\"", true)]
    [InlineData("company = \"00000015-0000-0000-0000-000000000001\"", true)]
    [InlineData("company in (\"cafe uber\", \"acme\")", true)]
    [InlineData("company not in (\"cafe uber\", \"00000015-0000-0000-0000-000000000001\")", false)]
    [InlineData("company contains \"cm\"", true)]
    [InlineData("company starts with \"me\"", false)]
    [InlineData("owner = me", true)]
    [InlineData("owner != me", false)]
    [InlineData("owner = my team", true)]
    [InlineData("owner in (\"Linh\", me)", true)]
    [InlineData("company.industry in (\"retail\", \"food\")", true)]
    [InlineData("company.industry = \"food & DRINK\"", false)]
    [InlineData("company.employees > 100", true)]
    [InlineData("company.country = \"de\"", true)]
    [InlineData("company.owner.team = \"dach\"", true)]
    [InlineData("company.owner.team = my team", true)]
    [InlineData("company.owner.team.name starts with \"d\"", true)]
    [InlineData("company.parent is empty", true)]
    [InlineData("company.parent.name is not empty", false)]
    [InlineData("companyId = \"acme\"", true)]
    public void References_are_compared_by_title_or_id_and_followed(string filter, bool holds) => Check(filter, holds);

    [Theory]
    [InlineData("source"), InlineData("code"), InlineData("stage"), InlineData("amount"), InlineData("amount.currency"), InlineData("seats"), InlineData("closeDate")]
    [InlineData("wonAt"), InlineData("urgent"), InlineData("tags"), InlineData("email"), InlineData("phone"), InlineData("company"), InlineData("owner")]
    [InlineData("company.name"), InlineData("company.industry"), InlineData("company.owner.team")]
    public void An_empty_value_is_empty_and_nothing_else(string field)
    {
        Sample.Holds($"{field} is empty", Bare).ShouldBeTrue();
        Sample.Holds($"{field} is not empty", Bare).ShouldBeFalse();
        Sample.Holds($"not {field} is empty", Bare).ShouldBeFalse();
        Sample.Holds($"{field} is empty", Full).ShouldBeFalse();
        Sample.Holds($"{field} is not empty", Full).ShouldBeTrue();
    }

    [Theory]
    [InlineData("amount = 5", "amount != 5")]
    [InlineData("source = \"x\"", "source != \"x\"")]
    [InlineData("stage = \"won\"", "stage not in (\"won\")")]
    [InlineData("urgent = yes", "urgent != yes")]
    [InlineData("closeDate on today", "closeDate != today")]
    [InlineData("company = \"acme\"", "company != \"acme\"")]
    [InlineData("owner = me", "owner != me")]
    [InlineData("company.industry = \"it\"", "company.industry != \"it\"")]
    public void A_comparison_with_an_empty_value_is_false_and_its_complement_is_true(string equal, string different)
    {
        Sample.Holds(equal, Bare).ShouldBeFalse();
        Sample.Holds(different, Bare).ShouldBeFalse();
        Sample.Holds($"not {equal}", Bare).ShouldBeTrue();
        Sample.Holds($"not {different}", Bare).ShouldBeTrue();
    }

    [Fact]
    public void An_empty_list_of_tags_and_an_empty_text_are_empty()
    {
        var blank = new Deal { Title = "", Source = "", Tags = [] };
        Sample.Holds("tags is empty and source is empty and title is empty", blank).ShouldBeTrue();
        Sample.Holds("tags is not empty or source is not empty or source != \"x\"", blank).ShouldBeFalse();
    }

    [Fact]
    public void A_record_that_the_actor_may_not_see_is_absent()
    {
        var context = Sample.Context(type => type.EntityType == typeof(Company) ? Array.Empty<Company>().AsQueryable() : throw new InvalidOperationException());
        bool Holds(string filter) => Sample.Filter(filter).ToPredicate<Deal>(context)(Full);
        Holds("company.industry is empty").ShouldBeTrue();
        Holds("company = \"acme\"").ShouldBeFalse();
        Holds("company != \"something else\"").ShouldBeFalse();
        Holds("company is empty").ShouldBeFalse();
    }

    [Theory]
    [InlineData("count(deals) = 3", true)]
    [InlineData("count(deals where stage = \"open\") = 2", true)]
    [InlineData("count(deals where stage = \"open\" and amount > 10) = 1", true)]
    [InlineData("count(deals where stage = \"open\") > 2", false)]
    [InlineData("count(deals where stage = \"open\") >= 2", true)]
    [InlineData("count(deals where stage = \"open\") != 2", false)]
    [InlineData("count(deals where stage = \"lost\") = 0", true)]
    [InlineData("count(deals where stage = \"lost\") < 1", true)]
    [InlineData("count(deals) > 0", true)]
    [InlineData("count(deals where company.owner = me) >= 1", true)]
    [InlineData("count(deals where count(none) > 0) >= 1", null)]
    [InlineData("name = \"acme\" and not count(deals) <= 0", true)]
    public void Records_of_a_relation_are_counted(string filter, bool? holds)
    {
        if (holds is null) Should.Throw<Core.Filters.FilterError>(() => Sample.Holds(filter, Sample.Acme)).Key.ShouldBe(Core.Filters.FilterErrors.UnknownRelation);
        else Sample.Holds(filter, Sample.Acme).ShouldBe(holds.Value);
    }

    [Theory]
    [InlineData("amount > 1 and seats > 1", true)]
    [InlineData("amount > 1 and seats > 100", false)]
    [InlineData("amount > 1 or seats > 100", true)]
    [InlineData("seats > 100 or amount > 1 and score = 0", false)]
    [InlineData("(seats > 100 or amount > 1) and score = 7", true)]
    [InlineData("not (seats > 100 or amount > 1)", false)]
    [InlineData("not seats > 100 AND Not Not amount > 1", true)]
    [InlineData("", true)]
    [InlineData("  ", true)]
    public void Conditions_combine(string filter, bool holds) => Check(filter, holds);

    [Fact]
    public void Nobody_is_me_where_nobody_acts()
    {
        var context = Sample.Context() with { Actor = null, TeamMates = [], Teams = [] };
        Sample.Filter("owner = me").ToPredicate<Deal>(context)(Full).ShouldBeFalse();
        Sample.Filter("owner != me").ToPredicate<Deal>(context)(Full).ShouldBeTrue();
        Sample.Filter("owner = my team").ToPredicate<Deal>(context)(Full).ShouldBeFalse();
        Sample.Filter("owner = me").ToPredicate<Deal>(context)(Bare).ShouldBeFalse();
    }

    [Fact]
    public void A_filter_of_one_type_does_not_fit_another() =>
        Should.Throw<InvalidOperationException>(() => Sample.Filter("amount > 1").ToPredicate<Company>(Sample.Context()));

    private static void Check(string filter, bool holds) => Sample.Holds(filter, Full).ShouldBe(holds);
}
