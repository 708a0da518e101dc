using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Jobs;
using Tandem.Platform.Workspaces;

namespace Tandem.Host.Commands;

/// <summary>Imports a file, or the files of a folder, from the command line: recognises them, shows the plan, writes, shows the report.</summary>
internal static class ImportCommand
{
    private const int ShownRefusals = 20;

    public static Command Make()
    {
        var path = new Argument<string>("path") { Description = "A file, or a folder of files" };
        var type = new Option<string?>("--type") { Description = "What the files hold: people, companies, deals, products, tasks, users (default: recognised)" };
        var map = new Option<string?>("--map") { Description = "JSON file: { \"FILE\": { \"COLUMN\": \"FIELD\" or null } }" };
        var key = new Option<string?>("--key") { Description = "Field by which existing records are found" };
        var dry = new Option<bool>("--dry-run") { Description = "Show what would happen and write nothing" };
        var import = new Command("import", "Import CSV files, Excel workbooks, address cards and calendars") { path, type, map, key, dry };
        import.SetAction((command, stop) => CommandRun.InWorkspace(command, async (services, workspace) =>
        {
            var imports = services.GetRequiredService<Imports>();
            var texts = services.GetRequiredService<TextCatalog>().For("en");
            var files = Files(command.GetValue(path)!);
            ImportRun run;
            try
            {
                run = await Read(services, workspace, imports, await imports.HandIn(Actor.System, [.. files.Select(file => new IncomingFile(Path.GetFileName(file), File.OpenRead(file)))], TypeOf(services, command.GetValue(type)), stop), stop);
            }
            catch (Refused refused)
            {
                throw new CommandFailed(texts.Get("refused." + refused.Code, [.. refused.Args]), refused);
            }

            if (command.GetValue(map) is { } mapping || command.GetValue(key) is not null)
            {
                run = await Change(imports, run, command.GetValue(map), command.GetValue(key), stop);
                if (run is { Plan.Large: true, Preview: null }) run = await Read(services, workspace, imports, await imports.ReadLater(Actor.System, run.Id, begin: false, stop), stop);
            }

            Show(run.Plan, texts);
            var objections = imports.Objections(run.Plan).ToList();
            if (objections.Count > 0) throw new CommandFailed(string.Join("; ", objections.Select(one => $"{one.File.Name} {texts.Get("refused." + one.Why.Code, [.. one.Why.Args])}".Trim())));
            if (command.GetValue(dry))
            {
                Show((await imports.Preview(Actor.System, run.Id, stop)).Preview!, texts);
                return 0;
            }

            var job = await services.GetRequiredService<WorkHere>().Until(workspace, await imports.Start(Actor.System, run.Id, stop), stop);
            if (job.State != JobState.Done) throw new InvalidOperationException($"The import stopped: {texts["refused." + job.Error]}");
            var done = await imports.Get(Actor.System, run.Id, stop);
            Show(done.Report!, texts);
            await ShowRefusals(imports, done, texts, stop);
            return done.Report!.Files.Sum(file => file.Done) > 0 && done.Report.Files.Where(file => file.Target is not null).All(file => file.Refused == file.Rows) ? 1 : 0;
        }));
        return import;
    }

    /// <summary>Waits for the job that reads large files.</summary>
    private static async Task<ImportRun> Read(IServiceProvider services, WorkspaceDatabase workspace, Imports imports, ImportRun run, CancellationToken stop)
    {
        if (run is not { State: ImportState.Reading, JobId: { } reading }) return run;
        var job = await services.GetRequiredService<WorkHere>().Until(workspace, reading, stop);
        return job.State == JobState.Done ? await imports.Get(Actor.System, run.Id, stop) : throw new InvalidOperationException($"The files could not be read: {job.Error}");
    }

    private static string[] Files(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new FileNotFoundException($"There is no file or folder {path}.");
        var files = Directory.GetFiles(path).Where(file => Path.GetExtension(file).ToLowerInvariant() is ".csv" or ".tsv" or ".txt" or ".xlsx" or ".vcf" or ".ics").Order(StringComparer.Ordinal).ToArray();
        return files.Length > 0 ? files : throw new FileNotFoundException($"{path} has no file that can be imported (.csv, .tsv, .txt, .xlsx, .vcf, .ics).");
    }

    /// <summary>Types are named as in addresses, or by their key.</summary>
    private static string? TypeOf(IServiceProvider services, string? name) =>
        name is null ? null : services.GetRequiredService<Core.Records.RecordTypes>().OfPlural(name)?.Key ?? name;

