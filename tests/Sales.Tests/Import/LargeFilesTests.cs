using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Runs;
using Tandem.Platform.Jobs;
using Tandem.Testing;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Import;

/// <summary>Files that are too large to be read while one waits.</summary>
public sealed class LargeFilesTests
{
    /// <summary>Enough that reading takes a while, and few with much text each, where all of them are written.</summary>
    private const int Rows = 65_000, Long = 6_000;

    [OnBothDatabases]
    public async Task A_large_file_is_read_by_a_job_that_goes_on_after_the_program_is_killed(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        var file = Path.Combine(Scratch.Folder(), "people.csv");
        await File.WriteAllTextAsync(file, People(Rows));
        await KillWhileReading(app, file);
        await using (var db = app.Open()) (await db.RecordEntries.CountAsync(entry => entry.RecordType == "person")).ShouldBe(0, "reading writes nothing");

        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await Eventually.Is("the file is read", async () => (await Run(app)).State == ImportState.Draft, TimeSpan.FromMinutes(2));
        var run = await Run(app);
        (run.Plan.Files.Single().Target, run.Plan.Files.Single().Rows, run.Plan.Unread).ShouldBe(("person", Rows, false));
        (run.Preview!.Files.Single().Created, run.Preview.Files.Single().Refused).ShouldBe((Rows, 0));
    }

    [OnBothDatabases]
    public async Task Reading_is_paused_gone_on_with_and_done_again_after_a_change_of_the_plan(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        var run = await app.Run<Imports, ImportRun>(imports => imports.HandIn(Actor.System, [new IncomingFile("people.csv", new MemoryStream(Encoding.UTF8.GetBytes(People(Long, new string('x', 700)))))], null, CancellationToken.None));
        (run.State, run.Plan.Unread).ShouldBe((ImportState.Reading, true));
        await app.Run<Imports, bool>(async imports => { await imports.Pause(Actor.System, run.Id, CancellationToken.None); return true; });
        await Eventually.Is("reading stops", async () => (await Run(app)).State == ImportState.Paused);

        await app.Work(await app.Run<Imports, Guid>(imports => imports.Start(Actor.System, run.Id, CancellationToken.None)));
        (await Run(app)).State.ShouldBe(ImportState.Draft);
        await app.Change(run, plan => plan.Files.Single().Columns.Single(column => column.Column == "City").Field = null);
        var again = await app.Run<Imports, ImportRun>(imports => imports.ReadLater(Actor.System, run.Id, begin: true, CancellationToken.None));
        await app.Work(again.JobId!.Value);
        await Eventually.Is("it is imported, as nothing speaks against it", async () => (await Run(app)).State == ImportState.Done, TimeSpan.FromMinutes(2));
        (await Run(app)).Report!.Files.Single().Created.ShouldBe(Long);
    }

    private static async Task KillWhileReading(TandemApp app, string file)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tandem.Host.dll"), "import", file, "--dry-run", "--data", app.DataFolder, "--db", app.Database.Given])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        await Eventually.Is("the file is being read", async () =>
        {
            if (process.HasExited) throw new InvalidOperationException(await process.StandardError.ReadToEndAsync() + await process.StandardOutput.ReadToEndAsync());
            await using var db = app.Open();
            return await db.Set<Job>().AnyAsync(job => job.Kind == "import-read" && job.State == JobState.Running);
        }, TimeSpan.FromMinutes(2));
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static string People(int rows, string more = "")
    {
        var text = new StringBuilder("First name,Last name,Email,Phone,City,Country,Remark\n");
        for (var i = 0; i < rows; i++) text.Append($"Given{i},Family{i},person{i}@large.example,+4930{i:0000000},Berlin,Germany,{more}\n");
        return text.ToString();
    }

    private static async Task<ImportRun> Run(TandemApp app)
    {
        await using var db = app.Open();
        return await db.Set<ImportRun>().AsNoTracking().SingleAsync();
    }
}
