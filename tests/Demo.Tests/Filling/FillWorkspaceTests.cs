using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Demo.Contracts;
using Tandem.Platform.Settings;

namespace Tandem.Demo.Tests.Filling;

public class FillWorkspaceTests
{
    [OnBothDatabases]
    public async Task An_empty_workspace_is_filled_with_a_company_at_work(DatabaseEngine engine)
    {
        var (app, start) = await DemoApp.Filled(engine);
        await using var _ = app;
        start.Outcome.ShouldBe(DemoOutcome.Filled);
        using var api = await app.Api();
        (await api.Count("companies")).ShouldBeInRange(200, 206);
        (await api.Count("companies", "parent is not empty")).ShouldBeGreaterThan(20);
        (await api.Count("people")).ShouldBe(1_500);
        (await api.Count("people", "company is empty and birthday is not empty")).ShouldBeGreaterThan(300);
        (await api.Count("deals")).ShouldBe(600);
        (await api.Count("deals", "status = \"open\"")).ShouldBeInRange(90, 240);
        (await api.Count("deals", "status = \"won\" and closedOn within 90 days")).ShouldBeGreaterThan(20);
        (await api.Count("deals", "status = \"lost\" and lostReason is empty")).ShouldBe(0);
        (await api.Count("deals", "status = \"open\" and expectedClose within next 14 days")).ShouldBeGreaterThan(3);
        (await api.Count("pipelines")).ShouldBe(3);
        (await api.Count("tasks", "doneAt is empty and dueAt before today")).ShouldBeGreaterThan(3);
        (await api.Count("notes")).ShouldBeGreaterThan(100);
        app.Log.Errors.ShouldBeEmpty();
    }

    [OnBothDatabases]
    public async Task All_of_it_is_one_quiet_batch_told_in_the_order_in_which_it_happened(DatabaseEngine engine)
    {
        var (app, _) = await DemoApp.Filled(engine);
        await using var __ = app;
        await using var db = app.Open();
        var batch = (await db.Set<Workspace>().SingleAsync(TestContext.Current.CancellationToken)).DemoBatchId.ShouldNotBeNull();
        var changes = await db.Changes.AsNoTracking().OrderBy(change => change.Sequence).ToListAsync(TestContext.Current.CancellationToken);
        changes.Where(change => change.BatchId is null && change.RecordType is not ("workspace" or "user" or "pipeline" or "stage" or "lost-reason")).ShouldBeEmpty();
        changes.Where(change => change.BatchId == batch && !change.Quiet).ShouldBeEmpty();
        changes.Where(change => change.BatchId is null && change.RecordType == "user").ShouldHaveSingleItem("the administrator is no demo data");
        var told = changes.Where(change => change.BatchId == batch && change.RecordType is "deal" or "task" or "note").Select(change => change.At).ToList();
        told.ShouldBe(told.Order());
        told[0].ShouldBeLessThan(app.Clock.GetUtcNow().AddDays(-400));
        changes.Count(change => change.Kind == "DealWon" && change.ActorId is not null).ShouldBeGreaterThan(100);
        changes.Where(change => change.At > app.Clock.GetUtcNow()).ShouldBeEmpty("nobody foresees");
    }

    [OnBothDatabases]
    public async Task The_printed_sign_in_opens_the_door_and_nobody_elses_does(DatabaseEngine engine)
    {
        var (app, start) = await DemoApp.Filled(engine);
        await using var _ = app;
        await using var db = app.Open();
        var users = await db.Users.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
        users.Where(user => user.PasswordHash is not null).ShouldHaveSingleItem().Email.ShouldBe(start.Email);
        users.Count.ShouldBeGreaterThan(12);
        using var visitor = app.Visitor();
        (await visitor.Submit("/sign-in", ("email", start.Email), ("password", start.Password))).Expect(HttpStatusCode.SeeOther).Location.ShouldBe("/");
        var home = (await visitor.Open("/")).Expect(HttpStatusCode.OK);
        home.Document.QuerySelector("form[action='/demo/remove']").ShouldNotBeNull();
    }

    [OnBothDatabases]
    public async Task A_workspace_in_use_is_left_alone(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var api = await app.Api();
        (await app.Fill()).ShouldBe(new DemoStart(DemoOutcome.LeftAlone, null, null));
        (await api.Count("companies")).ShouldBe(0);
        (await api.Count("users")).ShouldBe(0);
    }

    [OnBothDatabases]
    public async Task The_second_time_only_reminds_of_the_address(DatabaseEngine engine)
    {
        var (app, first) = await DemoApp.Filled(engine);
        await using var _ = app;
        using var api = await app.Api();
        var companies = await api.Count("companies");
        (await app.Fill("fa")).ShouldBe(new DemoStart(DemoOutcome.AlreadyThere, first.Email, null));
        (await api.Count("companies")).ShouldBe(companies);
    }

    [OnBothDatabases]
    public async Task What_breaks_off_leaves_nothing(DatabaseEngine engine)
    {
        var breaking = true;
        await using var app = await TandemApp.Start(engine, setUp: false, customise: builder => builder.Services.AddScoped<ISetUpStep>(_ => new Breaking(() => breaking)));
        await Should.ThrowAsync<IOException>(() => app.Fill());
        await using (var db = app.Open())
        {
            (await db.Set<Workspace>().AnyAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
            (await db.Users.AnyAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
        }

        breaking = false;
        (await app.Fill()).Outcome.ShouldBe(DemoOutcome.Filled);
    }

    [Theory]
    [InlineData("en", "EUR", "gregorian", "Bright")]
    [InlineData("fa", "IRR", "jalali", "هتل")]
    [InlineData("ru", "RUB", "gregorian", "Клиника")]
    [InlineData("vi", "VND", "gregorian", "Khách sạn")]
    public async Task It_speaks_the_language_of_the_workspace(string language, string currency, string fiscal, string word)
    {
        var (app, start) = await DemoApp.Filled(DatabaseEngine.Sqlite, language);
        await using var _ = app;
        start.Outcome.ShouldBe(DemoOutcome.Filled);
        await using var db = app.Open();
        var workspace = await db.Set<Workspace>().AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        (workspace.Language, workspace.Currency, workspace.FiscalCalendar).ShouldBe((language, currency, fiscal));
        using var api = await app.Api();
        (await api.Count("deals", "amount > 0")).ShouldBeGreaterThan(0);
        var names = (await api.Get("companies?limit=200")).Data.Select(company => company.GetProperty("name").GetString()!).ToList();
        names.ShouldContain(name => name.Contains(word, StringComparison.Ordinal));
        var people = (await api.Get("people?limit=500")).Data.Select(person => person.GetProperty("name").GetString()!).ToList();
        people.Distinct().Count().ShouldBe(people.Count);
        if (language is "fa" or "ru") people.ShouldAllBe(name => !name.Any(char.IsAsciiLetter));
    }

    private sealed class Breaking(Func<bool> breaks) : ISetUpStep
    {
        public Task Run(CrmDb db, Workspace workspace, CancellationToken stop) => breaks() ? throw new IOException("The disk is full.") : Task.CompletedTask;
    }
}
