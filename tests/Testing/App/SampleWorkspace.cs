using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Following;
using Tandem.Platform.Jobs;
using Tandem.Platform.Settings;
using Tandem.Platform.Webhooks;

namespace Tandem.Testing.App;

/// <summary>
/// One record of every kind in a workspace, made through the front door and owned by one person: a company with a subsidiary, people, a
/// pipeline with deals in its stages, tasks, notes, a file, a team, an exchange rate, an import, a field and a record type of the workspace's
/// own, a merge.
/// </summary>
public sealed class SampleWorkspace
{
    public const string Company = "Arden Mills";
    public const string Deal = "Press line sensors";
    public const string Person = "Nora Kessler";
    public const string Vehicle = "Forklift 7";

    private readonly Dictionary<string, Guid> ids = new(StringComparer.Ordinal);
    private Dictionary<string, Guid> stages = [];

    private SampleWorkspace(TandemApp app, ApiClient api, TestPerson owner)
    {
        App = app;
        Api = api;
        Owner = owner;
    }

    public TandemApp App { get; }

    /// <summary>An administrator's program.</summary>
    public ApiClient Api { get; }

    /// <summary>Whose records they are.</summary>
    public TestPerson Owner { get; }

    /// <summary>The id of the sample record of a type: <c>company</c>, <c>deal</c>, <c>stage</c> …; every record type has one.</summary>
    public Guid this[string type] => ids[type];

    /// <summary>The sample records by their types' keys.</summary>
    public IReadOnlyDictionary<string, Guid> Ids => ids;

    public Guid Stage(string name) => stages[name];

    /// <summary>Fills a workspace that is set up and empty.</summary>
    public static async Task<SampleWorkspace> Fill(TandemApp app, TestPerson? owner = null)
    {
        owner ??= await app.AddPerson(Role.Administrator, name: "Mira Holt");
        var sample = new SampleWorkspace(app, await app.Api(), owner);
        await sample.Sell();
        await sample.Deals();
        await sample.Work();
        await sample.Describe();
        await sample.Merge();
        await sample.View();
        await sample.Tell();
        return sample;
    }

    /// <summary>A further deal of the sample company.</summary>
    public Task<Guid> AddDeal(string name, string? amount = null, string stage = "Qualify", Guid? owner = null, string? expectedClose = null) => Api.Create("deals", new
    {
        name, pipelineId = this["pipeline"], stageId = Stage(stage), companyId = this["company"], ownerId = owner ?? Owner.User.Id, expectedClose, amount = amount is null ? null : new { amount, currency = "EUR" },
    });

    private async Task Sell()
    {
        var owner = Owner.User.Id;
        ids["user"] = owner;
        ids["team"] = (await App.AddTeam("North")).Id;
        ids["company"] = await Api.Create("companies", new { name = Company, domain = "arden.example", industry = "Textiles", employees = 420, country = "DE", city = "Bremen", ownerId = owner, tags = new[] { "Key account" } });
        ids["subsidiary"] = await Api.Create("companies", new { name = "Arden Dye Works", parentId = this["company"], ownerId = owner });
        ids["person"] = await Api.Create("people", new { name = Person, title = "Head of operations", email = "nora@arden.example", phone = "+4930123456", companyId = this["company"], ownerId = owner });
        ids["affiliation"] = (await Api.Get("affiliations")).Expect(HttpStatusCode.OK).Data[0].GetProperty("id").GetGuid();
        ids["product"] = await Api.Create("products", new { name = "Sensor", family = "Hardware", price = new { amount = "120.00", currency = "EUR" } });
        ids["lost-reason"] = await Api.Create("lost-reasons", new { name = "Too expensive" });
        ids["pipeline"] = await Api.Create("pipelines", new { name = "New business" });
        stages = (await Api.Get("stages?limit=100")).Expect(HttpStatusCode.OK).Data.ToDictionary(stage => stage.GetProperty("name").GetString()!, stage => stage.GetProperty("id").GetGuid());
        ids["stage"] = Stage("Qualify");
        await using var db = App.Open();
        var rate = db.Add(new ExchangeRate { Currency = "USD", To = "EUR", From = new DateOnly(2031, 1, 1), Rate = 0.92m }).Entity;
        await db.SaveChangesAsync();
        ids["rate"] = rate.Id;
    }

