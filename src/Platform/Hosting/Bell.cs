using System.Threading.Channels;

namespace Tandem.Platform.Hosting;

/// <summary>Wakes one waiting loop. Rings while nobody waits are remembered as one.</summary>
internal sealed class Bell(TimeProvider clock)
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Ring() => rung.Writer.TryWrite(true);

    /// <summary>Until the bell rings, or the time is over; whether it rang.</summary>
    public async Task<bool> Wait(TimeSpan atMost, CancellationToken stop)
    {
        if (rung.Reader.TryRead(out _)) return true;
        using var over = new CancellationTokenSource(atMost, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stop);
        try
        {
            return await rung.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
