using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;

namespace Tandem.Platform.Access;

/// <summary>Chooses a password by a link. Every session of the user ends, and the link with them.</summary>
public sealed class ChoosePassword(Crm crm, PasswordLinks links, NewPasswords passwords, SignInAttempts attempts)
{
    public sealed record Request(Guid UserId, string? Token, string Password, string Repeated);

    /// <summary>The user whom the link is for; null when it was used, has expired or never was one.</summary>
    public async Task<User?> UserOf(Guid id, string? token, CancellationToken stop)
    {
        await using var db = crm.Open(Actor.System);
        var user = await db.Users.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, stop);
        return user is not null && links.Opens(user, token) ? user : null;
    }

    public async Task<User> Run(Request request, CancellationToken stop)
    {
        await using var db = crm.Open(Actor.System);
        var user = await db.Users.FirstOrDefaultAsync(one => one.Id == request.UserId, stop);
        if (user is null || !links.Opens(user, request.Token)) throw new Refused(AccessRefusals.LinkExpired);
        await passwords.Set(user, request.Password, request.Repeated);
        await db.SaveChangesAsync(stop);
        await attempts.Forget(user.NormalizedEmail ?? "", stop);
        return user;
    }
}

/// <summary>The rules of a new password, the same wherever one is chosen.</summary>
public sealed class NewPasswords(UserManager<User> users, IPasswordHasher<User> hasher)
{
    /// <summary>Gives the user the password, and a new security stamp; the caller saves.</summary>
    public async Task Set(User user, string password, string repeated)
    {
        foreach (var validator in users.PasswordValidators)
        {
            if (!(await validator.ValidateAsync(users, user, password)).Succeeded) throw Refused.On("password", AccessRefusals.PasswordTooWeak);
        }

        if (password != repeated) throw Refused.On("repeated", AccessRefusals.PasswordsDiffer);
        user.ChoosePassword(hasher.HashPassword(user, password));
    }
}
