using Tandem.Core;
using Tandem.Core.Finance;
using Tandem.Sales.Deals;

namespace Tandem.Sales.Tests.Deals;

public sealed class AmountTests
{
    private static readonly Guid Product = new("00000000-0000-7000-8000-0000000000b1");

    private readonly Sample sample = new();

    [Fact]
    public void An_amount_may_be_unknown_but_not_negative()
    {
        sample.Deal().Amount.ShouldBeNull();
        Should.Throw<Refused>(() => sample.Deal(-1m)).Code.ShouldBe(DealRefusals.NegativeAmount);
    }

    [Fact]
    public void An_amount_from_lines_is_their_sum_less_discounts()
    {
        var deal = sample.Deal();
        deal.SetLines([new LineDraft(Product, null, 3m, 19.99m, 0.10m), new LineDraft(null, "Setting up", 1m, 250m)], fromLines: true, "EUR", sample.Books);
        deal.Amount.ShouldBe(303.97m);
        deal.Currency.ShouldBe("EUR");
        deal.AmountFromLines.ShouldBeTrue();
    }

    [Fact]
    public void Lines_without_prices_give_no_amount()
    {
        var deal = sample.Deal();
        deal.SetLines([new LineDraft(Product, null)], fromLines: true, "EUR", sample.Books);
        deal.Amount.ShouldBeNull();
        deal.Products.ShouldBe([Product.ToString()]);
    }

    [Fact]
    public void Lines_beside_an_own_amount_leave_it_alone()
    {
        var deal = sample.Deal(900m);
        deal.SetLines([new LineDraft(Product, null, 1m, 1000m)], fromLines: false, "EUR", sample.Books);
        deal.Amount.ShouldBe(900m);
    }

    [Fact]
    public void Lines_beside_an_own_amount_are_in_its_currency()
    {
        var deal = sample.Deal(900m);
        Should.Throw<Refused>(() => deal.SetLines([new LineDraft(Product, null)], fromLines: false, "GBP", sample.Books)).Code.ShouldBe(DealRefusals.LinesInAnotherCurrency);
    }

    [Fact]
    public void Naming_an_amount_ends_its_coming_from_lines()
    {
        var deal = sample.Deal();
        deal.SetLines([new LineDraft(Product, null, 1m, 1000m)], fromLines: true, "EUR", sample.Books);
        deal.SetAmount(new Money(950m, "EUR"));
        deal.AmountFromLines.ShouldBeFalse();
        deal.Amount.ShouldBe(950m);
    }

    [Theory]
    [InlineData(-1, 10, 0, DealRefusals.NegativeQuantity)]
    [InlineData(1, -10, 0, DealRefusals.NegativePrice)]
    [InlineData(1, 10, 2, DealRefusals.DiscountOutOfRange)]
    public void A_line_has_no_negative_number_and_no_discount_above_its_price(int quantity, int price, int discount, string code) =>
        Should.Throw<Refused>(() => sample.Deal().SetLines([new LineDraft(Product, null, quantity, price, discount)], fromLines: true, "EUR", sample.Books)).Code.ShouldBe(code);

    [Fact]
    public void A_person_has_one_part_in_a_deal()
    {
        var deal = sample.Deal();
        deal.AddPerson(Sample.Seller, "Buyer");
        deal.AddPerson(Sample.Seller, "Decides the budget");
        deal.People.ShouldHaveSingleItem().Role.ShouldBe("Decides the budget");
    }

    [Theory]
    [InlineData("100", "1 1 1", 2, "33.34 33.33 33.33")]
    [InlineData("0.05", "1 1", 2, "0.03 0.02")]
    [InlineData("10", "0 0", 2, "5 5")]
    [InlineData("1000", "700 200 100", 0, "700 200 100")]
    [InlineData("7", "1 3", 0, "2 5")]
    public void Shares_add_up_to_the_whole(string whole, string weights, int digits, string parts)
    {
        static decimal[] Numbers(string text) => [.. text.Split(' ').Select(part => decimal.Parse(part, System.Globalization.CultureInfo.InvariantCulture))];
        Shares.Of(Numbers(whole)[0], Numbers(weights), digits).ShouldBe(Numbers(parts));
    }
}
