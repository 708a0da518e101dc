using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace Tandem.Platform.Hosting;

/// <summary>
/// Style sheets and scripts are asked for under <c>/a/VERSION/</c>, so that browsers keep them for ever and still never show an old one.
/// Modules import each other by relative addresses and stay within the version.
/// </summary>
public sealed class VersionedAssets(RequestDelegate next, AssetVersion version)
{
    public Task Invoke(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments("/a", StringComparison.Ordinal, out var rest)) return next(http);
        var slash = rest.Value!.IndexOf('/', 1);
        if (slash < 0) return next(http);
        if (rest.Value.AsSpan(1, slash - 1).SequenceEqual(version.Value)) http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Request.Path = rest.Value[slash..];
        return next(http);
    }
}

/// <summary>The version of the static files: it changes when any of them does.</summary>
public sealed class AssetVersion
{
    public AssetVersion(IWebHostEnvironment environment)
    {
        var seen = new StringBuilder();
        Walk(environment.WebRootFileProvider, "_content", seen);
        Value = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seen.ToString())))[..12];
    }

    public string Value { get; }

    /// <summary>Prefix of a module's static files.</summary>
    public string PathOf(string assembly) => $"/a/{Value}/_content/{assembly}";

    private static void Walk(IFileProvider files, string folder, StringBuilder seen)
    {
        foreach (var file in files.GetDirectoryContents(folder).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (file.IsDirectory) Walk(files, $"{folder}/{file.Name}", seen);
            else seen.Append(folder).Append('/').Append(file.Name).Append(' ').Append(file.Length).Append(' ').Append(file.LastModified.UtcTicks).Append('\n');
        }
    }
}