    private async Task Deals()
    {
        ids["deal"] = await AddDeal(Deal, "48000.00", expectedClose: "2031-02-20");
        var deal = (await Api.Get($"deals/{this["deal"]}")).Expect(HttpStatusCode.OK);
        (await Api.Put($"deals/{deal.Id}/lines", new { lines = new object[] { new { productId = this["product"], quantity = 400, unitPrice = 120 } }, amountFromLines = false }, deal.Version)).Expect(HttpStatusCode.NoContent);
        (await Api.Post($"deals/{deal.Id}/people", new { personId = this["person"], role = "Decides the budget" })).Expect(HttpStatusCode.NoContent);
        var won = await AddDeal("Loom controllers", "12500.50", "Propose");
        (await Api.Post($"deals/{won}/win", new { on = (string?)null }, 1)).Expect(HttpStatusCode.NoContent);
        var lost = await AddDeal("Spare parts", "900.00");
        (await Api.Post($"deals/{lost}/lose", new { reasonId = this["lost-reason"], note = "They wait a year." }, 1)).Expect(HttpStatusCode.NoContent);
    }

    private async Task Describe()
    {
        ids["field"] = (await Api.Post("fields", new { type = "company", name = "loadingDock", kind = "text", label = new { en = "Loading dock" } })).Expect(HttpStatusCode.Created).Id;
        ids["type"] = (await Api.Post("types", new { key = "vehicle", plural = "vehicles", one = new { en = "Vehicle" }, many = new { en = "Vehicles" }, icon = "truck" })).Expect(HttpStatusCode.Created).Id;
        (await Api.Post("fields", new { type = "vehicle", name = "keeper", kind = "reference", label = new { en = "Keeper" }, settings = new { referenceTo = "company" } })).Expect(HttpStatusCode.Created);
        ids["vehicle"] = await Api.Create("vehicles", new { name = Vehicle, ownerId = Owner.User.Id, custom = new { keeperId = this["company"] } });
    }

    private async Task View() => ids["view"] = (await Api.Post("views", new { type = "company", name = "Key accounts", look = new { filter = "tags has \"Key account\"" } })).Expect(HttpStatusCode.Created).Id;

    /// <summary>One that never calls: nothing is removed for good here.</summary>
    private async Task Tell()
    {
        ids["webhook"] = await Api.Create("webhooks", new { name = "Warehouse", url = "https://hooks.arden.example/tandem", events = new[] { "removed" } });
        await using var db = App.Open();
        var test = WebhookDelivery.Queue(this["webhook"], null, "webhook.test", null, null, "{}", App.Clock.GetUtcNow().AddYears(1));
        var notice = new UserNotice { Id = Core.Ids.New(), UserId = Owner.User.Id, Kind = NoticeKind.Mentioned, RecordId = this["company"], At = App.Clock.GetUtcNow() };
        db.AddRange(test, notice);
        await db.SaveChangesAsync();
        ids["notice"] = notice.Id;
        ids["delivery"] = test.Id;
    }

    private async Task Merge()
    {
        var again = await Api.Create("companies", new { name = "Arden Dyeworks", city = "Bremen", ownerId = Owner.User.Id });
        var merged = (await Api.Post($"companies/{this["subsidiary"]}/merge", new { records = new[] { again } })).Expect(HttpStatusCode.OK);
        ids["merge"] = merged.Json.GetProperty("merges")[0].GetGuid();
        ids["merged-together"] = merged.Json.GetProperty("togetherId").GetGuid();
    }

    private async Task Work()
    {
        ids["task"] = await Api.Create("tasks", new { subject = "Call about the pilot", kind = "call", aboutId = this["deal"], dueAt = "2031-01-14T09:00:00Z", assigneeId = Owner.User.Id });
        ids["note"] = await Api.Create("notes", new { text = "Prefers calls before noon.", aboutId = this["deal"] });
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("The offer")) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } };
        using var form = new MultipartFormDataContent { { new StringContent(this["company"].ToString()), "about" }, { content, "file", "offer.txt" } };
        using var answer = await Api.Http.PostAsync(new Uri("files", UriKind.Relative), form);
        ids["file"] = new ApiAnswer(answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers, "POST files").Expect(HttpStatusCode.Created).Data[0].GetProperty("id").GetGuid();
        using var table = new ByteArrayContent("name,city\nArden Mills,Bremen\nHalden Instruments,Kiel\n"u8.ToArray());
        using var files = new MultipartFormDataContent { { table, "files", "companies.csv" } };
        using var pages = await App.SignedIn(Owner);
        ids["import"] = Guid.Parse((await pages.Submit("/import", files)).Expect(HttpStatusCode.SeeOther).Location!.Split('/')[^1]);
        await using var db = App.Open();
        ids["key"] = await db.Set<ApiKey>().Select(key => key.Id).FirstAsync();
        // It waits for next year.
        ids["job"] = await App.Run<JobQueue, Guid>(queue => Task.FromResult(queue.Add(db, Owner.Actor, "import", new { }, "import.job", "companies.csv", App.Clock.GetUtcNow().AddYears(1)).Id));
        await db.SaveChangesAsync();
    }
}
