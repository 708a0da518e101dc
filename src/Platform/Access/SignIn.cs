using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;

namespace Tandem.Platform.Access;

/// <summary>
/// Checks an e-mail address and a password. Answer and time are the same whether nobody has the address, the user is inactive or the
/// password is wrong; after five failures the account is locked for a quarter of an hour.
/// </summary>
public sealed class SignIn(Crm crm, UserManager<User> users, IPasswordHasher<User> hasher, SignInAttempts attempts, SignInLimits limits)
{
    private static readonly User Nobody = new("Nobody", null, Role.ReadOnly, null);

    private static readonly string NobodysHash = new PasswordHasher<User>().HashPassword(Nobody, Ids.New().ToString());

    public sealed record Request(string Email, string Password, IPAddress? From);

    /// <summary>The user, who may come in.</summary>
    public async Task<User> Run(Request request, CancellationToken stop)
    {
        var email = users.NormalizeEmail(request.Email.Trim()) ?? "";
        limits.Demand(request.From, email);
        var attempt = await attempts.Count(email, stop);
        if (attempt > SignInAttempts.Allowed) throw Locked();

        await using var db = crm.Open(Actor.System);
        var user = await db.Users.FirstOrDefaultAsync(one => one.NormalizedEmail == email && one.PasswordHash != null && one.Active && one.DeletedAt == null, stop);
        var verdict = hasher.VerifyHashedPassword(user ?? Nobody, user?.PasswordHash ?? NobodysHash, request.Password);
        if (user is null || verdict == PasswordVerificationResult.Failed)
            throw attempt == SignInAttempts.Allowed ? Locked() : new Refused(AccessRefusals.WrongLogin);

        await attempts.Forget(email, stop);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            user.PasswordHash = hasher.HashPassword(user, request.Password);
            await db.SaveChangesAsync(stop);
        }

        return user;
    }

    private static Refused Locked() => new(AccessRefusals.LockedOut, ("minutes", (int)SignInAttempts.LockedFor.TotalMinutes));
}
