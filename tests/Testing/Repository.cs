namespace Tandem.Testing;

/// <summary>Where the sources are, for tests that read them or start the scripts.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A path given from the root, with forward slashes.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Tandem.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException($"There is no Tandem.slnx above {AppContext.BaseDirectory}.");
    }
}
