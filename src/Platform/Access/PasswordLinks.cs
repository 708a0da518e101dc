using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Tandem.Platform.Access;

/// <summary>
/// Makes and reads the links by which people choose a password: after an invitation, or because they forgot theirs. A link is good for a
/// day and for one use: it names the account's security stamp, which changes with the password.
/// </summary>
public sealed class PasswordLinks(IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    private readonly IDataProtector protector = protection.CreateProtector("password-link");

    /// <summary>The path, from the root of the site.</summary>
    public string PathFor(User user) => $"/password/{user.Id:n}?token={Uri.EscapeDataString(protector.Protect(Content(user, clock.GetUtcNow() + Life)))}";

    public bool Opens(User user, string? token)
    {
        if (string.IsNullOrEmpty(token) || !user.Active || user.DeletedAt is not null) return false;
        try
        {
            var content = protector.Unprotect(token);
            var until = DateTimeOffset.FromUnixTimeSeconds(long.Parse(content.AsSpan(content.LastIndexOf('|') + 1), CultureInfo.InvariantCulture));
            return clock.GetUtcNow() < until && content == Content(user, until);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string Content(User user, DateTimeOffset until) =>
        string.Create(CultureInfo.InvariantCulture, $"{user.Id:n}|{user.SecurityStamp}|{until.ToUnixTimeSeconds()}");
}
