using System.CommandLine;
using Tandem.Platform.Backups;

namespace Tandem.Host.Commands;

internal static class BackupCommands
{
    public static IEnumerable<Command> Make() => [Backup(), Restore()];

    private static Command Backup()
    {
        var file = new Argument<string>("file") { Description = "Where to write it, such as tandem.tar.gz; an older one is replaced when the new one is complete" };
        var backup = new Command("backup", "Write database, files and keys of a workspace into one file; a running server goes on") { file };
        backup.SetAction(async (command, stop) =>
        {
            await using var app = TandemApp.Build(CommandRun.Options(command));
            var report = await app.Services.GetRequiredService<MakeBackup>().Run(command.GetValue(CommandRun.Workspace)!, command.GetValue(file)!, stop);
            foreach (var hash in report.Missing) await Console.Error.WriteLineAsync($"tandem: the content {hash} of a file is not in the store and therefore not in the backup");
            Console.WriteLine($"{Path.GetFullPath(command.GetValue(file)!)}: {report.Bytes} bytes, {report.Files} files");
            return 0;
        });
        return backup;
    }

    private static Command Restore()
    {
        var file = new Argument<string>("file") { Description = "Made by backup" };
        var force = new Option<bool>("--force") { Description = "Replace what is there" };
        var restore = new Command("restore", "Put a backup back; the server must not be running") { file, force };
        restore.SetAction(async (command, stop) =>
        {
            await using var app = TandemApp.Build(CommandRun.Options(command));
            await app.Services.GetRequiredService<RestoreBackup>().Run(command.GetValue(CommandRun.Workspace)!, command.GetValue(file)!, command.GetValue(force), stop);
            Console.WriteLine("Restored");
            return 0;
        });
        return restore;
    }
}
