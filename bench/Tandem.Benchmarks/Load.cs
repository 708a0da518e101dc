using System.Diagnostics;

namespace Tandem.Benchmarks;

/// <param name="Median">Milliseconds, like <paramref name="P95"/> and <paramref name="Max"/>.</param>
internal sealed record Measured(int Clients, double PerSecond, double Median, double P95, double Max, int Errors);

/// <summary>Parallel clients, each beginning its next request when the last one is answered.</summary>
internal static class Load
{
    /// <param name="one">Does the request of this number; false when it failed.</param>
    /// <param name="warmUp">Requests that are made but not counted.</param>
    public static async Task<Measured> Drive(int clients, int requests, Func<int, Task<bool>> one, int warmUp = 50)
    {
        for (var i = 0; i < warmUp; i++) await one(-1 - i);
        var next = -1;
        var errors = 0;
        var times = new double[requests];
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) < requests;)
            {
                var begun = Stopwatch.GetTimestamp();
                if (!await one(number)) Interlocked.Increment(ref errors);
                times[number] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }
        }));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Array.Sort(times);
        return new Measured(clients, requests / seconds, At(times, 0.5), At(times, 0.95), times[^1], errors);
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
