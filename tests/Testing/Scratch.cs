namespace Tandem.Testing;

/// <summary>Folders that go away with the test process.</summary>
public static class Scratch
{
    private static readonly string Mine = Directory.CreateTempSubdirectory("tandem-tests-").FullName;
    private static int folders;

    static Scratch() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        try
        {
            Directory.Delete(Mine, recursive: true);
        }
        catch (IOException)
        {
            // A server that is still ending holds a file; the system clears its temporary folder.
        }
    };

    /// <summary>A new empty folder.</summary>
    public static string Folder(string name = "data") =>
        Directory.CreateDirectory(Path.Combine(Mine, $"{name}-{Interlocked.Increment(ref folders)}")).FullName;
}
