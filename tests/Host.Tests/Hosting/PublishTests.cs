using System.Diagnostics;

namespace Tandem.Host.Tests.Hosting;

/// <summary>The program as it is brought to a server.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task What_was_built_can_be_published_with_all_that_its_pages_need()
    {
        var folder = Scratch.Folder("published");
        using var publish = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["publish", Repository.PathOf("src/Host"), "-c", Built, "--no-build", "-nologo", "-nodeReuse:false", "-o", folder])
        {
            UseShellExecute = false, RedirectStandardOutput = true,
        })!;
        var said = await publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken);

        publish.ExitCode.ShouldBe(0, said);
        File.Exists(Path.Combine(folder, "Tandem.Host.dll")).ShouldBeTrue();
        Directory.EnumerateFiles(Path.Combine(folder, "wwwroot"), "tandem.css", SearchOption.AllDirectories).ShouldNotBeEmpty();
    }

    /// <summary>The configuration that this test was built in, and so the program beside it.</summary>
    private static string Built => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
