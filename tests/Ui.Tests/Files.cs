namespace Tandem.Ui.Tests;

/// <summary>Places in the repository.</summary>
internal static class Files
{
    public static string Root { get; } = Up(AppContext.BaseDirectory);

    public static string WebRoot { get; } = Path.Combine(Root, "src", "Ui", "wwwroot");

    private static string Up(string folder) => File.Exists(Path.Combine(folder, "Tandem.slnx")) ? folder : Up(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!);
}
