using Tandem.Core.Records;

namespace Tandem.Platform.Fields;

/// <summary>One part of an address: a field of its own, so that lists, filters, groups, imports and exports need to know nothing of addresses.</summary>
/// <param name="Letter">Behind the key of the definition.</param>
/// <param name="Name">Behind the name of the definition, in capitals: <c>siteCity</c>.</param>
/// <param name="Label">Resource key.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="MaxLength">Characters.</param>
/// <param name="Listed">Whether a list shows it when it shows the address.</param>
internal sealed record AddressPart(char Letter, string Name, string Label, FieldKind Kind, int MaxLength, bool Listed)
{
    /// <summary>In the order in which forms ask for them.</summary>
    public static IReadOnlyList<AddressPart> All { get; } =
    [
        new('s', "Street", "address.street", FieldKind.Text, 300, Listed: false),
        new('p', "PostalCode", "address.postal-code", FieldKind.Text, 20, Listed: false),
        new('t', "City", "address.city", FieldKind.Text, 120, Listed: true),
        new('r', "Region", "address.region", FieldKind.Text, 120, Listed: false),
        new('c', "Country", "address.country", FieldKind.Country, 2, Listed: true),
    ];

    public string KeyIn(string definition) => definition + Letter;

    public string NameIn(string definition) => definition + Name;
}
