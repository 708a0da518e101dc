using Tandem.Core.Localization;

namespace Tandem.Core.Tests.Localization;

public class PluralRulesTests
{
    [Theory]
    [InlineData("en", "1", PluralCategory.One)]
    [InlineData("en", "0", PluralCategory.Other)]
    [InlineData("en", "1.5", PluralCategory.Other)]
    [InlineData("en", "-1", PluralCategory.One)]
    [InlineData("en", "21", PluralCategory.Other)]
    [InlineData("fa", "0", PluralCategory.One)]
    [InlineData("fa", "0.5", PluralCategory.One)]
    [InlineData("fa", "1", PluralCategory.One)]
    [InlineData("fa", "1.5", PluralCategory.Other)]
    [InlineData("fa", "2", PluralCategory.Other)]
    [InlineData("ru", "1", PluralCategory.One)]
    [InlineData("ru", "21", PluralCategory.One)]
    [InlineData("ru", "101", PluralCategory.One)]
    [InlineData("ru", "11", PluralCategory.Many)]
    [InlineData("ru", "111", PluralCategory.Many)]
    [InlineData("ru", "2", PluralCategory.Few)]
    [InlineData("ru", "4", PluralCategory.Few)]
    [InlineData("ru", "23", PluralCategory.Few)]
    [InlineData("ru", "12", PluralCategory.Many)]
    [InlineData("ru", "14", PluralCategory.Many)]
    [InlineData("ru", "112", PluralCategory.Many)]
    [InlineData("ru", "0", PluralCategory.Many)]
    [InlineData("ru", "5", PluralCategory.Many)]
    [InlineData("ru", "1.5", PluralCategory.Other)]
    [InlineData("vi", "1", PluralCategory.Other)]
    [InlineData("vi", "2", PluralCategory.Other)]
    public void Each_language_counts_by_its_own_rule(string language, string number, PluralCategory expected) =>
        PluralRules.Of(language, decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(expected);
}
