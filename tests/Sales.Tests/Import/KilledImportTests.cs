using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Runs;
using Tandem.Sales.Deals;
using Tandem.Testing;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Import;

/// <summary>The real program is killed in the middle of an import, as a power cut would.</summary>
public sealed class KilledImportTests
{
    private const int Rows = 12_000;

    [OnBothDatabases]
    public async Task A_killed_import_goes_on_to_the_same_end_as_one_that_was_not(DatabaseEngine engine)
    {
        await using var killed = await ImportBench.Start(engine);
        await KillInTheMiddle(killed);

        // The lease runs out; a worker takes the job over and goes on from the last batch.
        killed.Clock.Advance(TimeSpan.FromMinutes(2));
        await Eventually.Is("the import is done", async () => (await State(killed)) == ImportState.Done, TimeSpan.FromMinutes(2));
        await using var db = killed.Open();
        (await db.Set<Deal>().CountAsync()).ShouldBe(Rows);
        (await db.Set<Deal>().Select(deal => deal.ExternalId).Distinct().CountAsync()).ShouldBe(Rows);
        (await db.Changes.CountAsync(change => change.RecordType == "deal" && change.Kind == "created")).ShouldBe(Rows);
        (await db.RecordEntries.CountAsync(entry => entry.RecordType == "deal")).ShouldBe(Rows);
        var report = (await db.Set<ImportRun>().SingleAsync()).Report!.Files.Single();
        (report.Created, report.Refused, report.Done).ShouldBe((Rows, 0, Rows));
    }

    private static async Task KillInTheMiddle(TandemApp app)
    {
        var before = Path.Combine(Scratch.Folder(), "deals.csv");
        var text = new StringBuilder("id,name,stage,amount,close date,account\n");
        for (var i = 0; i < Rows; i++) text.Append($"K{i:000000},Deal {i},{(i % 3 == 0 ? "Won" : i % 3 == 1 ? "Lost" : "Proposal")},{i % 3 * 10},{(i % 3 == 2 ? "" : "2024-05-05")},Company {i % 50}\n");
        await File.WriteAllTextAsync(before, text.ToString());
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Tandem.Host.dll"), "import", before, "--data", app.DataFolder, "--db", app.Database.Given])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        await Eventually.Is("some batches are written", async () =>
        {
            if (process.HasExited) throw new InvalidOperationException(await process.StandardError.ReadToEndAsync() + await process.StandardOutput.ReadToEndAsync());
            await using var db = app.Open();
            return await db.Set<Deal>().CountAsync() > Rows / 20;
        }, TimeSpan.FromMinutes(2));
        process.Kill();
        await process.WaitForExitAsync();
        await using var after = app.Open();
        var written = await after.Set<Deal>().CountAsync();
        written.ShouldBeInRange(1, Rows - 1, "it was killed in the middle");
        // Nothing is half: every deal has its row of the feed, of the directory and its stage.
        (await after.Changes.CountAsync(change => change.RecordType == "deal" && change.Kind == "created")).ShouldBe(written);
        (await after.RecordEntries.CountAsync(entry => entry.RecordType == "deal")).ShouldBe(written);
    }

    private static async Task<ImportState> State(TandemApp app)
    {
        await using var db = app.Open();
        return await db.Set<ImportRun>().Select(run => run.State).SingleAsync();
    }
}
