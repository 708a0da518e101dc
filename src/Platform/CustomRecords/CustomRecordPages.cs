using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.CustomRecords;

/// <summary>The screens of the records of the workspace's own types: <c>/records/{plural}</c>.</summary>
internal static class CustomRecordPages
{
    public static void Map(RouteGroupBuilder pages) =>
        pages.MapGroup("").WithMetadata(new CustomTypeRoute()).MapRecordPages<CustomRecord>(new RecordPageOptions($"/records/{{{CustomTypeRoute.Segment}}}", "custom-record.new"));
}
