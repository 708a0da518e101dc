using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.CustomRecords;

namespace Tandem.Platform.Api;

/// <summary>JSON Schemas of record types, made from their descriptions.</summary>
internal static class RecordSchemas
{
    /// <summary>The record as it is answered, and as it is written: without what only the server sets.</summary>
    public static OpenApiSchema Of(RecordType type, Texts texts, bool writing)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal), Title = texts.Get(type.Label) };
        if (!writing)
        {
            schema.Properties["id"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid", ReadOnly = true, Description = "Id." };
            schema.Required = new HashSet<string>(["id", "version"], StringComparer.Ordinal);
        }

        foreach (var field in type.Fields.Where(field => !field.IsCustom && (!writing || field.Editable))) schema.Properties[field.JsonName] = Of(field, texts, writing);
        if (Custom(type, texts, writing) is { } custom) schema.Properties[Records.RecordJson.Custom] = custom;
        if (writing) schema.AdditionalPropertiesAllowed = false;
        else schema.Properties["version"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", ReadOnly = true, Description = "Grows with every change; send it as If-Match." };
        return schema;
    }

    /// <summary>The record as it is created: like writing, with what is required.</summary>
    public static OpenApiSchema Creating(RecordType type, Texts texts)
    {
        var schema = Of(type, texts, writing: true);
        schema.Required = type.Fields.Where(field => field is { Required: true, Editable: true, IsCustom: false }).Select(field => field.JsonName).ToHashSet(StringComparer.Ordinal);
        var custom = type.Fields.Where(field => field is { Required: true, Editable: true, IsCustom: true, Shape.Default: null }).Select(field => field.JsonName).ToHashSet(StringComparer.Ordinal);
        if (custom.Count == 0) return schema;
        ((OpenApiSchema)schema.Properties![Records.RecordJson.Custom]).Required = custom;
        schema.Required.Add(Records.RecordJson.Custom);
        return schema;
    }

    /// <summary>The workspace's own fields; null without any.</summary>
    private static OpenApiSchema? Custom(RecordType type, Texts texts, bool writing)
    {
        // What stands for every type of the workspace's own has the fields of each.
        if (type == CustomRecordType.Any) return new OpenApiSchema { Type = JsonSchemaType.Object };
        var fields = type.Fields.Where(field => field.IsCustom && (!writing || field.Editable)).ToList();
        return fields.Count == 0 ? null : new OpenApiSchema
        {
            Type = JsonSchemaType.Object, AdditionalPropertiesAllowed = !writing, Properties = fields.ToDictionary(field => field.JsonName, field => (IOpenApiSchema)Of(field, texts, writing), StringComparer.Ordinal),
        };
    }

    /// <summary>Money as <see cref="MoneyJson"/> writes it.</summary>
    public static OpenApiSchema Money() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["amount"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "decimal", Pattern = "^-?[0-9]+(\\.[0-9]+)?$" },
            ["currency"] = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 3, MaxLength = 3, Description = "ISO 4217" },
        },
        Required = new HashSet<string>(["amount"], StringComparer.Ordinal),
    };

    private static OpenApiSchema Of(Field field, Texts texts, bool writing)
    {
        var schema = Plain(field);
        schema.Description = texts.Get(field.Label) + (field.CreateOnly ? " (only when created)" : "") + (field.ReferenceTo is { } other ? $" (id of a {other})" : "");
        schema.ReadOnly = !writing && !field.Editable;
        schema.Examples = Example(field) is { } example ? [example] : null;
        if (field.Choices.Count > 0 && field.Kind != FieldKind.SeveralChoices) schema.Enum = [.. field.Choices.Select(choice => (JsonNode)choice.Key)];
        if (!field.Required)
        {
            schema.Type |= JsonSchemaType.Null;
            schema.Enum?.Add(null!);
        }

        return schema;
    }

    private static OpenApiSchema Plain(Field field) => field.Kind switch
    {
        FieldKind.Integer => new() { Type = JsonSchemaType.Integer, Format = "int32" },
        FieldKind.Decimal or FieldKind.Percent => new() { Type = JsonSchemaType.Number, Format = "decimal" },
        FieldKind.YesNo => new() { Type = JsonSchemaType.Boolean },
        FieldKind.Date => new() { Type = JsonSchemaType.String, Format = "date" },
        FieldKind.Instant => new() { Type = JsonSchemaType.String, Format = "date-time" },
        FieldKind.Reference => new() { Type = JsonSchemaType.String, Format = "uuid" },
        FieldKind.SeveralChoices => new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. field.Choices.Select(choice => (JsonNode)choice.Key)] } },
        FieldKind.Tags => new() { Type = JsonSchemaType.Array, MaxItems = 100, Items = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = field.MaxLength } },
        FieldKind.Emails or FieldKind.Phones => new()
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                {
                    ["value"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = field.Kind == FieldKind.Emails ? "email" : null },
                    ["label"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
                },
                Required = new HashSet<string>(["value"], StringComparer.Ordinal),
            },
        },
        FieldKind.Money => Money(),
        _ => new() { Type = JsonSchemaType.String, MaxLength = field.MaxLength, Format = field.Kind switch { FieldKind.Email => "email", FieldKind.Url => "uri", _ => null } },
    };

    private static JsonNode? Example(Field field) => field.Kind switch
    {
        FieldKind.Money => new JsonObject { ["amount"] = "12.50", ["currency"] = "EUR" },
        FieldKind.Date => "2026-03-31",
        FieldKind.Instant => "2026-03-31T09:30:00Z",
        FieldKind.Email => "office@company.example",
        FieldKind.Phone => "+493012345678",
        FieldKind.Url => "https://company.example",
        FieldKind.Country => "DE",
        FieldKind.Language => "en",
        FieldKind.Currency => "EUR",
        FieldKind.TimeZone => "Europe/Berlin",
        FieldKind.Percent => 0.25m,
        FieldKind.Tags => new JsonArray("vip"),
        FieldKind.Choice when field.Choices.Count > 0 => field.Choices[0].Key,
        FieldKind.Reference => new Guid("01900000-0000-7000-8000-000000000000").ToString("D", CultureInfo.InvariantCulture),
        _ => null,
    };
}
