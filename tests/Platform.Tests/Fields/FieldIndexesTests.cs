using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Fields;
using Tandem.Platform.Jobs;

namespace Tandem.Platform.Tests.Fields;

public class FieldIndexesTests
{
    [OnBothDatabases]
    public async Task A_workspace_without_fields_of_its_own_asks_for_no_work(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        (await FieldIndexes.NeedWork(app.Workspace, default)).ShouldBeFalse();
        await using var db = app.Open();
        (await db.Set<Job>().AnyAsync(job => job.Kind == FieldIndexJob.Name)).ShouldBeFalse();
    }

    [OnBothDatabases]
    public async Task Work_builds_what_is_missing_drops_what_nobody_needs_and_leaves_every_other_index_alone(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var api = await app.Api();
        var before = await Indexes(app);
        var field = await api.Field("product", "depot", "text", new { indexed = true });
        await Eventually.Is("the index is built", async () => !await FieldIndexes.NeedWork(app.Workspace, default));
        var built = (await Indexes(app)).Except(before).ShouldHaveSingleItem();
        built.ShouldStartWith("ix_custom_f");
        before.Except(await Indexes(app)).ShouldBeEmpty();
        (await api.Delete($"fields/{field}")).Expect(HttpStatusCode.NoContent);
        await Eventually.Is("the index is dropped", async () => !(await Indexes(app)).Contains(built));
        (await Indexes(app)).ShouldBe(before, ignoreOrder: true);
    }

    private static async Task<List<string>> Indexes(TandemApp app)
    {
        await using var db = app.Open();
        return await db.Database.SqlQueryRaw<string>(db.Engine == DatabaseEngine.Postgres
            ? "SELECT indexname AS \"Value\" FROM pg_indexes WHERE schemaname = current_schema()" : "SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'index'").ToListAsync();
    }
}
