using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Tandem.Core.Finance;
using Tandem.Core.Localization;
using Tandem.Core.Records;
using Tandem.Platform.CustomRecords;

namespace Tandem.Platform.Api;

/// <summary>
/// The OpenAPI document: use cases as the framework finds them by their request records, the general endpoints from the record types.
/// </summary>
internal sealed class ApiDescription(TextCatalog catalog) : IOpenApiDocumentTransformer, IOpenApiOperationTransformer
{
    private const string Problem = "Problem";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ApiDescription>();
        services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) ?? false;
            options.CreateSchemaReferenceId = SchemaName;
            options.AddDocumentTransformer<ApiDescription>();
            options.AddOperationTransformer<ApiDescription>();
            options.AddSchemaTransformer((schema, context, _) =>
            {
                if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) != typeof(Money)) return Task.CompletedTask;
                var money = RecordSchemas.Money();
                (schema.Type, schema.Properties, schema.Required) = (schema.Type is { } type && type.HasFlag(JsonSchemaType.Null) ? money.Type | JsonSchemaType.Null : money.Type, money.Properties, money.Required);
                return Task.CompletedTask;
            });
        });
    }

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Tandem", Version = "v1", License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            Description = "Lists take `filter` in the filter language, `sort` (`-amount,name`), `limit` and `cursor`. A change carries the version it is based on in `If-Match`. " +
                "Every POST honours `Idempotency-Key`. Errors are problem documents (RFC 9457) with a stable `code`.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        var schemas = document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        var workspace = context.ApplicationServices.GetRequiredService<CurrentWorkspace>();
        var texts = workspace.Known.TextsOf(catalog.For("en"));
        foreach (var type in workspace.Types.All.Append(CustomRecordType.Any))
        {
            schemas[NameOf(type)] = RecordSchemas.Of(type, texts, writing: false);
            if (!type.Fields.Any(field => field.Editable)) continue;
            schemas[NameOf(type) + "Create"] = RecordSchemas.Creating(type, texts);
            schemas[NameOf(type) + "Patch"] = RecordSchemas.Of(type, texts, writing: true);
        }

        schemas[Problem] = ProblemSchema();
        CustomTypePaths.Add(document, workspace.Types, (operation, record, method) =>
        {
            Describe(operation, record, document);
            Complete(operation, document, method.Method, version: record.Verb == RecordVerb.Patch);
        });
        var schemes = document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        schemes["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key: Settings, API keys." };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<CustomTypeRoute>().Any())
            (operation.Parameters ??= []).Insert(0, new OpenApiParameter { Name = CustomTypeRoute.Segment, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        if (metadata.OfType<RecordOperation>().FirstOrDefault() is { } record) Describe(operation, record, context.Document);
        else if (UseCaseOf(metadata) is { } useCase) Name(operation, useCase);
        Complete(operation, context.Document, context.Description.HttpMethod, metadata.OfType<MethodInfo>().SelectMany(method => method.GetParameters()).Any(parameter => parameter.ParameterType == typeof(SeenVersion)));
        return Task.CompletedTask;
    }

    /// <summary>What every operation has: problems, and the headers of changes.</summary>
    private static void Complete(OpenApiOperation operation, OpenApiDocument? document, string? method, bool version)
    {
        operation.Responses ??= [];
        operation.Responses["4XX"] = new OpenApiResponse { Description = "A problem document", Content = Content("application/problem+json", Reference(Problem, document)) };
        operation.Parameters ??= [];
        if (version)
            operation.Parameters.Add(Header("If-Match", "The version that the change is based on.", required: true));
        if (method == "POST")
            operation.Parameters.Add(Header("Idempotency-Key", "A repetition with the same key is applied once and answered alike.", required: false));
    }

    /// <summary>What a use case takes has its name; what is made on the spot is described on the spot.</summary>
    private static string? SchemaName(JsonTypeInfo type)
    {
        if (type.Type.Name.Contains("AnonymousType", StringComparison.Ordinal)) return null;
        if (type.Type.DeclaringType is not { } owner || OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null) return OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return owner.Name.Replace("Endpoints", "", StringComparison.Ordinal) + (type.Type.Name == "Request" ? "" : type.Type.Name);
    }

    /// <summary>The class whose routes name the endpoint, if that is all it does there.</summary>
    private static Type? UseCaseOf(IList<object> metadata)
    {
        var handler = metadata.OfType<MethodInfo>().FirstOrDefault()?.DeclaringType;
        while (handler is { IsNested: true } && handler.Name.StartsWith('<')) handler = handler.DeclaringType;
        return handler?.GetNestedType("Request") is null && handler?.GetMethod("Run") is null ? null : handler;
    }

    /// <summary>A use case is called what a salesperson would call it: <c>MoveDeal</c> moves a deal.</summary>
    private static void Name(OpenApiOperation operation, Type useCase)
    {
        if (useCase.GetNestedType("Request") is not null) operation.OperationId ??= useCase.Name;
        operation.Summary ??= string.Concat(useCase.Name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : letter.ToString()));
    }

    private static void Describe(OpenApiOperation operation, RecordOperation record, OpenApiDocument? document)
    {
        var name = NameOf(record.Type);
        var plural = char.ToUpperInvariant(record.Type.Plural[0]) + record.Type.Plural[1..];
        var one = Reference(name, document);
        operation.OperationId = record.Verb + (record.Verb is RecordVerb.List or RecordVerb.Export or RecordVerb.Batch ? plural : name);
        (operation.Summary, var body, var status, var answer) = record.Verb switch
        {
            RecordVerb.List => ($"List {record.Type.Plural}", null, "200", Content("application/json", Page(one))),
            RecordVerb.Get => ($"Read one of the {record.Type.Plural}", null, "200", Content("application/json", one)),
            RecordVerb.Export => ($"Export {record.Type.Plural} as CSV", null, "200", Content("text/csv", new OpenApiSchema { Type = JsonSchemaType.String })),
            RecordVerb.Create => ($"Create one of the {record.Type.Plural}", Content("application/json", Reference(name + "Create", document)), "201", Content("application/json", one)),
            RecordVerb.Batch => ($"Create or update up to {BatchWriter<Files.StoredFile>.MaxRows} {record.Type.Plural}",
                Content("application/json", new OpenApiSchema { Type = JsonSchemaType.Array, MaxItems = BatchWriter<Files.StoredFile>.MaxRows, Items = Reference(name + "Patch", document) }),
                "200", Content("application/json", BatchAnswer(document))),
            RecordVerb.Patch => ($"Change one of the {record.Type.Plural}", Content("application/merge-patch+json", Reference(name + "Patch", document)), "200", Content("application/json", one)),
            RecordVerb.Delete => ($"Put one of the {record.Type.Plural} into the trash", null, "204", null),
            _ => ($"Take one of the {record.Type.Plural} out of the trash", (Dictionary<string, OpenApiMediaType>?)null, "204", (Dictionary<string, OpenApiMediaType>?)null),
        };
        if (body is not null) operation.RequestBody = new OpenApiRequestBody { Required = true, Content = body };
        operation.Responses = new OpenApiResponses { [status] = new OpenApiResponse { Description = "Done", Content = answer } };
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? []) parameter.Description ??= About(parameter.Name);
    }

    private static string? About(string? parameter) => parameter switch
    {
        "filter" => "In the filter language, for example `amount >= 10000 and owner = me`; or its JSON form, `{\"field\":\"amount\",\"operator\":\">=\",\"value\":10000}`.",
        "sort" => "Fields, a minus for descending: `-amount,name`.",
        "limit" => "1 to 500.",
        "cursor" => "`nextCursor` of the page before.",
        "after" => "`nextCursor` of the answer before; `now` for the present end, nothing for the beginning.",
        "wait" => "Seconds to wait, up to 30, until something happened.",
        "types" => "Only these record types, separated by commas.",
        "fields" => "Only these fields, separated by commas.",
        "count" => "`exact` or `estimate`: how many match in all.",
        "search" => "Words, or parts of words, anywhere in the searchable fields.",
        "key" => "The field that finds an existing record: `id` or one of the type's unique keys. Without it every row is created.",
        CustomTypeRoute.Segment => "`plural` of a record type of the workspace's own. Each of them also stands beside the product's, at `/api/v1/{plural}`, and is described there.",
        "quiet" => "Sets off no automation, webhook or message.",
        _ => null,
    };

    private static OpenApiSchema Page(IOpenApiSchema record) => Object(
        ("data", new OpenApiSchema { Type = JsonSchemaType.Array, Items = record }),
        ("nextCursor", new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null }),
        ("count", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" }),
        ("countIsEstimate", new OpenApiSchema { Type = JsonSchemaType.Boolean }));

    private static OpenApiSchema BatchAnswer(OpenApiDocument? document)
    {
        var row = Object(
            ("index", new OpenApiSchema { Type = JsonSchemaType.Integer }),
            ("outcome", new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames<RowOutcome>().Select(name => (JsonNode)char.ToLowerInvariant(name[0]).ToString() + name[1..])] }),
            ("id", new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" }),
            ("version", new OpenApiSchema { Type = JsonSchemaType.Integer }),
            ("problem", Reference(Problem, document)));
        var counts = Enum.GetNames<RowOutcome>().Select(name => (char.ToLowerInvariant(name[0]) + name[1..], (IOpenApiSchema)new OpenApiSchema { Type = JsonSchemaType.Integer }));
        return Object([("data", new OpenApiSchema { Type = JsonSchemaType.Array, Items = row }), .. counts]);
    }

    private static OpenApiSchema ProblemSchema()
    {
        OpenApiSchema Text(string about) => new() { Type = JsonSchemaType.String, Description = about };
        return Object(
            ("type", Text("Always about:blank.")), ("title", Text("What is wrong, in words.")), ("status", new OpenApiSchema { Type = JsonSchemaType.Integer }),
            ("detail", Text("More about it.")), ("code", Text("Stable, for programs.")),
            ("errors", new OpenApiSchema { Type = JsonSchemaType.Array, Items = Object(("pointer", Text("JSON pointer to the field.")), ("code", Text("Stable.")), ("detail", Text("In words."))) }));
    }

    private static OpenApiSchema Object(params IEnumerable<(string Name, IOpenApiSchema Schema)> members) => new()
    {
        Type = JsonSchemaType.Object, Properties = members.ToDictionary(member => member.Name, member => member.Schema, StringComparer.Ordinal),
    };

    private static OpenApiParameter Header(string name, string about, bool required) => new()
    {
        Name = name, In = ParameterLocation.Header, Required = required, Description = about, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static Dictionary<string, OpenApiMediaType> Content(string type, IOpenApiSchema schema) => new(StringComparer.Ordinal) { [type] = new OpenApiMediaType { Schema = schema } };

    private static OpenApiSchemaReference Reference(string name, OpenApiDocument? document) => new(name, document);

    /// <summary><c>LostReason</c> for <c>lost-reason</c>.</summary>
    private static string NameOf(RecordType type) => string.Concat(type.Key.Split('-', '_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
