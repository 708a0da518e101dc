using System.CommandLine;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Platform.Data;
using Tandem.Platform.Hosting;
using Tandem.Platform.Workspaces;

namespace Tandem.Host.Commands;

/// <summary>What all commands share: where the data is, which workspace, and errors in one clear line.</summary>
internal static class CommandRun
{
    public static readonly Option<string?> Data = new("--data") { Description = "Folder of the database and files (TANDEM_DATA, default ./data)", Recursive = true };

    public static readonly Option<string?> Db = new("--db") { Description = "PostgreSQL connection string or SQLite path (TANDEM_DB)", Recursive = true };

    public static readonly Option<string> Workspace = new("--workspace")
    {
        Description = "Name of the workspace", Recursive = true, DefaultValueFactory = _ => WorkspaceRegistry.DefaultName,
    };

    public static async Task<int> Invoke(Command root, string[] args)
    {
        root.Options.Add(Data);
        root.Options.Add(Db);
        root.Options.Add(Workspace);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"tandem: {(parsed.UnmatchedTokens is [var unknown, ..] ? $"{unknown} is not known here." : OneLine(parsed.Errors[0].Message))} Try --help.");
            return 2;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync("tandem: " + Line(error));
            return 1;
        }
    }

    /// <summary>The options of the command line, else of the environment.</summary>
    public static TandemOptions Options(ParseResult command, string? urls = null) => new()
    {
        DataFolder = Path.GetFullPath(command.GetValue(Data) ?? Environment.GetEnvironmentVariable("TANDEM_DATA") ?? "data"),
        Database = command.GetValue(Db) ?? Environment.GetEnvironmentVariable("TANDEM_DB"),
        JsonLog = string.Equals(Environment.GetEnvironmentVariable("TANDEM_LOG"), "json", StringComparison.OrdinalIgnoreCase),
        FeedRetention = Environment.GetEnvironmentVariable("TANDEM_FEED_DAYS") is { Length: > 0 } days ? TimeSpan.FromDays(Days(days)) : null,
        WebhookNetworks = [.. (Environment.GetEnvironmentVariable("TANDEM_WEBHOOK_NETWORKS") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Network)],
        Urls = urls ?? Environment.GetEnvironmentVariable("TANDEM_URLS") ?? "http://127.0.0.1:5080",
    };

    /// <summary>Runs work on the chosen workspace with the product's services, without serving.</summary>
    public static async Task<int> InWorkspace(ParseResult command, Func<IServiceProvider, WorkspaceDatabase, Task<int>> work)
    {
        await using var app = TandemApp.Build(Options(command));
        var workspace = await app.Services.GetRequiredService<WorkspaceRegistry>().Named(command.GetValue(Workspace)!);
        await using var scope = app.Services.CreateAsyncScope();
        var current = scope.ServiceProvider.GetRequiredService<CurrentWorkspace>();
        current.Choose(workspace);
        current.CameBy(Platform.Changes.ChangeDoor.Command);
        return await work(scope.ServiceProvider, workspace);
    }

    private static System.Net.IPNetwork Network(string text) => System.Net.IPNetwork.TryParse(text, out var network)
        ? network : throw new CommandFailed($"TANDEM_WEBHOOK_NETWORKS has something that is not a network (10.0.0.0/8): {text}");

    private static int Days(string text) => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var days) && days > 0
        ? days : throw new CommandFailed($"TANDEM_FEED_DAYS is not a number of days: {text}");

    private static string Line(Exception error)
    {
        var text = error is Refused refused
            ? TextCatalog.Load([typeof(Refused).Assembly, typeof(CrmDb).Assembly]).For("en").Get("refused." + refused.Code, [.. refused.Args])
            : error.Message;
        return OneLine(text);
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A command cannot do what it was asked for; the message is the one line that is shown.</summary>
internal sealed class CommandFailed(string message, Exception? cause = null) : Exception(message, cause);
