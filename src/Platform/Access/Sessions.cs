using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Tandem.Platform.Access;

/// <summary>Begins and ends a browser's session: a protected cookie that names the user, the workspace and the security stamp.</summary>
public sealed class Sessions(IUserClaimsPrincipalFactory<User> principals, TimeProvider clock)
{
    /// <summary>How long a device stays signed in when its user asked for that; it begins anew with use.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    /// <summary>How long without use otherwise; the browser also forgets it when it closes.</summary>
    public static readonly TimeSpan Brief = TimeSpan.FromHours(12);

    public async Task Begin(HttpContext http, User user, bool keep)
    {
        var now = clock.GetUtcNow();
        var properties = new AuthenticationProperties { IsPersistent = keep, IssuedUtc = now, ExpiresUtc = now + (keep ? Kept : Brief), AllowRefresh = true };
        await http.SignInAsync(IdentityConstants.ApplicationScheme, await principals.CreateAsync(user), properties);
    }

    /// <summary>Goes on with the user's new security stamp, after they changed their password here.</summary>
    public async Task Renew(HttpContext http, User user)
    {
        var current = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        await Begin(http, user, current.Properties?.IsPersistent ?? false);
    }

    public static Task End(HttpContext http) => http.SignOutAsync(IdentityConstants.ApplicationScheme);
}

/// <summary>Who a session is of. All workspaces share the keys of the cookies, so that a session also says of which workspace it is.</summary>
internal sealed class SessionPrincipals(UserManager<User> users, IOptions<IdentityOptions> options, Crm crm) : UserClaimsPrincipalFactory<User>(users, options)
{
    public const string WorkspaceClaim = "workspace";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(WorkspaceClaim, crm.Database.Name));
        return identity;
    }
}
