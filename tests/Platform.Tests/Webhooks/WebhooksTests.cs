using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Webhooks;

namespace Tandem.Platform.Tests.Webhooks;

public class WebhooksTests(WebhookApps apps) : IClassFixture<WebhookApps>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [OnBothDatabases]
    public async Task A_change_is_sent_within_a_second_and_signed_by_the_standard(DatabaseEngine engine)
    {
        var (app, receiver) = (await apps.On(engine), await apps.Receiver);
        using var api = await app.Api();
        var (path, url) = receiver.Address();
        var made = await Hook(api, new { name = "Shop", url, types = new[] { "product" }, role = "manager" });
        var secret = made["secret"]!;
        secret.ShouldStartWith("whsec_");
        var id = await api.Create("products", new { name = "Lathe", family = "Machines" });
        (await api.Patch($"products/{id}", new { family = "Metal" }, version: 1)).Expect(HttpStatusCode.OK);
        await api.Create("companies", new { name = "Halden Instruments" });
        await Eventually.Is("both changes of the product arrive", () => receiver.At(path).Count == 2);

        var (created, updated) = (receiver.At(path)[0], receiver.At(path)[1]);
        (created.Type, updated.Type).ShouldBe(("product.created", "product.updated"));
        created.Data.GetProperty("recordId").GetGuid().ShouldBe(id);
        created.Data.GetProperty("record").GetProperty("name").GetString().ShouldBe("Lathe");
        updated.Data.GetProperty("changes").GetProperty("family")[0].GetString().ShouldBe("Machines");
        updated.Data.GetProperty("changes").GetProperty("family")[1].GetString().ShouldBe("Metal");
        updated.Data.GetProperty("record").GetProperty("version").GetInt32().ShouldBe(2);
        created.Id.ShouldNotBe(updated.Id);
        created.Signature.ShouldBe("v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{created.Id}.{created.Timestamp}.{created.Body}"))));

        (await api.Get($"webhooks/{made.Id}"))["secret"].ShouldBeNull();
        await using var db = app.Open();
        (await db.Set<Webhook>().Where(one => one.Id == made.Id).Select(one => one.SecretProtected).SingleAsync(Stop)).ShouldNotContain(secret);
        (await db.Changes.Where(one => one.RecordId == made.Id).Select(one => one.Data).ToListAsync(Stop)).ShouldAllBe(data => !data.Contains("ecret"));
    }

    [Fact]
    public void A_message_is_signed_as_the_specification_shows()
    {
        // The example that the libraries of the specification test themselves with.
        WebhookSecrets.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), "{\"test\": 2432232314}", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    [OnBothDatabases]
    public async Task One_dead_receiver_does_not_slow_the_others(DatabaseEngine engine)
    {
        var (app, receiver) = (await apps.On(engine), await apps.Receiver);
        using var api = await app.Api();
        var (hanging, hangingUrl) = receiver.Address();
        var (quick, quickUrl) = receiver.Address();
        var release = new TaskCompletionSource();
        receiver.Answers[hanging] = _ => release.Task;
        var dead = await Hook(api, new { name = "Hangs", url = hangingUrl, types = new[] { "product" } });
        await Hook(api, new { name = "Quick", url = quickUrl, types = new[] { "product" } });
        for (var at = 0; at < 40; at++) await api.Create("products", new { name = string.Create(CultureInfo.InvariantCulture, $"Drill {at}") });
        await Eventually.Is("the quick one has all", () => receiver.At(quick).Count == 40);
        receiver.At(hanging).Count.ShouldBeLessThanOrEqualTo(8, "no more at once than its lane has");
        receiver.At(quick).Select(one => one.Id).ShouldBeUnique();
        release.SetResult();
        await api.Delete($"webhooks/{dead.Id}");
    }

    [OnBothDatabases]
    public async Task What_is_not_taken_is_tried_again_for_three_days_becomes_a_dead_letter_and_can_be_sent_again(DatabaseEngine engine)
    {
        await using var app = await WebhookApps.Start(engine);
        var receiver = await apps.Receiver;
        using var api = await app.Api();
        var (path, url) = receiver.Address();
        receiver.Answers[path] = http => Answer(http, 500, "The database is down");
        var hook = await Hook(api, new { name = "Down", url, types = new[] { "product" } });
        await api.Create("products", new { name = "Saw" });
        var began = app.Clock.GetUtcNow();
        var tries = new List<DateTimeOffset>();
        await Eventually.Is("every try was made", () =>
        {
            while (tries.Count < receiver.At(path).Count) tries.Add(app.Clock.GetUtcNow());
            app.Clock.Advance(tries.Count < 3 ? TimeSpan.FromSeconds(20) : TimeSpan.FromMinutes(20));
            return tries.Count == 10;
        }, TimeSpan.FromSeconds(60));
        // The clock runs on while a try is under way, on a slow machine for hours.
        (tries[^1] - began).ShouldBeInRange(TimeSpan.FromHours(64), TimeSpan.FromHours(120));
        receiver.At(path).Select(one => one.Id).Distinct().Count().ShouldBe(1, "a repetition is known by its id");
        await Eventually.Is("it is a dead letter", async () => (await api.Get($"webhooks/{hook.Id}/deliveries?state=dead")).Data.Count == 1);
        var letter = (await api.Get($"webhooks/{hook.Id}/deliveries?state=dead")).Data[0];
        (letter.GetProperty("attempts").GetInt32(), letter.GetProperty("status").GetInt32(), letter.GetProperty("error").GetString()).ShouldBe((10, 500, "status"));

        using var page = await app.SignedIn();
        var shown = (await page.Open($"/settings/webhooks/deliveries/{letter.GetProperty("id").GetGuid()}")).Expect(HttpStatusCode.OK);
        shown.Html.ShouldContain("The database is down");
        shown.Html.ShouldContain("product.created");
        receiver.Answers.TryRemove(path, out _);
        if ((await api.Get($"webhooks/{hook.Id}"))["state"] == "stopped") (await api.Post($"webhooks/{hook.Id}/resume")).Expect(HttpStatusCode.OK);
        (await page.Submit($"/settings/webhooks/{hook.Id}/resend")).Expect(HttpStatusCode.SeeOther);
        await Eventually.Is("the dead letter arrived", async () =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(5));
            return receiver.At(path).Count == 11 && (await api.Get($"webhooks/{hook.Id}/deliveries?state=delivered")).Data.Count == 1;
        });
        receiver.At(path).Select(one => one.Id).Distinct().Count().ShouldBe(1);
        (await api.Get($"webhooks/{hook.Id}/deliveries?state=dead")).Data.ShouldBeEmpty();

        app.Clock.Advance(TimeSpan.FromDays(8));
        await using var db = app.Open();
        await Eventually.Is("it is forgotten after a week", async () => !await db.Set<WebhookDelivery>().AnyAsync(Stop));
    }

    [OnBothDatabases]
    public async Task Only_what_matches_is_told_and_leaving_the_filter_or_the_view_is_told_as_gone(DatabaseEngine engine)
    {
        var (app, receiver) = (await apps.On(engine), await apps.Receiver);
        using var api = await app.Api();
        var team = await app.AddTeam("Hooks " + engine);
        var (mine, other) = (await app.AddPerson(Role.Sales, team), await app.AddPerson(Role.Sales, await app.AddTeam("Others " + engine)));
        var (filtered, filteredUrl) = receiver.Address();
        var (limited, limitedUrl) = receiver.Address();
        await Hook(api, new { name = "Big", url = filteredUrl, types = new[] { "company" }, filter = "employees >= 100", role = "manager" });
        await Hook(api, new { name = "Team", url = limitedUrl, types = new[] { "company" }, role = "sales", teamId = team.Id });
        var small = await api.Create("companies", new { name = "Small", employees = 5, ownerId = other.User.Id });
        var big = await api.Create("companies", new { name = "Big", employees = 500, ownerId = mine.User.Id });
        await Eventually.Is("the big company is told to both", () => receiver.At(filtered).Count == 1 && receiver.At(limited).Count == 1);
        (await api.Patch($"companies/{big}", new { employees = 50, ownerId = other.User.Id }, version: 1)).Expect(HttpStatusCode.OK);
        (await api.Patch($"companies/{small}", new { city = "Bremen" }, version: 1)).Expect(HttpStatusCode.OK);
        var last = await api.Create("companies", new { name = "Last", employees = 900, ownerId = mine.User.Id });
        await Eventually.Is("the last one is told to both", () => receiver.At(filtered).Any(one => About(one) == last) && receiver.At(limited).Any(one => About(one) == last));
        string[] wanted = ["company.created", "company.gone", "company.created"];
        receiver.At(filtered).Select(one => one.Type).ShouldBe(wanted, ignoreOrder: true);
        receiver.At(limited).Select(one => one.Type).ShouldBe(wanted, ignoreOrder: true);
        var gone = receiver.At(limited).Single(one => one.Type == "company.gone");
        About(gone).ShouldBe(big);
        gone.Body.ShouldNotContain("employees");
    }

    [OnBothDatabases]
    public async Task Quiet_batches_send_nothing_and_personal_fields_stay_with_those_who_may_see_them(DatabaseEngine engine)
    {
        var (app, receiver) = (await apps.On(engine), await apps.Receiver);
        using var api = await app.Api();
        var (path, url) = receiver.Address();
        await Hook(api, new { name = "Reader", url, types = new[] { "person" }, events = new[] { "created" }, role = "readOnly" });
        (await api.Post("people/batch?quiet=true", new[] { new { name = "Quiet One", email = "quiet@arden.example" } })).Expect(HttpStatusCode.OK);
        await api.Create("people", new { name = "Loud One", email = "loud@arden.example" });
        await Eventually.Is("the loud one arrives", () => receiver.At(path).Count > 0);
        var told = receiver.At(path).ShouldHaveSingleItem();
        told.Data.GetProperty("record").TryGetProperty("email", out _).ShouldBeFalse();
        told.Body.ShouldNotContain("loud@arden.example");
    }

    [OnBothDatabases]
    public async Task A_changed_secret_signs_at_once_and_the_old_one_for_a_day_more(DatabaseEngine engine)
    {
        await using var app = await WebhookApps.Start(engine);
        var receiver = await apps.Receiver;
        using var api = await app.Api();
        using var page = await app.SignedIn();
        var (path, url) = receiver.Address();
        var hook = await Hook(api, new { name = "Turns", url });
        var shown = (await page.Submit($"/settings/webhooks/{hook.Id}/secret")).Expect(HttpStatusCode.OK);
        var secret = shown.Document.QuerySelector("#f-secret")!.GetAttribute("value")!;
        secret.ShouldNotBe(hook["secret"]);
        (await page.Submit($"/settings/webhooks/{hook.Id}/test")).Expect(HttpStatusCode.SeeOther);
        receiver.At(path)[0].Signature.Split(' ').ShouldBe([Signed(receiver.At(path)[0], secret), Signed(receiver.At(path)[0], hook["secret"]!)]);
        app.Clock.Advance(TimeSpan.FromHours(25));
        (await api.Post($"webhooks/{hook.Id}/test")).Expect(HttpStatusCode.OK)["state"].ShouldBe("delivered");
        receiver.At(path)[1].Signature.ShouldBe(Signed(receiver.At(path)[1], secret));
    }

    [OnBothDatabases]
    public async Task A_receiver_that_wants_no_more_is_not_called_until_somebody_says_so(DatabaseEngine engine)
    {
        var (app, receiver) = (await apps.On(engine), await apps.Receiver);
        using var api = await app.Api();
        var (path, url) = receiver.Address();
        receiver.Answers[path] = http => Answer(http, 410, "");
        var hook = await Hook(api, new { name = "Gone", url, types = new[] { "product" } });
        await api.Create("products", new { name = "Vice" });
        await Eventually.Is("it stopped", async () => (await api.Get($"webhooks/{hook.Id}"))["state"] == "stopped");
        await api.Create("products", new { name = "Clamp" });
        receiver.At(path).Count.ShouldBe(1);
        receiver.Answers.TryRemove(path, out _);
        (await api.Post($"webhooks/{hook.Id}/resume")).Expect(HttpStatusCode.OK)["state"].ShouldBe("on");
    }

    [OnBothDatabases]
    public async Task A_test_says_what_is_wrong(DatabaseEngine engine)
    {
        var (app, receiver) = (await apps.On(engine), await apps.Receiver);
        using var api = await app.Api();
        var (path, url) = receiver.Address();
        async Task<(string?, string?)> Try()
        {
            var hook = await Hook(api, new { name = "Tried", url });
            var answer = (await api.Post($"webhooks/{hook.Id}/test")).Expect(HttpStatusCode.OK);
            await api.Delete($"webhooks/{hook.Id}");
            return (answer["state"], answer["error"]);
        }

        (await Try()).ShouldBe(("delivered", null));
        receiver.Answers[path] = http => { http.Response.Redirect("http://169.254.169.254/"); return Task.CompletedTask; };
        (await Try()).ShouldBe(("dead", "redirected"));
        url = "http://localhost:1/";
        (await Try()).Item1.ShouldBe("dead");
        url = "http://no-such-host.invalid/";
        (await Try()).Item1.ShouldBe("dead");
    }

    private static string Signed(Received message, string secret) => WebhookSecrets.Sign(message.Id, DateTimeOffset.FromUnixTimeSeconds(long.Parse(message.Timestamp, CultureInfo.InvariantCulture)), message.Body, secret);

    private static Guid About(Received message) => message.Data.GetProperty("recordId").GetGuid();

    private static async Task Answer(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(text, Stop);
    }

    private static async Task<ApiAnswer> Hook(ApiClient api, object wish) => (await api.Post("webhooks", wish)).Expect(HttpStatusCode.Created);
}
