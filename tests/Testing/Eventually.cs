using System.Diagnostics;

namespace Tandem.Testing;

/// <summary>Waits for what happens in the background, as long as it takes and no longer.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks again until the answer is yes.</summary>
    /// <exception cref="TimeoutException">It did not become true.</exception>
    public static Task Is(string what, Func<bool> condition, TimeSpan? patience = null) => Is(what, () => Task.FromResult(condition()), patience);

    /// <inheritdoc cref="Is(string, Func{bool}, TimeSpan?)"/>
    public static async Task Is(string what, Func<Task<bool>> condition, TimeSpan? patience = null) =>
        await Gives(what, async () => await condition() ? (bool?)true : null, patience);

    /// <summary>Asks again until there is an answer, and returns it.</summary>
    /// <exception cref="TimeoutException">There never was one.</exception>
    public static async Task<T> Gives<T>(string what, Func<Task<T?>> question, TimeSpan? patience = null) where T : struct
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            if (await question() is { } answer) return answer;
            if (waited.Elapsed > (patience ?? Patience)) throw new TimeoutException($"It did not happen within {(patience ?? Patience).TotalSeconds:0} s: {what}");
        }
    }

    /// <inheritdoc cref="Gives{T}(string, Func{Task{T?}}, TimeSpan?)"/>
    public static async Task<T> Gives<T>(string what, Func<Task<T?>> question, TimeSpan? patience = null) where T : class
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            if (await question() is { } answer) return answer;
            if (waited.Elapsed > (patience ?? Patience)) throw new TimeoutException($"It did not happen within {(patience ?? Patience).TotalSeconds:0} s: {what}");
        }
    }
}
