using Microsoft.AspNetCore.Http;
using Tandem.Core.Records;
using Tandem.Platform.Records;

namespace Tandem.Platform.CustomRecords;

/// <summary>
/// Marks endpoints that the workspace's own record types share: a segment of the address names the type. Which one, and whether there is one, is
/// known only when a request comes.
/// </summary>
internal sealed record CustomTypeRoute
{
    public const string Segment = "customType";

    /// <summary>Where their records are in the API; <see cref="ShortAddresses"/> leads here.</summary>
    public const string Api = $"records/{{{Segment}}}";

    /// <summary>Says which type a request to such an endpoint is about; of a type that is not there, that it is not.</summary>
    public static void Choose(HttpContext http, CurrentWorkspace workspace)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<CustomTypeRoute>() is null) return;
        workspace.BeAbout((Named(workspace.Known.All, http.Request.RouteValues[Segment] as string) ?? throw new RecordNotFound()).Key);
    }

    /// <summary>The workspace's own type that addresses call so.</summary>
    public static RecordType? Named(RecordTypes types, string? plural) => types.All.FirstOrDefault(type => type.SharesEntity && type.Plural == plural);
}
