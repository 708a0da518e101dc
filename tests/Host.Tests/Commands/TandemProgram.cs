using System.Diagnostics;

namespace Tandem.Host.Tests.Commands;

/// <summary>The program as someone starts it at the command line, in a process of its own.</summary>
internal sealed class TandemProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;

    private TandemProgram(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    public static TandemProgram Start(params IEnumerable<string> arguments) => Start(null, arguments);

    public static TandemProgram Start(IReadOnlyDictionary<string, string>? environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tandem.Host.dll"), .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Scratch.Folder("cwd"),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new TandemProgram(Process.Start(start)!);
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Ended> Run(params IEnumerable<string> arguments)
    {
        await using var program = Start(arguments);
        return await program.End();
    }

    /// <summary>Reads the standard output up to a line that contains a text, and returns that line.</summary>
    public async Task<string> Says(string text)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains(text, StringComparison.Ordinal)) return line;
        await process.WaitForExitAsync();
        throw new InvalidOperationException($"It ended with code {process.ExitCode} without saying “{text}”: {await errors}");
    }

    public async Task<Ended> End()
    {
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, output, await errors);
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public async Task<Ended> Terminate()
    {
        using (Process.Start("kill", ["-TERM", process.Id.ToString()])!) return await End();
    }

    /// <summary>Ends it between any two instructions.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }

    public sealed record Ended(int Code, string Output, string Errors)
    {
        public string LastLine => Output.TrimEnd().Split('\n')[^1].Trim();
    }
}
