namespace Tandem.Platform.Pages;

/// <summary>Addresses that come from outside and are followed: only paths of this site are.</summary>
public static class LocalPath
{
    /// <summary>The path when it stays on this site, else the other one. Browsers read a backslash as a slash, and drop tabs and line breaks.</summary>
    public static string Or(string? path, string otherwise) => IsLocal(path) ? path! : otherwise;

    public static bool IsLocal(string? path) =>
        path is { Length: > 0 } && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl);

    /// <summary>The page that a form was sent from, when the browser says it and it is ours.</summary>
    public static string? Referrer(Microsoft.AspNetCore.Http.HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == request.Host.Value && IsLocal(from.PathAndQuery) ? from.PathAndQuery : null;
}
