using Microsoft.EntityFrameworkCore;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Platform.Access;

/// <summary>
/// Failed sign-ins under one name. Names that belong to nobody are counted like the others, so that the answers do not tell which exist;
/// only their hash is kept.
/// </summary>
public sealed class SignInAttempt
{
    /// <summary>SHA-256 of the normalised e-mail address.</summary>
    public required byte[] Account { get; init; }

    public int Failures { get; init; }

    /// <summary>Unix milliseconds of the last failure that counted; the lock runs from there.</summary>
    public long LastAt { get; init; }
}

/// <summary>Locks an account after five failures in a row, for a quarter of an hour, on all nodes.</summary>
public sealed class SignInAttempts(Crm crm, TimeProvider clock)
{
    public const int Allowed = 5;

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <summary>
    /// Counts an attempt as a failure before the password is looked at, so that guesses sent at once do not slip by; success takes it back.
    /// Answers its number in the row: above <see cref="Allowed"/> the account is locked.
    /// </summary>
    public async Task<int> Count(string normalisedEmail, CancellationToken stop)
    {
        var account = HashOf(normalisedEmail);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var expired = now - (long)LockedFor.TotalMilliseconds;
        var old = now - (long)KeptFor.TotalMilliseconds;
        await using var db = crm.Open(Actor.System);
        await using var write = await db.BeginWrite(stop);
        await db.Database.ExecuteSqlAsync($"DELETE FROM sign_in_attempts WHERE last_at < {old}", stop);
        var counted = await db.Database.SqlQuery<int>($"""
            INSERT INTO sign_in_attempts (account, failures, last_at) VALUES ({account}, 1, {now})
            ON CONFLICT (account) DO UPDATE SET
                failures = CASE WHEN sign_in_attempts.last_at <= {expired} THEN 1 ELSE sign_in_attempts.failures + 1 END,
                last_at = CASE WHEN sign_in_attempts.last_at > {expired} AND sign_in_attempts.failures >= {Allowed} THEN sign_in_attempts.last_at ELSE {now} END
            RETURNING failures AS "Value"
            """).ToListAsync(stop);
        await write.Commit(stop);
        return counted[0];
    }

    /// <summary>The right password, or a new one, opens the account again.</summary>
    public async Task Forget(string normalisedEmail, CancellationToken stop)
    {
        var account = HashOf(normalisedEmail);
        await using var db = crm.Open(Actor.System);
        await using var write = await db.BeginWrite(stop);
        await db.Database.ExecuteSqlAsync($"DELETE FROM sign_in_attempts WHERE account = {account}", stop);
        await write.Commit(stop);
    }

    private static byte[] HashOf(string normalisedEmail) => SHA256.HashData(Encoding.UTF8.GetBytes(normalisedEmail));
}
