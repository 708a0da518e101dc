using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Platform.Data;
using Tandem.Ui;

namespace Tandem.Platform.Pages;

/// <summary>Carries a toast over the redirect in a protected cookie that the next page takes away.</summary>
internal static class Notices
{
    private const string Cookie = "toast";

    public static void Leave(HttpContext http, Notice toast) => http.Response.Cookies.Append(
        Cookie,
        Protector(http).Protect(JsonSerializer.Serialize(toast, JsonForms.Stored)),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromMinutes(1), Secure = http.Request.IsHttps });

    /// <summary>The toast, once; not for requests whose answer the reader does not look at next.</summary>
    public static Notice? Take(HttpContext http)
    {
        if (IsUnseen(http.Request) || http.Request.Cookies[Cookie] is not { Length: > 0 } text) return null;
        http.Response.Cookies.Delete(Cookie);
        try
        {
            return JsonSerializer.Deserialize<Notice>(Protector(http).Unprotect(text), JsonForms.Stored);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A page fetched ahead, a part of one, or a live refresh that runs beside the redirect of a form.</summary>
    public static bool IsUnseen(HttpRequest request) => request.AskingFrame() is not null || request.Headers["X-Refresh"] == "live"
        || request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.Ordinal) || request.Headers["X-Sec-Purpose"].ToString().Contains("prefetch", StringComparison.Ordinal);

    private static IDataProtector Protector(HttpContext http) => http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("toast");
}
