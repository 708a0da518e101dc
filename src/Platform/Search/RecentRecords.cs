using Microsoft.AspNetCore.Http;
using Tandem.Platform.Access;
using Tandem.Platform.CustomRecords;
using Tandem.Platform.Pages;
using Tandem.Ui;

namespace Tandem.Platform.Search;

/// <summary>
/// The records that someone looked at last on this device, for the command palette: ids in a cookie, with the user's own in front.
/// What they are called and whether they may still be seen is asked when they are shown.
/// </summary>
internal static class RecentRecords
{
    /// <summary>How many are remembered.</summary>
    public const int Most = 8;

    private const string Cookie = "recent";

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<Guid> Of(HttpRequest request, Actor actor)
    {
        var ids = (request.Cookies[Cookie] ?? "").Split('.').Select(text => Guid.TryParseExact(text, "n", out var id) ? id : Guid.Empty).ToList();
        return ids is [var user, .. var records] && user == actor.Id ? [.. records.Where(id => id != Guid.Empty).Take(Most)] : [];
    }

    /// <summary>Remembers the record whose page is asked for: <c>/companies/{id}</c>, <c>/records/vehicles/{id}</c>, once it was shown.</summary>
    public static void Note(HttpContext http, Actor actor)
    {
        var request = http.Request;
        if (!HttpMethods.IsGet(request.Method) || request.AskingFrame() is not null || Notices.IsUnseen(request)) return;
        var depth = http.GetEndpoint()?.Metadata.GetMetadata<CustomTypeRoute>() is null ? 2 : 3;
        if (!Guid.TryParse(request.RouteValues["id"] as string, out var id) || request.Path.Value!.Count(c => c == '/') != depth) return;
        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode == StatusCodes.Status200OK && http.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
                http.Response.Cookies.Append(Cookie, string.Join('.', Of(request, actor).Where(other => other != id).Prepend(id).Take(Most).Prepend(actor.Id!.Value).Select(one => one.ToString("n"))),
                    new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.IsHttps, MaxAge = TimeSpan.FromDays(30) });
            return Task.CompletedTask;
        });
    }
}
