using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Tandem.Platform.Api;

/// <summary>
/// The version that the caller saw: the <c>If-Match</c> header over the API (428 without it), the hidden field <c>version</c> in a form.
/// </summary>
/// <param name="Value">The number.</param>
public readonly record struct SeenVersion(int Value)
{
    public static ValueTask<SeenVersion> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString().Trim('"', 'W', '/', ' ');
        if (header.Length == 0 && context.Request.HasFormContentType) header = context.Request.Form["version"].ToString();
        if (header.Length == 0) throw new VersionRequired();
        return int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? ValueTask.FromResult(new SeenVersion(version))
            : throw new BadHttpRequestException("If-Match is not a version.");
    }

    public static implicit operator int(SeenVersion seen) => seen.Value;
}

/// <summary>A change without the version it is based on: HTTP 428.</summary>
public sealed class VersionRequired() : Exception("If-Match is required.");
