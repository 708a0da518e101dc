using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tandem.Platform.CustomRecords;

/// <summary>
/// The workspace's own record types stand in the API beside the product's: <c>/api/v1/vehicles</c> is read as <c>/api/v1/records/vehicles</c>. Done
/// before routing and only for names of types that exist, so that every other address is answered as if there were none: the product's own come
/// first, and what leads nowhere is not found whatever the method.
/// </summary>
internal sealed class ShortAddresses(RequestDelegate next, ProductPlaces places)
{
    private const string Long = ProductPlaces.Api + "records/";

    public Task Invoke(HttpContext http, CurrentWorkspace workspace)
    {
        if (http.Request.Path.Value is { } path && path.StartsWith(ProductPlaces.Api, StringComparison.Ordinal) && workspace.Known.Types.Count > 0)
        {
            var rest = path[ProductPlaces.Api.Length..];
            var name = rest.Split('/', 2)[0];
            if (CustomTypeRoute.Named(workspace.Known.All, name) is not null && !places.Has(name)) http.Request.Path = Long + rest;
        }

        return next(http);
    }
}

/// <summary>The names directly below <c>/api/v1</c> that belong to the product.</summary>
internal sealed class ProductPlaces(EndpointDataSource endpoints)
{
    public const string Api = "/api/v1/";

    private readonly Lazy<HashSet<string>> names = new(() => endpoints.Endpoints.OfType<RouteEndpoint>().Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'))
        .Where(pattern => pattern.StartsWith(Api, StringComparison.Ordinal)).Select(pattern => pattern[Api.Length..].Split('/')[0]).ToHashSet(StringComparer.Ordinal));

    public bool Has(string name) => names.Value.Contains(name);
}
