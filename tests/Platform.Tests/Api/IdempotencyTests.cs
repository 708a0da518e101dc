using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Api;

namespace Tandem.Platform.Tests.Api;

public class IdempotencyTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task A_repeated_request_is_applied_once_and_answered_alike(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        var first = (await api.Post("products", new { name = "Lathe" }, key: "a")).Expect(HttpStatusCode.Created);
        var second = (await api.Post("products", new { name = "Lathe" }, key: "a")).Expect(HttpStatusCode.Created);
        second.Id.ShouldBe(first.Id);
        second.Body.ShouldBe(first.Body);
        second.Headers.Location.ShouldBe(first.Headers.Location);
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await api.Post("products", new { name = "Lathe" }, key: "b")).Expect(HttpStatusCode.Created).Id.ShouldNotBe(first.Id);
    }

    [OnBothDatabases]
    public async Task The_same_key_with_another_request_is_refused(DatabaseEngine engine)
    {
        using var api = await (await apps.On(engine)).Api();
        (await api.Post("products", new { name = "Lathe" }, key: "a")).Expect(HttpStatusCode.Created);
        var other = await api.Post("products", new { name = "Mill" }, key: "a");
        other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        other.Code.ShouldBe(ApiRefusals.IdempotencyKeyReused);
        (await api.Post("products", new { name = "Mill" }, key: new string('k', 201))).Code.ShouldBe(ApiRefusals.IdempotencyKeyTooLong);
    }

    [OnBothDatabases]
    public async Task What_was_refused_may_be_repeated_and_keys_of_others_do_not_meet(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        using var other = await app.Api();
        (await api.Post("products", new { name = "" }, key: "c")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await api.Post("products", new { name = "Lathe" }, key: "c")).Expect(HttpStatusCode.Created);
        (await other.Post("products", new { name = "Mill" }, key: "c")).Expect(HttpStatusCode.Created);
    }

    [OnBothDatabases]
    public async Task A_request_whose_answer_was_lost_in_a_crash_says_that_it_was_applied(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        (await api.Post("products", new { name = "Lathe" }, key: "crash")).Expect(HttpStatusCode.Created);
        // What the process leaves that dies after the commit and before it kept its answer.
        await using (var db = app.Open())
        {
            var row = await db.Set<IdempotentRequest>().FirstAsync(request => request.ActorId == api.Actor.Id && request.Key == "crash");
            (row.Status, row.Body) = (null, null);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var again = await api.Post("products", new { name = "Lathe" }, key: "crash");
        again.Status.ShouldBe(HttpStatusCode.Conflict);
        again.Code.ShouldBe(ApiRefusals.AlreadyApplied);
    }

    [OnBothDatabases]
    public async Task Of_many_at_the_same_time_one_is_applied(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var name = "Raced " + engine;
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => api.Post("products", new { name }, key: "race")));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Code == ApiRefusals.AlreadyApplied);
        answers.ShouldContain(answer => answer.Status == HttpStatusCode.Created);
        (await api.Get($"products?count=exact&filter=name = \"{name}\"")).Json.GetProperty("count").GetInt32().ShouldBe(1);
    }
}
