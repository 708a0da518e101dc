namespace Tandem.Core.Records;

/// <summary>What a field holds. It decides the operators of the filter language, the input, the cell, the import reader and the JSON form.</summary>
public enum FieldKind
{
    Text, LongText, Integer, Decimal, Money, Percent,
    Date, Instant, YesNo,
    Choice, Tags,
    Email, Phone, Url, Country, Language, TimeZone, Currency,
    Reference,

    /// <summary>Any number of the field's choices.</summary>
    SeveralChoices,

    /// <summary>Several addresses or numbers, each with a label; the first is the primary one.</summary>
    Emails, Phones,

    /// <summary>Computed from other fields, from records that refer to this one, or from filters that it matches. A field of such a definition has the kind of what comes out.</summary>
    Formula, RollUp, Score,

    /// <summary>Street, postal code, city, region and country: a definition of this kind makes a field for each.</summary>
    Address,

    /// <summary>A file that belongs to the record: a definition of this kind makes a reference to one.</summary>
    File,
}

/// <summary>How carefully a value is handled: personal values leave in exports only for roles that may see them.</summary>
public enum Sensitivity
{
    Normal, Personal, Confidential,
}
