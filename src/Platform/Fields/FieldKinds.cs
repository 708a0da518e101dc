using Tandem.Core.Records;

namespace Tandem.Platform.Fields;

/// <summary>The kinds that a workspace may choose from, and what each of them can do.</summary>
public static class FieldKinds
{
    /// <summary>In the order of the screen.</summary>
    public static IReadOnlyList<FieldKind> Offered { get; } =
    [
        FieldKind.Text, FieldKind.LongText, FieldKind.Integer, FieldKind.Decimal, FieldKind.Money, FieldKind.Percent, FieldKind.Date, FieldKind.Instant, FieldKind.YesNo,
        FieldKind.Choice, FieldKind.SeveralChoices, FieldKind.Tags, FieldKind.Email, FieldKind.Phone, FieldKind.Url, FieldKind.Country, FieldKind.Address, FieldKind.Reference, FieldKind.File,
        FieldKind.Formula, FieldKind.RollUp, FieldKind.Score,
    ];

    public static string IconOf(FieldKind kind) => kind switch
    {
        FieldKind.Text => "type",
        FieldKind.LongText => "text",
        FieldKind.Integer or FieldKind.Decimal => "hash",
        FieldKind.Money => "coins",
        FieldKind.Percent => "percent",
        FieldKind.Date => "calendar",
        FieldKind.Instant => "clock",
        FieldKind.YesNo => "toggle-right",
        FieldKind.Choice => "list",
        FieldKind.SeveralChoices => "list-checks",
        FieldKind.Tags => "tag",
        FieldKind.Email => "mail",
        FieldKind.Phone => "phone",
        FieldKind.Url => "link-2",
        FieldKind.Country => "globe",
        FieldKind.Address => "map-pin",
        FieldKind.File => "paperclip",
        FieldKind.Formula => "square-function",
        FieldKind.RollUp => "layers",
        FieldKind.Score => "gauge",
        _ => "link-2",
    };

    /// <summary>Whether values of one kind are values of the other as they are stored, so that a field may change its kind.</summary>
    public static bool KeepsValues(FieldKind from, FieldKind to) => (from, to) switch
    {
        _ when from == to => true,
        (FieldKind.Text, FieldKind.LongText) => true,
        (FieldKind.Decimal, FieldKind.Percent) or (FieldKind.Percent, FieldKind.Decimal) => true,
        _ => false,
    };

    public static bool IsNumber(FieldKind kind) => kind is FieldKind.Integer or FieldKind.Decimal or FieldKind.Money or FieldKind.Percent;

    /// <summary>Kinds that nobody writes: their values follow from others.</summary>
    public static bool IsComputed(FieldKind kind) => kind is FieldKind.Formula or FieldKind.RollUp or FieldKind.Score;

    public static bool HasChoices(FieldKind kind) => kind is FieldKind.Choice or FieldKind.SeveralChoices;

    /// <summary>Kinds that an index orders, and whose values can be told apart.</summary>
    public static bool CanIndex(FieldKind kind) => !IsComputed(kind) && kind is not (FieldKind.LongText or FieldKind.Tags or FieldKind.SeveralChoices or FieldKind.YesNo or FieldKind.Address or FieldKind.File);

    public static bool CanBeUnique(FieldKind kind) => CanIndex(kind) && kind is not (FieldKind.Choice or FieldKind.Country or FieldKind.Money or FieldKind.Percent);

    public static bool CanSearch(FieldKind kind) => kind is FieldKind.Text or FieldKind.LongText or FieldKind.Email or FieldKind.Phone or FieldKind.Url or FieldKind.Address;
}
