using Microsoft.AspNetCore.Http;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Hosting;

/// <summary>
/// A strict content security policy and its companions on every answer. Scripts come from this server's files only; style attributes are
/// allowed (they carry widths of meters), style elements only with the page's nonce.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task Invoke(HttpContext http, CurrentPage page)
    {
        // At the last moment: whoever answers an error clears the headers that were there before.
        http.Response.OnStarting(() =>
        {
            Set(http, page);
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static void Set(HttpContext http, CurrentPage page)
    {
        var headers = http.Response.Headers;
        // A file has a stricter one of its own.
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{page.Nonce}'; style-src-attr 'unsafe-inline'; " +
                "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
    }
}
