namespace Tandem.Core.Localization;

/// <summary>Categories of the CLDR plural rules that the product's languages use.</summary>
public enum PluralCategory
{
    One, Few, Many, Other,
}

/// <summary>Cardinal plural rules of CLDR 45 for the product's languages.</summary>
public static class PluralRules
{
    public static PluralCategory Of(string language, decimal number)
    {
        var n = Math.Abs(number);
        var whole = decimal.Truncate(n);
        var isWhole = n == whole;
        return language switch
        {
            "en" => isWhole && whole == 1 ? PluralCategory.One : PluralCategory.Other,
            "fa" => whole == 0 || n == 1 ? PluralCategory.One : PluralCategory.Other,
            "ru" => isWhole ? Russian(whole) : PluralCategory.Other,
            _ => PluralCategory.Other,
        };
    }

    private static PluralCategory Russian(decimal whole)
    {
        var ten = (int)(whole % 10);
        var hundred = (int)(whole % 100);
        if (ten == 1 && hundred != 11) return PluralCategory.One;
        return ten is >= 2 and <= 4 && hundred is < 12 or > 14 ? PluralCategory.Few : PluralCategory.Many;
    }
}
