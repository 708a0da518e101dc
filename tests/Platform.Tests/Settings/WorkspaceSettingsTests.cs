using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Settings;

namespace Tandem.Platform.Tests.Settings;

public class WorkspaceSettingsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [OnBothDatabases]
    public async Task The_profile_is_saved_and_shows_with_the_next_page(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var administrator = await app.SignedIn();
        (await administrator.Submit("/settings/workspace", [("name", "  Lattice & Sons "), ("sellsTo", "Companies"), ("country", "VN"), ("address", "https://crm.lattice.example/")])).Expect(HttpStatusCode.SeeOther);
        var page = await administrator.Open("/settings/workspace");
        page.Document.QuerySelector("#f-name")!.GetAttribute("value").ShouldBe("Lattice & Sons");
        page.Document.QuerySelector("input[name=sellsTo][checked]")!.GetAttribute("value").ShouldBe("Companies");
        page.Document.QuerySelector("#f-country option[selected]")!.GetAttribute("value").ShouldBe("VN");
        (await app.Workspace.Actors.Settings(Stop))!.Address.ShouldBe("https://crm.lattice.example");
        await using var db = app.Open();
        (await db.Changes.Where(change => change.RecordType == "workspace" && change.Kind == "updated").Select(change => change.Data).ToListAsync(Stop)).ShouldContain(data => data.Contains("Lattice & Sons", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://crm.example/path")]
    [InlineData("https://user:secret@crm.example")]
    [InlineData("crm.example")]
    public async Task An_address_that_links_cannot_lead_to_is_refused(string address)
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var administrator = await app.SignedIn();
        (await administrator.Submit("/settings/workspace", [("name", "Lattice"), ("sellsTo", "Both"), ("country", "DE"), ("address", address)])).Expect(HttpStatusCode.UnprocessableEntity)
            .Document.QuerySelector("#f-address-error").ShouldNotBeNull();
    }

    [Fact]
    public async Task Language_time_and_calendar_are_saved_and_the_own_language_is_always_offered()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var administrator = await app.SignedIn();
        (await administrator.Submit("/settings/region", [("timeZone", "Asia/Tehran"), ("language", "fa"), ("languages", "vi"), ("calendar", "jalali")])).Expect(HttpStatusCode.SeeOther);
        var workspace = (await app.Workspace.Actors.Settings(Stop))!;
        (workspace.TimeZone, workspace.Language, workspace.Calendar).ShouldBe(("Asia/Tehran", "fa", "jalali"));
        workspace.Languages.ShouldBe(["fa", "vi"]);
        (await administrator.Open("/settings/region")).Document.DocumentElement.GetAttribute("dir").ShouldBe("rtl");
        (await administrator.Submit("/settings/region", [("timeZone", "Mars/Olympus"), ("language", "fa"), ("calendar", "jalali")])).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_fiscal_year_is_previewed_and_saved_in_either_calendar()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite, clock: new Testing.TestClock()); // 15 January 2031
        using var administrator = await app.SignedIn();
        var preview = await administrator.Open("/settings/fiscal-year?start=gregorian:4");
        preview.Texts("#fiscal-preview tbody td").Take(2).ShouldBe(["1 Apr 2030", "30 Jun 2030"]);
        preview.Texts("#fiscal-preview tbody tr[aria-selected] td").ShouldBe(["1 Jan 2031", "31 Mar 2031"]);
        (await app.Workspace.Actors.Settings(Stop))!.FiscalStartMonth.ShouldBe(1);
        (await administrator.Submit("/settings/fiscal-year", [("start", "jalali:1")])).Expect(HttpStatusCode.SeeOther);
        var workspace = (await app.Workspace.Actors.Settings(Stop))!;
        (workspace.FiscalCalendar, workspace.FiscalStartMonth).ShouldBe(("jalali", 1));
        (await administrator.Open("/settings/fiscal-year")).Texts("#fiscal-preview tbody td")[0].ShouldBe("21 Mar 2030");
        (await administrator.Submit("/settings/fiscal-year", [("start", "jalali:13")])).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [OnBothDatabases]
    public async Task Rates_are_added_changed_deleted_and_put_back(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var administrator = await app.SignedIn();
        (await administrator.Submit("/settings/currency/rates", [("currency", "USD"), ("from", "2031-01-01"), ("rate", "0.92")])).Expect(HttpStatusCode.SeeOther);
        (await administrator.Submit("/settings/currency/rates", [("currency", "USD"), ("from", "2031-01-10"), ("rate", "0.9123456")])).Expect(HttpStatusCode.SeeOther);
        (await app.Workspace.Actors.Rates(Stop)).On("USD", new(2031, 1, 9)).ShouldBe(0.92m);
        (await app.Workspace.Actors.Rates(Stop)).On("USD", new(2031, 1, 11)).ShouldBe(0.9123456m);
        var rate = await RateOf(app, new(2031, 1, 10));
        (await administrator.Submit($"/settings/currency/rates/{rate.Id}", [("currency", "USD"), ("from", "2031-01-05"), ("rate", "0.9")])).Expect(HttpStatusCode.SeeOther);
        (await app.Workspace.Actors.Rates(Stop)).On("USD", new(2031, 1, 6)).ShouldBe(0.9m);
        (await administrator.Submit($"/settings/currency/rates/{(await RateOf(app, new(2031, 1, 5))).Id}", [("currency", "USD"), ("from", "2031-01-01"), ("rate", "0.9")])).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await administrator.Submit($"/settings/currency/rates/{(await RateOf(app, new(2031, 1, 5))).Id}/delete")).Expect(HttpStatusCode.SeeOther);
        var page = await administrator.Open("/settings/currency");
        page.Texts("tbody tr").Count.ShouldBe(1);
        var undo = page.Document.QuerySelector("#toasts form")!;
        (await administrator.Submit(undo.GetAttribute("action")!, undo.QuerySelectorAll("input[type=hidden]").Where(input => !input.GetAttribute("name")!.StartsWith("__", StringComparison.Ordinal)).Select(input => (input.GetAttribute("name")!, input.GetAttribute("value"))))).Expect(HttpStatusCode.SeeOther);
        (await app.Workspace.Actors.Rates(Stop)).On("USD", new(2031, 1, 6)).ShouldBe(0.9m);
        await using var db = app.Open();
        (await db.Changes.CountAsync(change => change.RecordType == "workspace" && change.Data.Contains("exchangeRate"), Stop)).ShouldBeGreaterThanOrEqualTo(5);
    }

    [Theory]
    [InlineData("EUR", "2031-01-01", "1", "currency")]
    [InlineData("XXX", "2031-01-01", "1", "currency")]
    [InlineData("USD", "nonsense", "1", "from")]
    [InlineData("USD", "2031-01-01", "0", "rate")]
    [InlineData("USD", "2031-01-01", "-3", "rate")]
    [InlineData("USD", "2031-01-01", "much", "rate")]
    [InlineData("USD", "2031-01-01", "99999999999", "rate")]
    public async Task A_rate_that_makes_no_sense_is_refused_beside_its_field(string currency, string from, string rate, string field)
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var administrator = await app.SignedIn();
        (await administrator.Submit("/settings/currency/rates", [("currency", currency), ("from", from), ("rate", rate)])).Expect(HttpStatusCode.UnprocessableEntity)
            .Document.QuerySelector($"#f-{field}-error").ShouldNotBeNull();
    }

    [Fact]
    public async Task After_a_change_of_currency_the_rates_to_the_earlier_one_wait()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var administrator = await app.SignedIn();
        await administrator.Submit("/settings/currency/rates", [("currency", "USD"), ("from", "2031-01-01"), ("rate", "0.92")]);
        (await administrator.Submit("/settings/currency", [("currency", "VND")])).Expect(HttpStatusCode.SeeOther);
        (await app.Workspace.Actors.Rates(Stop)).On("USD", new(2031, 1, 6)).ShouldBeNull();
        (await administrator.Open("/settings/currency")).Html.ShouldContain("1 rate leads to an earlier currency");
        await administrator.Submit("/settings/currency", [("currency", "EUR")]);
        (await app.Workspace.Actors.Rates(Stop)).On("USD", new(2031, 1, 6)).ShouldBe(0.92m);
    }

    [OnBothDatabases]
    public async Task Own_choices_of_language_theme_and_shortcuts_are_kept(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        using var someone = await app.SignedIn(Role.Sales);
        (await someone.Submit("/settings/profile", [("name", "New name"), ("language", "ru"), ("calendar", "jalali"), ("timeZone", "Asia/Tehran"), ("theme", "dark")])).Expect(HttpStatusCode.SeeOther);
        var page = await someone.Open("/settings/profile");
        page.Document.DocumentElement.GetAttribute("lang").ShouldBe("ru");
        page.Document.DocumentElement.GetAttribute("data-theme").ShouldBe("dark");
        page.Document.DocumentElement.GetAttribute("data-keys").ShouldBe("off");
        page.Document.QuerySelector("#f-name")!.GetAttribute("value").ShouldBe("New name");
        (await someone.Submit("/me/theme", [("theme", "light")])).Expect(HttpStatusCode.SeeOther);
        (await someone.Submit("/me/language", [("language", "vi")])).Expect(HttpStatusCode.SeeOther);
        page = await someone.Open("/settings/profile");
        page.Document.DocumentElement.GetAttribute("lang").ShouldBe("vi");
        page.Document.DocumentElement.GetAttribute("data-theme").ShouldBe("light");
        (await someone.Submit("/me/language", [("language", "tlh")])).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static async Task<ExchangeRate> RateOf(TandemApp app, DateOnly from)
    {
        await using var db = app.Open();
        return await db.Set<ExchangeRate>().SingleAsync(rate => rate.From == from, Stop);
    }
}
