using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Platform.Records;

namespace Tandem.Platform.Access;

/// <summary>Changes one's own password, knowing the current one. One's other sessions end.</summary>
public sealed class ChangeOwnPassword(Crm crm, IPasswordHasher<User> hasher, NewPasswords passwords, SignInAttempts attempts)
{
    public sealed record Request(string Current, string Password, string Repeated);

    public async Task<User> Run(Actor actor, Request request, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        var user = await db.Users.FirstOrDefaultAsync(one => one.Id == actor.UserId, stop) ?? throw new RecordNotFound();
        var account = user.NormalizedEmail ?? "";
        // Someone who found an open browser may not try passwords without end either.
        var attempt = await attempts.Count(account, stop);
        if (attempt > SignInAttempts.Allowed) throw new Refused(AccessRefusals.LockedOut, ("minutes", (int)SignInAttempts.LockedFor.TotalMinutes));
        if (user.PasswordHash is null || hasher.VerifyHashedPassword(user, user.PasswordHash, request.Current) == PasswordVerificationResult.Failed)
            throw Refused.On("current", AccessRefusals.WrongPassword);
        await attempts.Forget(account, stop);
        await passwords.Set(user, request.Password, request.Repeated);
        await db.SaveChangesAsync(stop);
        return user;
    }
}
