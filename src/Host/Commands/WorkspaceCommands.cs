using System.CommandLine;
using Tandem.Platform.Workspaces;

namespace Tandem.Host.Commands;

internal static class WorkspaceCommands
{
    public static IEnumerable<Command> Make() => [Migrate(), Workspaces()];

    private static Command Migrate()
    {
        var migrate = new Command("migrate", "Bring the databases of all workspaces to this version");
        migrate.SetAction(async (command, stop) =>
        {
            await using var app = TandemApp.Build(CommandRun.Options(command));
            var registry = app.Services.GetRequiredService<WorkspaceRegistry>();
            await registry.Default();
            foreach (var entry in await registry.List(stop)) await registry.Named(entry.Name);
            return 0;
        });
        return migrate;
    }

    private static Command Workspaces()
    {
        var name = new Argument<string>("name") { Description = "Small letters, digits and hyphens" };
        var hosts = new Option<string[]>("--host") { Description = "Host name that leads to it (repeat for several; default: the name)" };
        var add = new Command("add", "Add a workspace with a database of its own") { name, hosts };
        add.SetAction(async (command, stop) =>
        {
            await using var app = TandemApp.Build(CommandRun.Options(command));
            await app.Services.GetRequiredService<WorkspaceRegistry>().Add(command.GetValue(name)!, command.GetValue(hosts) ?? [], stop);
            return 0;
        });
        var list = new Command("list", "List the workspaces and their host names");
        list.SetAction(async (command, stop) =>
        {
            await using var app = TandemApp.Build(CommandRun.Options(command));
            Console.WriteLine(WorkspaceRegistry.DefaultName);
            foreach (var entry in await app.Services.GetRequiredService<WorkspaceRegistry>().List(stop))
                Console.WriteLine($"{entry.Name}\t{string.Join(' ', entry.Hosts)}");
            return 0;
        });
        return new Command("workspace", "Workspaces: one database each") { add, list };
    }
}
