using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Jobs;

namespace Tandem.Testing.App;

/// <summary>What the tests of the import share: the steps of one, and what the tables hold.</summary>
public static class ImportBench
{
    // What is derived from the feed follows after a while, and is not the import's.
    private static readonly string[] Bookkeeping =
        ["match_keys", "duplicate_pairs", "changes", "api_keys", "jobs", "imports", "import_refusals", "import_mappings", "files", "feed_cursors", "data_protection_keys", "workspace", "idempotent_requests", "__EFMigrationsHistory", "sqlite_sequence"];

    /// <summary>The program at the present time: a clock ahead of the file system's would take fresh uploads for old ones.</summary>
    public static Task<TandemApp> Start(DatabaseEngine engine) => TandemApp.Start(engine, clock: new TestClock(TimeProvider.System.GetUtcNow(), ticking: true));

    public static Task<ImportRun> Make(this TandemApp app, params (string Name, string Text)[] files) => app.Run<Imports, ImportRun>(imports =>
        imports.Make(Actor.System, [.. files.Select(file => new IncomingFile(file.Name, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file.Text))))], null, CancellationToken.None));

    public static Task<ImportRun> Make(this TandemApp app, IEnumerable<string> paths, string? only = null) => app.Run<Imports, ImportRun>(async imports =>
    {
        var files = paths.Select(path => new IncomingFile(Path.GetFileName(path), File.OpenRead(path))).ToList();
        try
        {
            return await imports.Make(Actor.System, files, only, CancellationToken.None);
        }
        finally
        {
            foreach (var file in files) await file.Content.DisposeAsync();
        }
    });

    public static Task<ImportRun> MakeFrom(this TandemApp app, string folder) => app.Run<Imports, ImportRun>(imports =>
        imports.Make(Actor.System, [.. Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).Select(file => new IncomingFile(Path.GetFileName(file), File.OpenRead(file)))], null, CancellationToken.None));

    public static Task<ImportRun> Change(this TandemApp app, ImportRun run, Action<ImportPlan> change) => app.Run<Imports, ImportRun>(imports => imports.Change(Actor.System, run.Id, plan =>
    {
        change(plan);
        return Task.CompletedTask;
    }, CancellationToken.None));

    public static async Task<ImportTally> Preview(this TandemApp app, ImportRun run) =>
        (await app.Run<Imports, ImportRun>(imports => imports.Preview(Actor.System, run.Id, CancellationToken.None))).Preview!;

    /// <summary>Starts the import and waits until it is over.</summary>
    public static async Task<ImportTally> Carry(this TandemApp app, ImportRun run)
    {
        await app.Work(await app.Run<Imports, Guid>(imports => imports.Start(Actor.System, run.Id, CancellationToken.None)));
        return (await app.Run<Imports, ImportRun>(imports => imports.Get(Actor.System, run.Id, CancellationToken.None))).Report!;
    }

    public static async Task<RevertReport> Revert(this TandemApp app, ImportRun run)
    {
        await app.Work(await app.Run<Imports, Guid>(imports => imports.Revert(Actor.System, run.Id, CancellationToken.None)));
        return (await app.Run<Imports, ImportRun>(imports => imports.Get(Actor.System, run.Id, CancellationToken.None))).Reversion!;
    }

    /// <summary>The rows that were refused, of one file or all.</summary>
    public static Task<IReadOnlyList<ImportRefusal>> Refusals(this TandemApp app, ImportRun run, int? file = null) =>
        app.Run<Imports, IReadOnlyList<ImportRefusal>>(imports => imports.Refusals(Actor.System, run.Id, file, int.MaxValue, CancellationToken.None));

    /// <summary>The files that cannot be imported as they are mapped.</summary>
    public static IReadOnlyList<FilePlan> Objections(this TandemApp app, ImportPlan plan) => app.Run<Imports, IReadOnlyList<FilePlan>>(imports =>
        Task.FromResult<IReadOnlyList<FilePlan>>([.. imports.Objections(plan).Select(one => one.File)])).GetAwaiter().GetResult();

    /// <summary>Waits until a job is done.</summary>
    public static async Task Work(this TandemApp app, Guid job)
    {
        var over = await app.Run<WorkHere, Job>(here => here.Until(app.Workspace, job, CancellationToken.None));
        if (over.State != JobState.Done) throw new InvalidOperationException($"The job is {over.State}: {over.Error}\n{string.Join('\n', app.Log.Errors)}");
    }

    /// <summary>Every row of every table of the business, byte for byte; without the counters and times that any save moves on.</summary>
    public static async Task<SortedDictionary<string, string>> Content(this TandemApp app)
    {
        await using var db = app.Open();
        var content = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()).OfType<string>().Distinct().Except(Bookkeeping))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Where(i => reader.GetName(i) is not ("version" or "updated_at" or "number"))
                    .Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i) is Array list ? string.Join(',', list.Cast<object>()) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
            }

            // The files themselves stay with the import.
            rows.RemoveAll(row => row.Contains("|file|", StringComparison.Ordinal));
            rows.Sort(StringComparer.Ordinal);
            content[table] = string.Join('\n', rows);
        }

        return content;
    }
}
