using System.Reflection;
using System.Xml.Linq;
using Tandem.Testing;

namespace Tandem.Architecture.Tests;

/// <summary>The projects and files of the product, found by looking: no test keeps a list of them.</summary>
internal static class House
{
    public static IReadOnlyList<SourceProject> Projects { get; } = [.. Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
        .Where(IsSource).Order(StringComparer.Ordinal).Select(file => new SourceProject(file))];

    /// <summary>Projects that bring a <see cref="Platform.Module"/>, the platform's own excepted.</summary>
    public static IReadOnlyList<SourceProject> Modules { get; } = [.. Projects.Where(project => project.Name != "Tandem.Platform" && ModuleClasses(project).Any())];

    public static IEnumerable<Type> ModuleClasses(SourceProject project) => project.Types.Where(type => type.IsSubclassOf(typeof(Platform.Module)) && !type.IsAbstract);

    /// <summary>Files below a folder of the repository, with one of the endings; built and vendored ones excepted.</summary>
    public static IEnumerable<SourceFile> Files(string folder, params string[] endings) => Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories)
        .Where(file => IsSource(file) && endings.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal).Select(file => new SourceFile(file));

    /// <summary>Fails with one line per finding, so that an editor can jump to each.</summary>
    public static void ShouldBeClean(this IEnumerable<string> findings, string rule)
    {
        var lines = findings.Distinct().Order(StringComparer.Ordinal).ToList();
        if (lines.Count > 0) Assert.Fail($"{rule}:\n{string.Join('\n', lines)}");
    }

    private static bool IsSource(string file)
    {
        var parts = Path.GetRelativePath(Repository.Root, file).Split('/');
        return !parts.Contains("bin") && !parts.Contains("obj") && !parts.Contains("lib");
    }
}

/// <summary>A project under src.</summary>
internal sealed class SourceProject(string file)
{
    private readonly Lazy<Assembly> assembly = new(() => Assembly.Load(Path.GetFileNameWithoutExtension(file)));

    /// <summary>For example <c>Tandem.Sales</c>.</summary>
    public string Name { get; } = Path.GetFileNameWithoutExtension(file);

    public string Folder { get; } = Path.GetDirectoryName(file)!;

    public Assembly Assembly => assembly.Value;

    public IEnumerable<Type> Types => Assembly.GetTypes().Where(type => !type.IsCompilerGenerated());

    public IReadOnlyList<string> References { get; } = [.. XDocument.Load(file).Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))];

    public override string ToString() => Name;
}

/// <summary>A file of the repository.</summary>
internal sealed class SourceFile(string path)
{
    private readonly Lazy<string> text = new(() => File.ReadAllText(path));

    /// <summary>From the root, with forward slashes.</summary>
    public string Name { get; } = Path.GetRelativePath(Repository.Root, path);

    public string Text => text.Value;

    public string[] Lines => Text.Split('\n');

    /// <summary><c>src/Sales/Deal.cs:12</c>.</summary>
    public string At(int offset) => $"{Name}:{Text.AsSpan(0, offset).Count('\n') + 1}";

    public override string ToString() => Name;
}

internal static class TypeNames
{
    public static bool IsCompilerGenerated(this Type type) =>
        type.FullName!.Contains('<') || type.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is not null
        || (type.DeclaringType is { } outer && IsCompilerGenerated(outer));
}
