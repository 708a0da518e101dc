using Microsoft.OpenApi;
using Tandem.Core.Records;

namespace Tandem.Platform.Api;

/// <summary>
/// The addresses of the workspace's own record types in the OpenAPI document: at run time they share a few endpoints, to a reader each type has its own.
/// </summary>
internal static class CustomTypePaths
{
    private static readonly string[] Listing = ["filter", "sort", "limit", "cursor", "fields", "count", "search"];

    /// <param name="document">Gets the addresses.</param>
    /// <param name="types">Of the workspace that asks.</param>
    /// <param name="describe">Fills an operation with bodies and answers.</param>
    public static void Add(OpenApiDocument document, RecordTypes types, Action<OpenApiOperation, RecordOperation, HttpMethod> describe)
    {
        foreach (var type in types.All.Where(type => type.SharesEntity))
        {
            OpenApiOperation Made(HttpMethod method, RecordVerb verb, bool one, params IEnumerable<string> query)
            {
                var operation = new OpenApiOperation
                {
                    Tags = new HashSet<OpenApiTagReference> { new(type.Plural, document) },
                    Parameters = [.. query.Select(name => Parameter(name, ParameterLocation.Query)).Concat(one ? [Parameter("id", ParameterLocation.Path)] : [])],
                };
                describe(operation, new RecordOperation(type, verb), method);
                return operation;
            }

            var path = "/api/v1/" + type.Plural;
            document.Paths[path] = Item((HttpMethod.Get, Made(HttpMethod.Get, RecordVerb.List, false, Listing)), (HttpMethod.Post, Made(HttpMethod.Post, RecordVerb.Create, false)));
            document.Paths[path + "/{id}"] = Item((HttpMethod.Get, Made(HttpMethod.Get, RecordVerb.Get, true)), (HttpMethod.Patch, Made(HttpMethod.Patch, RecordVerb.Patch, true)), (HttpMethod.Delete, Made(HttpMethod.Delete, RecordVerb.Delete, true)));
            document.Paths[path + "/export"] = Item((HttpMethod.Get, Made(HttpMethod.Get, RecordVerb.Export, false, "filter", "sort", "fields", "search")));
            document.Paths[path + "/batch"] = Item((HttpMethod.Post, Made(HttpMethod.Post, RecordVerb.Batch, false, "key", "quiet")));
            document.Paths[path + "/{id}/restore"] = Item((HttpMethod.Post, Made(HttpMethod.Post, RecordVerb.Restore, true)));
        }
    }

    private static OpenApiPathItem Item(params IEnumerable<(HttpMethod Method, OpenApiOperation Operation)> operations) =>
        new() { Operations = operations.ToDictionary(one => one.Method, one => one.Operation) };

    private static OpenApiParameter Parameter(string name, ParameterLocation place) => new OpenApiParameter
    {
        Name = name, In = place, Required = place == ParameterLocation.Path,
        Schema = name switch
        {
            "id" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
            "limit" => new OpenApiSchema { Type = JsonSchemaType.Integer },
            "quiet" => new OpenApiSchema { Type = JsonSchemaType.Boolean },
            _ => new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };
}
