using System.Buffers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Data;

namespace Tandem.Platform.Fields;

/// <summary>
/// A field that the workspace added to a record type. Its values stand in the <c>custom</c> column of the records under <see cref="Key"/>, so that
/// labels change without touching a record. A removed one is hidden at once and kept with its values for 30 days.
/// </summary>
public sealed class CustomField : Record
{
    public const int MaxNameLength = 40;
    public const int MaxLabelLength = 80;
    public const int MaxHelpLength = 300;
    public const int MaxSectionLength = 60;
    public const int MaxChoices = 200;
    public const int MaxChoiceKeyLength = 60;
    public const int MaxUnitLength = 20;
    public const int MaxTextLength = 20_000;

    /// <summary>Rules that a score may have.</summary>
    public const int MaxRules = 50;

    /// <summary>Fields that one record type may have.</summary>
    public const int MostOfType = 200;

    private const int KeyLength = 9;
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    private static readonly SearchValues<char> KeyLetters = SearchValues.Create(Alphabet);

    private CustomField()
    {
    }

    public CustomField(string recordType, string name, FieldKind kind)
    {
        RecordType = recordType;
        Kind = kind;
        Key = "f" + RandomNumberGenerator.GetString(Alphabet, KeyLength - 1);
        Name = Checked(name);
    }

    public string RecordType { get; private set; } = "";

    /// <summary>Under which values are kept; never reused.</summary>
    public string Key { get; private set; } = "";

    /// <summary>In the API, in filters and in the feed: fixed.</summary>
    public string Name { get; private set; } = "";

    public FieldKind Kind { get; private set; }

    /// <summary>By language.</summary>
    public Dictionary<string, string> Labels { get; private set; } = [];

    public FieldSettings Settings { get; private set; } = new();

    /// <summary>Heading under which forms and facts show it; null for the first, which has none.</summary>
    public string? Section { get; private set; }

    /// <summary>Place among the fields of its type.</summary>
    public int Order { get; set; }

    public void Label(IReadOnlyDictionary<string, string> labels)
    {
        var given = WorkspaceWords.Given(labels, MaxLabelLength, "label");
        if (given.Count == 0) throw Refused.On("label", RecordRefusals.RequiredField, ("field", "label"));
        Labels = given;
    }

    public void PutUnder(string? section) => Section = WorkspaceWords.Given(section, MaxSectionLength, "section");

    /// <summary>Takes over settings that <see cref="FieldDefinitions"/> has checked against the record types.</summary>
    internal void Apply(FieldSettings settings) => Settings = settings.Checked();

    /// <summary>Without loss: the stored form stays as it is.</summary>
    internal void Become(FieldKind kind)
    {
        if (kind == Kind) return;
        if (!FieldKinds.KeepsValues(Kind, kind)) throw Refused.On("kind", FieldRefusals.KindWouldLose);
        Kind = kind;
    }

    /// <summary>The key of the definition that a field's shape comes from: of a part of an address without its letter.</summary>
    internal static string DefinitionKey(CustomFieldShape shape) => shape.Key.Length > KeyLength ? shape.Key[..KeyLength] : shape.Key;

    /// <summary>Whether something has the form of a <see cref="Key"/>.</summary>
    internal static bool IsKey(ReadOnlySpan<char> text) => text.Length == KeyLength && text[0] == 'f' && !text[1..].ContainsAnyExcept(KeyLetters);

    private static string Checked(string name)
    {
        if (name.Length is 0 or > MaxNameLength || !char.IsAsciiLetterLower(name[0]) || !name.All(char.IsAsciiLetterOrDigit)) throw Refused.On("name", FieldRefusals.BadName, ("max", MaxNameLength));
        return name;
    }

    internal void Give(FieldKind kind) => Settings = Settings with { Gives = kind };

    internal static void Map(ModelBuilder model) => model.Entity<CustomField>(field =>
    {
        field.ToTable("custom_fields");
        field.Property(f => f.RecordType).HasMaxLength(60);
        field.Property(f => f.Key).HasMaxLength(20);
        field.Property(f => f.Name).HasMaxLength(MaxNameLength);
        field.Property(f => f.Kind).HasConversion<string>().HasMaxLength(20);
        field.Property(f => f.Labels).AsJson();
        field.Property(f => f.Settings).AsJson();
        field.Property(f => f.Section).HasMaxLength(MaxSectionLength);
        field.HasIndex(f => f.Key).IsUnique();
        field.HasIndex(f => new { f.RecordType, f.Name }).IsUnique().HasFilter("deleted_at IS NULL");
    });
}

public static class FieldRefusals
{
    public const string BadName = "field.bad-name";
    public const string NameTaken = "field.name-taken";
    public const string TooMany = "field.too-many";
    public const string KindWouldLose = "field.kind-would-lose";
    public const string TakesNone = "field.type-takes-none";
    public const string BadCondition = "field.bad-condition";
    public const string BadDefault = "field.bad-default";
    public const string ChoicesMissing = "field.choices-missing";
    public const string BadChoice = "field.bad-choice";
    public const string ChoiceTwice = "field.choice-twice";
    public const string TooManyChoices = "field.too-many-choices";
    public const string ChoiceInUse = "field.choice-in-use";
    public const string NotIndexable = "field.not-indexable";
    public const string OutOfBounds = "field.out-of-bounds";
    public const string SearchableSecret = "field.searchable-secret";
    public const string BadFormula = "field.bad-formula";
    public const string BadRollUp = "field.bad-roll-up";
    public const string BadRule = "field.bad-rule";
    public const string RulesMissing = "field.rules-missing";
    public const string TooManyRules = "field.too-many-rules";
    public const string Circle = "field.circle";
    public const string Computed = "field.computed";
    public const string DuplicateValues = "field.duplicate-values";
}
