using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Data;
using Tandem.Platform.Fields;

namespace Tandem.Platform.CustomRecords;

/// <summary>A record type of the workspace's own. A removed one is hidden at once and kept with its records for 30 days.</summary>
public sealed class CustomType : Record
{
    public const int MaxKeyLength = 40;
    public const int MaxNameLength = 60;

    /// <summary>Types that a workspace may have.</summary>
    public const int MostOfWorkspace = 100;

    private CustomType()
    {
    }

    /// <param name="key">In the API's feed and permissions: fixed.</param>
    /// <param name="plural">In addresses: fixed.</param>
    public CustomType(string key, string plural)
    {
        Key = Checked(key, "key");
        Plural = Checked(plural, "plural");
    }

    public string Key { get; private set; } = "";

    public string Plural { get; private set; } = "";

    public string Icon { get; set; } = "box";

    /// <summary>What one record is called, by language.</summary>
    public Dictionary<string, string> One { get; private set; } = [];

    /// <summary>What several are called, by language.</summary>
    public Dictionary<string, string> Many { get; private set; } = [];

    public void Call(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> many)
    {
        One = Given(one, "one");
        Many = Given(many, "many");
    }

    private static Dictionary<string, string> Given(IReadOnlyDictionary<string, string> names, string field) =>
        WorkspaceWords.Given(names, MaxNameLength, field) is { Count: > 0 } given ? given : throw Refused.On(field, RecordRefusals.RequiredField, ("field", field));

    private static string Checked(string key, string field) =>
        key.Length is > 0 and <= MaxKeyLength && char.IsAsciiLetterLower(key[0]) && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? key : throw Refused.On(field, TypeRefusals.BadKey, ("max", MaxKeyLength));

    internal static void Map(ModelBuilder model) => model.Entity<CustomType>(type =>
    {
        type.ToTable("custom_types");
        type.Property(t => t.Key).HasMaxLength(MaxKeyLength);
        type.Property(t => t.Plural).HasMaxLength(MaxKeyLength);
        type.Property(t => t.Icon).HasMaxLength(40);
        type.Property(t => t.One).AsJson();
        type.Property(t => t.Many).AsJson();
        type.HasIndex(t => t.Key).IsUnique();
        type.HasIndex(t => t.Plural).IsUnique();
    });
}

public static class TypeRefusals
{
    public const string BadKey = "type.bad-key";
    public const string KeyTaken = "type.key-taken";
    public const string TooMany = "type.too-many";
    public const string ReferredTo = "type.referred-to";
}
