using System.Text;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;

namespace Tandem.Platform.Tests.Access;

public class ApiKeysTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [OnBothDatabases]
    public async Task A_key_is_shown_once_stored_as_a_hash_and_refused_at_once_when_revoked(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var administrator = await app.SignedIn();
        var made = (await administrator.Submit("/settings/api-keys", [("name", "Shop " + engine), ("role", "Sales")])).Expect(HttpStatusCode.OK);
        var secret = made.Document.QuerySelector("#f-secret")!.GetAttribute("value")!;
        using var program = new HttpClient { BaseAddress = app.Address, DefaultRequestHeaders = { Authorization = new("Bearer", secret) } };
        (await program.GetAsync("/api/v1/products", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var listed = await administrator.Open("/settings/api-keys");
        listed.Html.ShouldNotContain(secret);
        listed.Html.ShouldContain(secret[..8]);
        await using (var db = app.Open())
        {
            var key = await db.Set<ApiKey>().SingleAsync(one => one.Name == "Shop " + engine, Stop);
            key.Hash.ShouldBe(ApiKey.HashOf(secret));
            key.Hash.ShouldNotBe(Encoding.UTF8.GetBytes(secret));
            key.LastUsedAt.ShouldNotBeNull();
            (await administrator.Submit($"/settings/api-keys/{key.Id}/revoke")).Expect(HttpStatusCode.SeeOther);
        }

        (await program.GetAsync("/api/v1/products", Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        app.Log.Lines.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Using_a_key_writes_nothing_into_the_change_feed()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var program = await app.Api();
        await program.Get("products");
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await program.Get("products");
        await using var db = app.Open();
        (await db.Changes.Where(change => change.RecordType == "api_key").Select(change => change.Kind).ToListAsync(Stop)).ShouldBe(["created"]);
    }
}
