using System.Net;
using System.Text.Json;
using Tandem.Testing.App;

namespace Tandem.Sales.Tests;

/// <summary>A pipeline and deals made through the front door.</summary>
internal sealed class SampleSale(ApiClient api, Guid pipeline, IReadOnlyDictionary<string, Guid> stages)
{
    public ApiClient Api => api;

    public Guid Pipeline => pipeline;

    public Guid Stage(string name) => stages[name];

    public static async Task<SampleSale> Start(TandemApp app)
    {
        var api = await app.Api();
        var pipeline = await api.Create("pipelines", new { name = "Sale " + Guid.CreateVersion7().ToString("n") });
        var stages = (await api.Get($"stages?filter={Uri.EscapeDataString($"pipeline = \"{pipeline}\"")}")).Expect(HttpStatusCode.OK).Data;
        return new SampleSale(api, pipeline, stages.ToDictionary(stage => stage.GetProperty("name").GetString()!, stage => stage.GetProperty("id").GetGuid()));
    }

    public async Task<Guid> Deal(string name = "Press line sensors", string? amount = null, string currency = "EUR", Guid? owner = null, Guid? company = null) => await api.Create("deals", new
    {
        name, pipelineId = pipeline, ownerId = owner, companyId = company, amount = amount is null ? null : new { amount, currency },
    });

    public async Task<ApiAnswer> Read(Guid deal) => (await api.Get($"deals/{deal}")).Expect(HttpStatusCode.OK);

    public async Task<ApiAnswer> Move(Guid deal, string stage) => await api.Put($"deals/{deal}/stage", new { stageId = Stage(stage) }, (await Read(deal)).Version);

    public async Task<ApiAnswer> Win(Guid deal, string? on = null) => await api.Post($"deals/{deal}/win", new { on }, (await Read(deal)).Version);

    public async Task<ApiAnswer> Lose(Guid deal, Guid? reason, string? on = null) => await api.Post($"deals/{deal}/lose", new { reasonId = reason, on }, (await Read(deal)).Version);

    public async Task<Guid> Reason(string name = "Too expensive") => await api.Create("lost-reasons", new { name });

    public async Task<IReadOnlyList<JsonElement>> History(Guid deal) => (await api.Get($"deals/{deal}/history")).Expect(HttpStatusCode.OK).Data;
}
