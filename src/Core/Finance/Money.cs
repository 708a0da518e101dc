using System.Globalization;

namespace Tandem.Core.Finance;

/// <summary>An amount in a currency. Amounts are exact decimals; <see cref="Rounded"/> rounds to the currency's smallest unit.</summary>
/// <param name="Amount">In units of the currency (euros, not cents).</param>
/// <param name="Currency">ISO 4217 code in capitals.</param>
public readonly record struct Money(decimal Amount, string Currency)
{
    public const int Scale = 4;

    /// <summary>The largest amount that both databases hold: a signed 64-bit count of ten-thousandths.</summary>
    public const decimal Max = 900_000_000_000_000m;

    public Money Rounded() => this with { Amount = decimal.Round(Amount, Currencies.DigitsOf(Currency), MidpointRounding.AwayFromZero) };

    public Money Times(decimal factor) => this with { Amount = Amount * factor };

    public static Money operator +(Money a, Money b) => a.Currency == b.Currency
        ? a with { Amount = a.Amount + b.Amount }
        : throw new InvalidOperationException($"{a.Currency} and {b.Currency} do not add up without a rate.");

    public override string ToString() => $"{Amount.ToString(CultureInfo.InvariantCulture)} {Currency}";
}
