using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Settings;

/// <summary>
/// The quick choices of theme and language. They are kept for the user, and in a cookie, so that the pages before sign-in follow them too.
/// </summary>
internal static class PreferencePages
{
    public static void Map(RouteGroupBuilder open)
    {
        open.MapPost("/me/theme", async (HttpContext http, Actor? actor, IFormCollection form, EditProfile edit, CancellationToken stop) =>
        {
            var theme = form["theme"].ToString();
            if (actor is not null) await edit.SetTheme(actor, theme, stop);
            if (theme is "light" or "dark" or "auto") Remember(http, "theme", theme);
            return Back(http, form);
        });
        open.MapPost("/me/language", async (HttpContext http, Actor? actor, IFormCollection form, EditProfile edit, CancellationToken stop) =>
        {
            var language = form["language"].ToString();
            if (actor is not null) await edit.SetLanguage(actor, language, stop);
            if (Languages.All.Any(known => known.Code == language)) Remember(http, "lang", language);
            return Back(http, form);
        });
    }

    private static IResult Back(HttpContext http, IFormCollection form) => Page.SeeOther(LocalPath.Or(form["return"], LocalPath.Referrer(http.Request) ?? "/"));

    private static void Remember(HttpContext http, string name, string value) => http.Response.Cookies.Append(
        name, value, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
}
