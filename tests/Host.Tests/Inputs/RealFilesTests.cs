using Tandem.Testing.App;

namespace Tandem.Host.Tests.Inputs;

/// <summary>Every file that real programs wrote is read, or refused with its reason: never half, never with a fault of the server.</summary>
public sealed class RealFilesTests
{
    private static readonly string[] Kinds = [".csv", ".vcf", ".ics"];

    private static readonly string[] Sets = ["csv_spectrum", "crm_exports/hubspot", "crm_exports/salesforce", "crm_exports/zendesk", "crm_exports/thunderbird", "vcards", "ics"];

    [Fact]
    public async Task Every_file_of_a_set_is_imported_or_refused_by_row_and_reason()
    {
        await using var app = await ImportBench.Start(DatabaseEngine.Sqlite);
        // A clone of its own has some of them.
        foreach (var files in Sets.Select(TestData.Find).OfType<string>().SelectMany(set => Directory.EnumerateFiles(set, "*", SearchOption.AllDirectories)).Where(file => Kinds.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal).Chunk(25))
        {
            var run = await app.Make(files);
            foreach (var file in run.Plan.Files.Where(file => file.Target is null)) file.Why.ShouldNotBeNull(file.Name);
            if (run.Plan.Files.TrueForAll(file => file.Target is null)) continue;
            await app.Change(run, plan =>
            {
                // What lacks a column that its type needs would have to be mapped by hand.
                foreach (var file in app.Objections(plan)) file.Target = null;
            });
            if (run.Plan.Files.TrueForAll(file => file.Target is null)) continue;
            var report = await app.Carry(run);
            foreach (var (file, at) in report.Files.Select((file, at) => (file, at)).Where(pair => pair.file.Target is not null))
            {
                (file.Created + file.Updated + file.Unchanged + file.Skipped + file.Refused).ShouldBe(file.Rows, file.File);
                (await app.Refusals(run, at)).Count.ShouldBe((int)file.Refused, file.File);
            }
        }

        app.Log.Errors.ShouldBeEmpty();
    }
}
