using Microsoft.AspNetCore.Http;

namespace Tandem.Activities;

/// <summary>Forms of this module stand on pages of others and return there.</summary>
internal static class Returning
{
    /// <summary>The address of this server that the form names, else <paramref name="otherwise"/>.</summary>
    public static string Back(this IFormCollection form, string otherwise) => Safe(form["back"]) ?? otherwise;

    public static string? Safe(string? back) => back is { Length: > 1 } && back[0] == '/' && back[1] is not ('/' or '\\') ? back : back == "/" ? back : null;
}
