using System.CommandLine;
using System.Reflection;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Workspaces;
using Tandem.Platform.Access;
using Tandem.Platform.Records;
using Tandem.Platform.Records.Export;

namespace Tandem.Host.Commands;

internal static class ExportCommand
{
    private static readonly MethodInfo OfType = typeof(ExportCommand).GetMethod(nameof(Write), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static Command Make()
    {
        var type = new Argument<string>("type") { Description = "Such as people, companies, deals, products" };
        var filter = new Option<string?>("--filter") { Description = "In the filter language" };
        var sort = new Option<string?>("--sort") { Description = "Such as -amount,name" };
        var output = new Option<string>("--out") { Description = "File to write: CSV, an Excel workbook where it ends in .xlsx, or - for CSV on the standard output", Required = true };
        var export = new Command("export", "Write records as CSV or an Excel workbook") { type, filter, sort, output };
        export.SetAction((command, stop) => CommandRun.InWorkspace(command, async (services, workspace) =>
        {
            var name = command.GetValue(type)!;
            var types = services.GetRequiredService<RecordTypes>();
            var found = types.OfPlural(name) ?? types.Find(name) ?? throw new CommandFailed($"There are no {name}; known are {string.Join(", ", types.All.Select(one => one.Plural))}.");
            services.GetRequiredService<CurrentWorkspace>().BeAbout(found.Key);
            var request = new ListRequest(command.GetValue(filter), command.GetValue(sort));
            var written = await (Task<long>)OfType.MakeGenericMethod(found.EntityType).Invoke(null, [services, request, command.GetValue(output)!, stop])!;
            await Console.Error.WriteLineAsync($"{written} {(written == 1 ? found.Key : found.Plural)}");
            return 0;
        }));
        return export;
    }

    private static async Task<long> Write<T>(IServiceProvider services, ListRequest request, string target, CancellationToken stop) where T : class, IRecord
    {
        var export = services.GetRequiredService<RecordExport<T>>();
        if (target == "-")
        {
            await using var console = Console.OpenStandardOutput();
            return await export.Write(Actor.System, request, null, SheetFormat.Csv, console, stop);
        }

        // Complete or not there: a half file would pass for a whole one.
        var path = Path.GetFullPath(target);
        var partial = $"{path}.{Ids.New():n}";
        try
        {
            long written;
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write)) written = await export.Write(Actor.System, request, null, Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase) ? SheetFormat.Xlsx : SheetFormat.Csv, file, stop);
            File.Move(partial, path, overwrite: true);
            return written;
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
