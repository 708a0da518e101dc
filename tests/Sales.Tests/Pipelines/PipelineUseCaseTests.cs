using System.Net;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Sales.Pipelines;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Pipelines;

public sealed class PipelineUseCaseTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task A_stage_with_deals_goes_when_they_are_told_where_to_go(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        var deal = await sale.Deal();
        (await sale.Api.Delete($"stages/{sale.Stage("Qualify")}")).Expect(HttpStatusCode.UnprocessableEntity).Code.ShouldBe(PipelineRefusals.StageHasDeals);
        (await sale.Api.Post($"stages/{sale.Stage("Qualify")}/remove", new { })).Code.ShouldBe(PipelineRefusals.StageHasDeals);
        (await sale.Api.Post($"stages/{sale.Stage("Qualify")}/remove", new { dealsTo = sale.Stage("Discover") })).Expect(HttpStatusCode.NoContent);
        (await sale.Read(deal))["stageId"].ShouldBe(sale.Stage("Discover").ToString());
        (await sale.Api.Get($"stages/{sale.Stage("Qualify")}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [OnBothDatabases]
    public async Task A_stage_moves_to_another_place(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        (await sale.Api.Put($"stages/{sale.Stage("Negotiate")}/place", new { place = 0 })).Expect(HttpStatusCode.NoContent);
        var names = (await sale.Api.Get($"stages?sort=order&filter={Uri.EscapeDataString($"pipeline = \"{sale.Pipeline}\"")}")).Data.Select(stage => stage.GetProperty("name").GetString());
        names.ShouldBe(["Negotiate", "Qualify", "Discover", "Validate", "Propose", "Won", "Lost"]);
    }

    [OnBothDatabases]
    public async Task A_new_stage_stands_before_the_closing_ones(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        var stage = await sale.Api.Create("stages", new { name = "Contract", pipelineId = sale.Pipeline, probability = 0.9 });
        (await sale.Api.Get($"stages/{stage}"))["order"].ShouldBe("5");
        (await sale.Api.Get($"stages/{sale.Stage("Won")}"))["order"].ShouldBe("6");
    }

    [OnBothDatabases]
    public async Task A_pipeline_with_deals_is_archived_and_not_deleted(DatabaseEngine engine)
    {
        var sale = await SampleSale.Start(await apps.On(engine));
        await SampleSale.Start(await apps.On(engine));
        await sale.Deal();
        (await sale.Api.Delete($"pipelines/{sale.Pipeline}")).Code.ShouldBe(PipelineRefusals.HasDeals);
        var version = (await sale.Api.Get($"pipelines/{sale.Pipeline}")).Version;
        (await sale.Api.Patch($"pipelines/{sale.Pipeline}", new { archived = true }, version)).Expect(HttpStatusCode.OK);
        (await sale.Api.Post("deals", new { name = "Late", pipelineId = sale.Pipeline })).Code.ShouldBe("deal.pipeline-archived");
    }

    [OnBothDatabases]
    public async Task A_program_makes_orders_and_removes_pipelines(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var api = await app.Api();
        var made = new List<Guid>();
        foreach (var name in (string[])["Sale", "Service", "Leasing"]) made.Add(await api.Create("pipelines", new { name, currency = "GBP" }));
        var stages = (await api.Get($"stages?sort=order&filter={Uri.EscapeDataString($"pipeline = \"{made[2]}\"")}")).Data;
        stages.Select(stage => stage.GetProperty("meaning").GetString()).TakeLast(3).ShouldBe(["open", "won", "lost"], "it takes deals at once");

        (await api.Put($"pipelines/{made[2]}/place", new { place = 0 })).Expect(HttpStatusCode.NoContent);
        (await Names()).ShouldBe(["Leasing", "Sale", "Service"]);
        (await api.Get($"deals/{await api.Create("deals", new { name = "Lathe", amount = new { amount = "5", currency = "EUR" } })}"))["pipelineId"].ShouldBe(made[2].ToString(), "the first pipeline takes deals that name none");

        (await api.Delete($"pipelines/{made[1]}")).Expect(HttpStatusCode.NoContent);
        (await Names()).ShouldBe(["Leasing", "Sale"]);
        (await api.Post($"pipelines/{made[1]}/restore", new { })).Expect(HttpStatusCode.NoContent);
        (await Names()).ShouldBe(["Leasing", "Sale", "Service"]);

        var stage = stages[0].GetProperty("id").GetGuid();
        (await api.Patch($"stages/{stage}", new { name = "First talk", probability = 0.15, rottingDays = 3 }, 1)).Expect(HttpStatusCode.OK)["name"].ShouldBe("First talk");
        (await api.Patch($"stages/{stage}", new { probability = 1.5 }, 2)).Code.ShouldBe(PipelineRefusals.ProbabilityOutOfRange);
        (await api.Post("stages", new { name = "Nowhere", pipelineId = Guid.CreateVersion7() })).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        async Task<IEnumerable<string?>> Names() => (await api.Get("pipelines?sort=order")).Data.Select(pipeline => pipeline.GetProperty("name").GetString());
    }

    [OnBothDatabases]
    public async Task Sellers_read_pipelines_and_managers_change_them(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        var sale = await SampleSale.Start(app);
        using var seller = await app.Api(Role.Sales);
        (await seller.Get($"pipelines/{sale.Pipeline}")).Expect(HttpStatusCode.OK);
        (await seller.Patch($"pipelines/{sale.Pipeline}", new { name = "Mine" }, 1)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await seller.Put($"stages/{sale.Stage("Propose")}/place", new { place = 0 })).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var manager = await app.Api(Role.Manager);
        (await manager.Patch($"pipelines/{sale.Pipeline}", new { name = "Renamed " + sale.Pipeline }, 1)).Expect(HttpStatusCode.OK);
    }
}
