using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Metadata;
using Tandem.Core.Finance;
using Tandem.Core.Records;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records.Merging;

/// <summary>A value of a record that a merge chooses, or of which it keeps all. Values are compared and kept as JSON.</summary>
internal sealed class MergeField
{
    private const string None = "null";

    private readonly PropertyInfo? property;

    private MergeField(string name, Field? field, PropertyInfo? property)
    {
        Name = name;
        Field = field;
        this.property = property;
    }

    public string Name { get; }

    /// <summary>Null for a property that no field shows, such as a photo.</summary>
    public Field? Field { get; }

    /// <summary>Whether a record has any number of them: a merge unites them.</summary>
    public bool IsSeveral => Field?.Kind is FieldKind.Tags or FieldKind.Emails or FieldKind.Phones;

    public bool IsReference => Field is null || Field.Kind == FieldKind.Reference;

    /// <summary>The values of a type that move in a merge.</summary>
    public static IReadOnlyList<MergeField> Of(CrmDb db, RecordType type)
    {
        var emails = type.Fields.Any(field => field.Kind == FieldKind.Emails);
        var phones = type.Fields.Any(field => field.Kind == FieldKind.Phones);
        var shown = type.Fields.Where(field => field is { Editable: true, CreateOnly: false } && !(emails && field.Kind == FieldKind.Email) && !(phones && field.Kind == FieldKind.Phone)).ToList();
        var covered = type.Fields.Select(ChangeRecorder.Stored).ToHashSet(StringComparer.Ordinal);
        var hidden = db.Model.FindEntityType(type.EntityType)!.GetProperties()
            .Where(one => one.ClrType == typeof(Guid?) && one.PropertyInfo?.SetMethod is not null && one.FindAnnotation(ModelConventions.Derived) is null && !covered.Contains(one.Name));
        return [.. shown.Select(field => new MergeField(field.Name, field, null)), .. hidden.Select(Hidden)];
    }

    public bool IsEmpty(IRecord record) => Json(record) is None or "\"\"" or "[]";

    public object? Read(IRecord record) => property is null ? Field!.Read(record) : property.GetValue(record);

    /// <summary>The value of a field with one; null as <c>null</c>.</summary>
    public string Json(IRecord record) => Read(record) is { } value ? JsonSerializer.Serialize(value, JsonForms.Stored) : None;

    public void Write(IRecord record, string json)
    {
        var value = json == None ? null : JsonSerializer.Deserialize(json, ClrType, JsonForms.Stored);
        if (property is null) Field!.Write(record, value);
        else property.SetValue(record, value);
    }

    /// <summary>The values of a field with several, each as JSON.</summary>
    public List<string> Items(IRecord record) => Read(record) is System.Collections.IEnumerable items
        ? [.. items.Cast<object>().Select(item => JsonSerializer.Serialize(item, JsonForms.Stored))] : [];

    public static string Join(IEnumerable<string> items) => "[" + string.Join(',', items) + "]";

    /// <summary>What makes an item the same as another: an address with a new label is still that address.</summary>
    public string KeyOf(string item)
    {
        if (Field?.Kind == FieldKind.Tags) return item;
        using var json = JsonDocument.Parse(item);
        return json.RootElement.GetProperty("value").GetString() ?? "";
    }

    public bool Has(IEnumerable<string> items, string item) => items.Any(one => KeyOf(one) == KeyOf(item));

    /// <summary>The record that a reference's JSON names.</summary>
    public static Guid? IdIn(string? json) => json is null or None ? null : JsonSerializer.Deserialize<Guid?>(json);

    public static string JsonOf(Guid? id) => id is { } known ? JsonSerializer.Serialize(known, JsonForms.Stored) : None;

    private Type ClrType => Field?.Kind switch
    {
        null => typeof(Guid?),
        FieldKind.Money => typeof(Money?),
        FieldKind.Tags => typeof(List<string>),
        FieldKind.Emails or FieldKind.Phones => typeof(List<ContactPoint>),
        _ => Field.Value.ReturnType,
    };

    private static MergeField Hidden(IProperty property) => new(JsonNamingPolicy.CamelCase.ConvertName(property.Name), null, property.PropertyInfo);
}

/// <summary>Writes many values of a record so that all of them hold at the end: setting one may let another follow it.</summary>
internal static class MergedRecord
{
    private const int MostRounds = 3;

    public static void Write(IRecord record, RecordType type, IReadOnlyList<MergeField> fields, IReadOnlyDictionary<string, string> wanted)
    {
        var target = fields.ToDictionary(field => field, field => wanted.GetValueOrDefault(field.Name) ?? field.Json(record));
        for (var round = 0; round < MostRounds; round++)
        {
            var open = fields.Where(field => field.Json(record) != target[field]).OrderBy(field => field.Field == type.Title).ToList();
            if (open.Count == 0) return;
            foreach (var field in open) field.Write(record, target[field]);
        }
    }
}
