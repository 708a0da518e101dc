namespace Tandem.Platform.Hosting;

/// <summary>Knows whether somebody waits for answers right now, so that work which nobody waits for can step back.</summary>
/// <remarks>Counts requests by whole seconds; exact counts under races are not needed.</remarks>
public sealed class Foreground(TimeProvider clock)
{
    /// <summary>So many requests a second, or more, are a busy server.</summary>
    private const int Busy = 20;

    /// <summary>How many times as long as its work a background task rests: on a quiet server, and on a busy one.</summary>
    private const int RestOfQuiet = 1, RestOfBusy = 8;

    private long second;
    private int counted, before;

    public bool IsBusy
    {
        get
        {
            Turn();
            return Math.Max(Volatile.Read(ref counted), Volatile.Read(ref before)) >= Busy;
        }
    }

    /// <summary>A request has come.</summary>
    public void Count()
    {
        Turn();
        Interlocked.Increment(ref counted);
    }

    /// <summary>How long background work that took so long rests before it goes on.</summary>
    public TimeSpan RestAfter(TimeSpan worked) => worked * (IsBusy ? RestOfBusy : RestOfQuiet);

    private void Turn()
    {
        var now = clock.GetUtcNow().Ticks / TimeSpan.TicksPerSecond;
        var last = Interlocked.Exchange(ref second, now);
        if (last != now) Volatile.Write(ref before, Interlocked.Exchange(ref counted, 0) * (last == now - 1 ? 1 : 0));
    }
}
