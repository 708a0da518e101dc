namespace Tandem.Testing;

/// <summary>Real files for imports and parsers: the folder that TANDEM_TEST_DATA names, one shared beside the repository, or the copies in tests/data.</summary>
public static class TestData
{
    private static readonly string Copies = Repository.PathOf("tests/data");

    public static string Folder { get; } = Candidates().First(Directory.Exists);

    /// <summary>A file or folder of a set, from <see cref="Folder"/> or, where that lacks it, from the copies.</summary>
    /// <exception cref="FileNotFoundException">Neither has it.</exception>
    public static string PathOf(string relative) =>
        Find(relative) ?? throw new FileNotFoundException($"{relative} is neither in {Folder} nor in {Copies}.");

    /// <summary>Like <see cref="PathOf"/>, but null for a set that a clone of its own does not have.</summary>
    public static string? Find(string relative) =>
        new[] { Folder, Copies }.Select(folder => Path.Combine(folder, relative)).FirstOrDefault(Path.Exists);

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("TANDEM_TEST_DATA") is { Length: > 0 } given) yield return given;
        yield return Path.GetFullPath(Path.Combine(Repository.Root, "../shared/data"));
        yield return Copies;
    }
}
