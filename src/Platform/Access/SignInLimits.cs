using System.Collections.Concurrent;
using System.Net;
using Tandem.Core;

namespace Tandem.Platform.Access;

/// <summary>
/// How often one network address, and one account, may try to sign in or ask for a new password within a minute. It is counted in memory,
/// per node: it keeps guessing and password hashing cheap for us, the lock of <see cref="SignInAttempts"/> keeps the accounts.
/// </summary>
public sealed class SignInLimits(TimeProvider clock)
{
    public const int PerAddress = 60;

    public const int PerAccount = 20;

    private const int Remembered = 20_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Since, int Count)> windows = new(StringComparer.Ordinal);

    /// <summary>Throws <see cref="AccessRefusals.TooManyAttempts"/> when either has tried too often.</summary>
    public void Demand(IPAddress? from, string account)
    {
        if (windows.Count > Remembered) ForgetOld();
        if (Next("address " + from) > PerAddress || Next("account " + account) > PerAccount) throw new Refused(AccessRefusals.TooManyAttempts);
    }

    private int Next(string key)
    {
        var now = clock.GetUtcNow();
        return windows.AddOrUpdate(key, _ => (now, 1), (_, seen) => now - seen.Since >= Window ? (now, 1) : (seen.Since, seen.Count + 1)).Count;
    }

    private void ForgetOld()
    {
        var now = clock.GetUtcNow();
        foreach (var (key, seen) in windows)
        {
            if (now - seen.Since >= Window) windows.TryRemove(key, out _);
        }
    }
}
