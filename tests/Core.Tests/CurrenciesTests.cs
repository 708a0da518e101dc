namespace Tandem.Core.Tests;

public class CurrenciesTests
{
    [Fact]
    public void The_yen_has_no_cents_and_the_dinar_has_three_digits()
    {
        Currencies.DigitsOf("JPY").ShouldBe(0);
        Currencies.DigitsOf("KWD").ShouldBe(3);
        new Money(10.5m, "JPY").Rounded().Amount.ShouldBe(11m);
    }
}