    private static async Task<ImportRun> Change(Imports imports, ImportRun run, string? map, string? key, CancellationToken stop)
    {
        var mapping = map is null ? [] : await Mapping(map, stop);
        return await imports.Change(Actor.System, run.Id, async plan =>
        {
            foreach (var file in plan.Files.Where(file => file.Target is not null))
            {
                foreach (var (column, field) in mapping.GetValueOrDefault(file.Name) ?? mapping.GetValueOrDefault("*") ?? [])
                {
                    var one = file.Columns.Find(each => each.Column == column) ?? throw new InvalidOperationException($"{file.Name} has no column {column}.");
                    foreach (var other in file.Columns.Where(each => each.Field == field && each != one)) other.Field = null;
                    (one.Field, one.Certainty, one.Why) = (field, 1, null);
                }

                if (key is not null && file.ColumnOf(key) is not null) file.Key = key;
                if (mapping.Count > 0) await imports.Remap(Actor.System, plan, file, stop);
            }
        }, stop);
    }

    private static async Task<Dictionary<string, Dictionary<string, string?>>> Mapping(string file, CancellationToken stop)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string?>>>(await File.ReadAllTextAsync(file, stop)) ?? [];
        }
        catch (JsonException error)
        {
            throw new CommandFailed($"{file} does not say which column goes into which field: line {error.LineNumber + 1} is not as --help describes it.", error);
        }
    }

    private static void Show(ImportPlan plan, Texts texts)
    {
        foreach (var file in plan.Files)
        {
            Console.WriteLine(file.Target is null ? $"{file.Name}: left out. {Said(file.Why, texts)}" : $"{file.Name}: {texts["type." + file.Target + ".plural"]} ({file.Rows.ToString("N0", CultureInfo.InvariantCulture)} rows, {file.Certainty:0%} sure)");
            if (file.Target is null) continue;
            foreach (var column in file.Columns) Console.WriteLine($"  {column.Column,-24} {(column.Field is null ? "(not imported)" : "→ " + column.Field),-28} {Said(column.Why, texts)}");
            if (file.Ladder is { } ladder)
                Console.WriteLine($"  {texts[ladder.Label]} {ladder.Name}: {string.Join(" → ", ladder.Rungs.Select(rung => $"{rung.Name} ({rung.Meaning}, {rung.Share:0%})"))}");
            foreach (var column in file.Columns)
                foreach (var doubt in column.Doubts)
                    Console.WriteLine($"  ? {column.Column} \"{doubt.Value}\" ({doubt.Count.ToString("N0", CultureInfo.InvariantCulture)} rows): {(doubt.Take is null ? "kept as it is" + (doubt.Candidates.Count > 0 ? "; perhaps " + string.Join(" or ", doubt.Candidates) : "") : "taken for " + doubt.Take)}");
        }
    }

    private static void Show(ImportTally tally, Texts texts)
    {
        Console.WriteLine();
        Console.WriteLine($"{"File",-28}{"Rows",10}{"Created",10}{"Updated",10}{"Unchanged",11}{"Skipped",10}{"Refused",10}");
        foreach (var file in tally.Files.Where(file => file.Target is not null))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.File,-28}{file.Rows,10:N0}{file.Created,10:N0}{file.Updated,10:N0}{file.Unchanged,11:N0}{file.Skipped,10:N0}{file.Refused,10:N0}"));
            foreach (var (figure, count) in file.Figures) Console.WriteLine("  " + texts.Get(figure, ("count", count)));
        }

        foreach (var (type, count) in tally.Made) Console.WriteLine($"Also {texts["type." + type + ".plural"]}: {count} ({string.Join(", ", tally.MadeNames[type].Take(12))}{(count > 12 ? ", …" : "")})");
    }

    private static async Task ShowRefusals(Imports imports, ImportRun run, Texts texts, CancellationToken stop)
    {
        foreach (var refusal in await imports.Refusals(Actor.System, run.Id, file: null, ShownRefusals, stop))
            Console.WriteLine($"Refused: {run.Plan.Files[refusal.File].Name} row {refusal.Row}: {RefusedRows.Reason(refusal, texts)}");
    }

    private static string Said(Reason? why, Texts texts) => why is null ? "" : texts.Get(why.Key, [.. (why.Args ?? []).Select(arg => (arg.Key, (object?)arg.Value))]);
}
