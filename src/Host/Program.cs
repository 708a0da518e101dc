using System.CommandLine;
using System.CommandLine.Help;
using Tandem.Host.Commands;

// A RootCommand would be called after the file that runs, and that is Tandem.Host.
var root = new Command("tandem", "Tandem: one CRM for selling to companies and to people.") { new HelpOption(), new VersionOption() };
foreach (var command in (Command[])[ServeCommand.Make(), .. WorkspaceCommands.Make(), .. BackupCommands.Make(), ExportCommand.Make(), .. AccessCommands.Make(), ImportCommand.Make()]) root.Subcommands.Add(command);
return await CommandRun.Invoke(root, args);
