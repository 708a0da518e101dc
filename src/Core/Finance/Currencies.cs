namespace Tandem.Core.Finance;

/// <summary>The currencies of ISO 4217 that are legal tender, with their number of decimal digits.</summary>
public static class Currencies
{
    private const string Listed =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD3 BIF0 BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP0 CNY COP CRC CUP CVE CZK " +
        "DJF0 DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF0 GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD3 IRR ISK0 JMD JOD3 JPY0 KES KGS KHR " +
        "KMF0 KPW KRW0 KWD3 KYD KZT LAK LBP LKR LRD LSL LYD3 MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR3 PAB PEN " +
        "PGK PHP PKR PLN PYG0 QAR RON RSD RUB RWF0 SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND3 TOP TRY TTD TWD TZS UAH " +
        "UGX0 USD UYU UZS VED VES VND0 VUV0 WST XAF0 XCD XOF0 XPF0 YER ZAR ZMW ZWG";

    private static readonly Dictionary<string, int> Digits = Listed.Split(' ').ToDictionary(
        entry => entry[..3], entry => entry.Length > 3 ? entry[3] - '0' : 2, StringComparer.Ordinal);

    /// <summary>All codes, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Digits.Keys.Order(StringComparer.Ordinal)];

    public static bool Exists(string? code) => code is not null && Digits.ContainsKey(code);

    /// <summary>Digits after the decimal point: 2 for the euro, 0 for the yen, 3 for the dinar.</summary>
    public static int DigitsOf(string code) => Digits.GetValueOrDefault(code, 2);
}
