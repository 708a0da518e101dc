using System.Globalization;
using Tandem.Customers.Companies;
using Tandem.Platform.Search;

namespace Tandem.Customers.Tests;

public class SearchTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [OnBothDatabases]
    public async Task People_and_companies_are_found_as_someone_remembers_them(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var company = await api.Create("companies", new { name = "شرکت کیمیاگران", website = "https://www.kimia.example" });
        await api.Create("people", new { name = "علی رضایی", companyId = company, emails = new[] { new { value = "ali.rezaei@kimia.example" } }, phones = new[] { new { value = "+49 421 12345678" } } });
        await api.Create("products", new { name = "Bracket", sku = "100-2000" });
        using var page = await app.SignedIn();
        async Task<IReadOnlyList<string>> Find(string text) => (await page.Open("/search?q=" + Uri.EscapeDataString(text))).Expect(HttpStatusCode.OK).Texts(".search__group .menu__item > .ellipsis:not(.muted)");
        foreach (var text in new[] { "علي رضايي", "rezaei@kimia", "0421 12345678", "(0421) 123-456", "+49 (0)421 12345678", "۰۴۲۱ ۱۲۳۴۵۶۷۸", "421 123" }) (await Find(text)).ShouldContain("علی رضایی", text);
        foreach (var text in new[] { "كيمياگران", "kimia.example", "https://www.kimia.example/about?x=1" }) (await Find(text)).ShouldContain("شرکت کیمیاگران", text);
        (await Find("100-2000")).ShouldContain("Bracket");
        (await page.Open("/people?search=" + Uri.EscapeDataString("0421 12345678"))).Texts("tbody th .ellipsis").ShouldContain("علی رضایی");
        (await page.Open("/products?search=100-2000")).Texts("tbody th .ellipsis").ShouldContain("Bracket");
    }

    [OnBothDatabases]
    public async Task Results_stand_by_type_and_an_empty_palette_shows_what_was_opened_last(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var first = await api.Create("companies", new { name = "Grouped company" });
        var second = await api.Create("people", new { name = "Grouped person", companyId = first });
        using var page = await app.SignedIn();
        (await page.Open("/search?q=grouped")).Texts(".search__group h2").ShouldBe(["Companies", "People"], ignoreOrder: true);
        await page.Open($"/companies/{first}");
        await page.Open($"/people/{second}");
        await page.Open($"/companies/{first}/edit", frame: "drawer");
        var palette = await page.Open("/search?q=", frame: "palette");
        palette.Text(".menu__label").ShouldBe("Recently opened");
        palette.Texts("[role=group]:first-of-type [role=option] > span:nth-of-type(2)").Take(2).ShouldBe(["Grouped person", "Grouped company"]);
        await api.Delete($"people/{second}");
        (await page.Open("/search?q=", frame: "palette")).Html.ShouldNotContain("Grouped person");
    }

    [OnBothDatabases]
    public async Task Titles_come_before_words_words_before_addresses_and_those_before_notes(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var person = await api.Create("people", new { name = "Ann Bell", emails = new[] { new { value = "zephyr@mail.example" } } });
        await api.Create("companies", new { name = "North Zephyr" });
        await api.Create("notes", new { text = "Zephyr was named at the fair.", aboutId = person });
        await api.Create("companies", new { name = "Zephyr" });
        await api.Create("companies", new { name = "Zephyr Works" });
        (await Titles(app, api.Actor, "ZEPHYR")).ShouldBe(["Zephyr", "Zephyr Works", "North Zephyr", "Ann Bell", "Zephyr was named at the fair."]);
        (await Titles(app, api.Actor, "zephyr wor")).ShouldBe(["Zephyr Works"]);
    }

    [OnBothDatabases]
    public async Task Equal_matches_stand_by_when_they_changed_and_then_ones_own_first(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var seller = await app.AddPerson(Role.Sales);
        await api.Create("companies", new { name = "Quartz old", ownerId = seller.User.Id });
        app.Clock.Advance(TimeSpan.FromDays(40));
        await api.Create("companies", new { name = "Quartz own", ownerId = seller.User.Id });
        await api.Create("companies", new { name = "Quartz other" });
        (await Titles(app, seller.Actor, "quartz")).ShouldBe(["Quartz own", "Quartz other", "Quartz old"]);
        (await Titles(app, api.Actor, "quartz")).ShouldBe(["Quartz other", "Quartz own", "Quartz old"]);
    }

    [OnBothDatabases]
    public async Task The_one_that_is_called_just_that_is_found_among_many_that_begin_so(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        await using (var db = app.Open())
        {
            db.AddRange(Enumerable.Range(0, 250).Select(number => new Company($"Kappa {number}")));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            db.Add(new Company("Kappa"));
            db.Add(new Company("Ka"));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var api = await app.Api();
        (await Titles(app, api.Actor, "kappa"))[0].ShouldBe("Kappa");
        (await Titles(app, api.Actor, "ka"))[0].ShouldBe("Ka");
    }

    [OnBothDatabases]
    public async Task Notes_and_files_lead_to_the_record_they_are_on_for_those_who_see_it(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        var (north, south) = (await app.AddTeam("North of search"), await app.AddTeam("South of search"));
        var owner = await app.AddPerson(Role.Sales, north);
        var company = await api.Create("companies", new { name = "Kestrel Foods", ownerId = owner.User.Id });
        // Longer than an index takes, and nothing in it that packs well.
        var random = new Random(1);
        var before = string.Concat(Enumerable.Range(0, 800).Select(_ => random.Next().ToString("x", CultureInfo.InvariantCulture) + " "));
        var note = await api.Create("notes", new { text = before + "She asked about the ÓKAPI line and wants numbers.", aboutId = company });
        using var form = new MultipartFormDataContent { { new StringContent(company.ToString()), "about" }, { new ByteArrayContent("An offer"u8.ToArray()), "file", "okapi-offer.txt" } };
        (await api.Http.PostAsync(new Uri("files", UriKind.Relative), form, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Created);

        using var colleague = await app.SignedIn(Role.Sales, north);
        var found = (await colleague.Open("/search?q=okapi")).Expect(HttpStatusCode.OK);
        found.Document.QuerySelectorAll(".search__group .menu__item").Select(item => item.GetAttribute("href")).ShouldBe([$"/companies/{company}", $"/companies/{company}"]);
        found.Texts(".search__group .menu__item > .muted.ellipsis").ShouldBe(["Note · Kestrel Foods", "File · Kestrel Foods"], ignoreOrder: true);
        found.Texts(".search__group .menu__item > .ellipsis:not(.muted)").ShouldContain(text => text.StartsWith("… ", StringComparison.Ordinal) && text.EndsWith("the okapi line and wants numbers.", StringComparison.Ordinal));
        using var stranger = await app.SignedIn(Role.Sales, south);
        (await stranger.Open("/search?q=okapi")).Html.ShouldNotContain("Kestrel");
        (await stranger.Open("/search?q=okapi")).Texts(".search__group .menu__item").ShouldBeEmpty();

        (await api.Patch($"notes/{note}", new { text = "Nothing left of it." }, version: 1)).Expect(HttpStatusCode.OK);
        (await Titles(app, api.Actor, "okapi")).ShouldBe(["okapi-offer.txt"]);
        await api.Delete($"companies/{company}");
        (await Titles(app, api.Actor, "okapi")).ShouldBeEmpty();
    }

    [OnBothDatabases]
    public async Task A_misspelt_name_is_found_after_what_is_spelt_so(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        await api.Create("people", new { name = "Irmgard Wolkenstein" });
        await api.Create("people", new { name = "Тамара Воронцова" });
        await api.Create("companies", new { name = "Yaru" });
        await api.Create("companies", new { name = "Tarifa" });
        await api.Create("companies", new { name = "Tarofa Shipping" });
        foreach (var text in new[] { "Wolkenstien", "Wolkensteln", "Wlkenstejn", "olkenstain", "irmagrd wolkenstein", "irmgart wolknstein", "wolkenstein irmgrad" }) (await Titles(app, api.Actor, text)).ShouldContain("Irmgard Wolkenstein", text);
        foreach (var text in new[] { "Воронцава", "Тамара Варонцова", "Таммара" }) (await Titles(app, api.Actor, text)).ShouldContain("Тамара Воронцова", text);
        foreach (var text in new[] { "Yaro", "Jaru", "Yrau", "Yarru" }) (await Titles(app, api.Actor, text)).ShouldContain("Yaru", text);
        (await Titles(app, api.Actor, "tarifa")).ShouldBe(["Tarifa", "Tarofa Shipping"]);
        (await Titles(app, api.Actor, "Yexo")).ShouldNotContain("Yaru");
        (await Titles(app, api.Actor, "Wilkinstain")).ShouldNotContain("Irmgard Wolkenstein");
    }

    private static async Task<IReadOnlyList<string>> Titles(TandemApp app, Actor actor, string text) =>
        [.. (await app.Run<RecordSearch, IReadOnlyList<Found>>(search => search.Find(actor, text, null, 20, TestContext.Current.CancellationToken))).Select(found => found.Title)];
}
