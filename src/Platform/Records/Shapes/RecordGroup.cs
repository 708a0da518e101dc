using Tandem.Core.Finance;
using Tandem.Core.Localization;
using Tandem.Core.Records;

namespace Tandem.Platform.Records.Shapes;

/// <summary>What a field comes to in a group.</summary>
/// <param name="Currency">Of an amount; amounts of several currencies are not added to each other.</param>
public sealed record GroupSum(string Field, string? Currency, decimal Value)
{
    /// <summary>Written for the reader.</summary>
    public string Text(Locale locale) => Currency is { Length: > 0 } code ? locale.Money(new Money(Value, code), MoneyForm.Whole) : locale.Number(Value);
}

/// <summary>Records that share the value of a field, or the month of a day.</summary>
/// <param name="Key">In addresses.</param>
/// <param name="Label">Written for the reader.</param>
/// <param name="Condition">In the filter language.</param>
public sealed record RecordGroup(string Key, string Label, string Condition, long Count, IReadOnlyList<GroupSum> Sums)
{
    /// <summary>The sums of a field, each currency by itself; null where there is nothing to add up.</summary>
    public string? Text(Field field, Locale locale) => Sums.Where(sum => sum.Field == field.Name).Select(sum => sum.Text(locale)).ToList() is { Count: > 0 } texts ? string.Join(locale.T("list.separator"), texts) : null;
}
