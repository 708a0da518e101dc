namespace Tandem.Platform.Data;

/// <summary>A lock between processes on one machine. The operating system drops it when its holder dies, however it dies.</summary>
internal static class FileLock
{
    /// <summary>The lock, or null while another process holds it.</summary>
    public static IDisposable? Try(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Waits for the lock, looking again after each <paramref name="pause"/>.</summary>
    public static async Task<IDisposable> Take(string path, TimeSpan pause, TimeProvider clock, CancellationToken stop)
    {
        while (true)
        {
            if (Try(path) is { } held) return held;
            await Task.Delay(pause, clock, stop);
        }
    }
}
