using Tandem.Core.Records;
using Tandem.Platform.Import.Recognition;

namespace Tandem.Platform.Import.Targets;

/// <summary>Something that a column can be imported into.</summary>
/// <param name="Name">Unique within the target; stored in plans and mapping files.</param>
/// <param name="Label">Resource key, or the text itself with <paramref name="LabelIsText"/>.</param>
/// <param name="Kind">How its values are read. A reference is read as text and found by the target.</param>
public sealed record ImportField(string Name, string Label, FieldKind Kind, bool LabelIsText = false)
{
    /// <summary>Name of the field with <see cref="IsRecordId"/>.</summary>
    public const string OwnId = "id";

    /// <summary>What files call it, in any language; the labels in the product's languages are known without being listed.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Without a column for it the file cannot be imported as this type.</summary>
    public bool Required { get; init; }

    /// <summary>Key of the record type that the text names.</summary>
    public string? ReferenceTo { get; init; }

    /// <summary>Whether records that are named but missing can be made from their name alone.</summary>
    public bool MayCreate { get; init; }

    /// <summary>Names the record to people.</summary>
    public bool IsTitle { get; init; }

    /// <summary>Tells records apart: rows with the same value are about the same record.</summary>
    public bool IsKey { get; init; }

    /// <summary>Holds the id that the record has here, as exports write it.</summary>
    public bool IsRecordId { get; init; }

    /// <summary>The field of amounts whose currency this is.</summary>
    public string? CurrencyOf { get; init; }

    /// <summary>What exports call a column with the ids of the records that this field names.</summary>
    public string? IdName => ReferenceTo is null ? null : Name + "Id";

    /// <summary>Worth a doubt when a value is spelled nearly like one of these.</summary>
    public IReadOnlyList<string> Vocabulary { get; init; } = [];

    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>What files call the choices beyond their keys and labels.</summary>
    public IReadOnlyDictionary<string, string[]> ChoiceWords { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Whether an administrator may give it further choices.</summary>
    public bool TakesChoices { get; init; }

    /// <summary>The field that takes the further values of a cell with several, of which this one takes the first.</summary>
    public string? Further { get; init; }

    /// <summary>Says in which country the row's phone numbers without a country code are dialled.</summary>
    public bool PlacesPhones { get; init; }

    /// <summary>Whether several columns can go into it together.</summary>
    public bool TakesSeveral => Kind is FieldKind.Emails or FieldKind.Phones or FieldKind.Tags or FieldKind.SeveralChoices;

    public int MaxLength { get; init; } = 500;

    /// <summary>How well a column of this kind suits the field: 0 for not at all, 1 for exactly.</summary>
    public double Suits(ColumnKind column) => (Kind, column) switch
    {
        (_, ColumnKind.Empty) => 0.7,
        (FieldKind.Integer, ColumnKind.Whole) => 1,
        (FieldKind.Integer, ColumnKind.Id or ColumnKind.YesNo) => 0.5,
        (FieldKind.Decimal or FieldKind.Money, ColumnKind.Whole or ColumnKind.Decimal or ColumnKind.Money) => 1,
        (FieldKind.Decimal or FieldKind.Money, ColumnKind.YesNo or ColumnKind.Id) => 0.4,
        (FieldKind.Percent, ColumnKind.Percent) => 1,
        (FieldKind.Percent, ColumnKind.Whole or ColumnKind.Decimal) => 0.9,
        (FieldKind.Date or FieldKind.Instant, ColumnKind.Date) => 1,
        (FieldKind.YesNo, ColumnKind.YesNo) => 1,
        (FieldKind.Emails or FieldKind.Phones, ColumnKind.Text or ColumnKind.Choice) or (FieldKind.Phones, ColumnKind.Whole or ColumnKind.Id) => 0.8,
        (FieldKind.Emails, ColumnKind.Email) or (FieldKind.Phones, ColumnKind.Phone) => 0.9,
        (FieldKind.Email, ColumnKind.Email) or (FieldKind.Phone, ColumnKind.Phone) or (FieldKind.Url, ColumnKind.Url) or (FieldKind.Country, ColumnKind.Country) => 1,
        (FieldKind.Phone, ColumnKind.Whole or ColumnKind.Id or ColumnKind.Text) => 0.8,
        (FieldKind.Email or FieldKind.Url or FieldKind.Country or FieldKind.Language or FieldKind.TimeZone, ColumnKind.Text or ColumnKind.Choice) => 0.6,
        (FieldKind.Currency, ColumnKind.Currency) => 1,
        (FieldKind.Choice or FieldKind.SeveralChoices or FieldKind.Tags, ColumnKind.Choice or ColumnKind.Text or ColumnKind.YesNo or ColumnKind.Country) => 1,
        (FieldKind.Choice or FieldKind.SeveralChoices or FieldKind.Tags, ColumnKind.Whole) => 0.5,
        (FieldKind.Reference, ColumnKind.Text or ColumnKind.Choice or ColumnKind.Id) => 1,
        (FieldKind.Reference, ColumnKind.Whole or ColumnKind.Email) => 0.9,
        (FieldKind.Reference, ColumnKind.Country or ColumnKind.Url) => 0.7,
        (FieldKind.Text or FieldKind.LongText, ColumnKind.Text or ColumnKind.Choice) => 1,
        (FieldKind.Text, ColumnKind.Id or ColumnKind.Whole) => IsKey && !IsTitle ? 1 : 0.7,
        (FieldKind.Text or FieldKind.LongText, ColumnKind.Date or ColumnKind.Email or ColumnKind.Money or ColumnKind.Percent) => 0.3,
        (FieldKind.Text or FieldKind.LongText, _) => 0.75,
        _ => 0,
    };
}
