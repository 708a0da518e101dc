using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tandem.Testing.App;

/// <summary>An endpoint as it is asked: a method, the route it was mapped with, and an address with real values in it.</summary>
public sealed record SampleRoute(string Method, string Pattern, string Path)
{
    public bool IsApi => Pattern.StartsWith("/api/", StringComparison.Ordinal);

    /// <summary>Whether it speaks of one record.</summary>
    public bool IsOfRecord => Pattern.Contains(":guid}", StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>Every endpoint of the program, found among its routes: a new one cannot be forgotten.</summary>
public static class SampleRoutes
{
    /// <summary>Which sample record a route speaks of, by the part of the route before its <c>{id}</c>.</summary>
    private static readonly Dictionary<string, string> ByPlace = new(StringComparer.Ordinal)
    {
        ["companies"] = "company", ["people"] = "person", ["affiliations"] = "affiliation", ["products"] = "product", ["deals"] = "deal", ["deals/list"] = "deal", ["tasks"] = "task",
        ["notes"] = "note", ["files"] = "file", ["records"] = "company", ["import"] = "import", ["users"] = "user", ["teams"] = "team", ["pipelines"] = "pipeline", ["stages"] = "stage", ["lost-reasons"] = "lost-reason",
        ["jobs"] = "job", ["settings/users"] = "user", ["settings/teams"] = "team", ["settings/currency/rates"] = "rate", ["settings/stages"] = "stage", ["settings/pipelines"] = "pipeline",
        ["settings/lost-reasons"] = "lost-reason", ["settings/jobs"] = "job", ["settings/api-keys"] = "key", ["password"] = "user", ["timeline/{type}"] = "company", ["trash/{type}"] = "company",
        ["fields"] = "field", ["settings/fields/{type}"] = "field", ["types"] = "type", ["settings/types"] = "type", ["records/{customType}"] = "vehicle", ["views"] = "view", ["merges"] = "merge", ["merges/together"] = "merged-together",
        ["webhooks"] = "webhook", ["settings/webhooks"] = "webhook", ["webhooks/deliveries"] = "delivery", ["settings/webhooks/deliveries"] = "delivery", ["notices"] = "notice",
    };

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["type"] = "company", ["role"] = "Sales", ["name"] = "city", ["file"] = "0", ["table"] = "quarter", ["what"] = "delete", ["documentName"] = "v1", ["customType"] = "vehicles", ["sequence"] = "1", ["kind"] = "favourite", ["field"] = "name",
    };

    /// <summary>What an address cannot do without.</summary>
    private static readonly Dictionary<string, string> Queries = new(StringComparer.Ordinal) { ["/timeline/{type}/{id:guid}"] = "?before=999999" };

    /// <summary>Kinds of records that routes speak of.</summary>
    public static IReadOnlyCollection<string> Subjects => [.. ByPlace.Values.Append("person").Distinct(StringComparer.Ordinal)];

    /// <summary>All endpoints, with the sample's records in their addresses.</summary>
    public static IReadOnlyList<SampleRoute> Of(TandemApp app, IReadOnlyDictionary<string, Guid> records) =>
    [
        .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(route => (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => (method, pattern: "/" + route.RoutePattern.RawText!.Trim('/'))))
            .Distinct().Select(one => new SampleRoute(one.method, one.pattern, Address(one.pattern, records) + Queries.GetValueOrDefault(one.pattern))).OrderBy(one => one.Pattern, StringComparer.Ordinal),
    ];

    private static string Address(string pattern, IReadOnlyDictionary<string, Guid> records)
    {
        var parts = pattern.Trim('/').Split('/');
        var at = parts is ["api", "v1", ..] ? 2 : 0;
        return "/" + string.Join('/', parts.Select((part, place) =>
        {
            if (!part.StartsWith('{')) return part;
            var name = part.Split('{', ':', '?', '}')[1];
            var ending = part[(part.IndexOf('}', StringComparison.Ordinal) + 1)..];
            if (Words.TryGetValue(name, out var word)) return word + ending;
            var subject = name is "person" or "personId" ? "person" : ByPlace.GetValueOrDefault(string.Join('/', parts[at..place]));
            return subject is not null && records.TryGetValue(subject, out var id) ? id.ToString()
                : throw new InvalidOperationException($"{pattern} is new: say in {nameof(SampleRoutes)} which sample record stands for its {part}, so that it is tried, too.");
        }));
    }
}
