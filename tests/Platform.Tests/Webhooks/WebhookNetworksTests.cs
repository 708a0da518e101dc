using FsCheck;
using FsCheck.Fluent;
using Tandem.Platform.Hosting;
using Tandem.Platform.Webhooks;

namespace Tandem.Platform.Tests.Webhooks;

public class WebhookNetworksTests(TandemApps apps) : IClassFixture<TandemApps>
{
    [Theory]
    [InlineData("127.0.0.1"), InlineData("10.1.2.3"), InlineData("172.31.0.1"), InlineData("192.168.1.1"), InlineData("169.254.169.254"), InlineData("100.64.0.1"), InlineData("0.0.0.0"), InlineData("224.0.0.1")]
    [InlineData("255.255.255.255"), InlineData("::1"), InlineData("::"), InlineData("fe80::1"), InlineData("fd00::1"), InlineData("ff02::1"), InlineData("::ffff:127.0.0.1"), InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::7f00:1"), InlineData("2002:7f00:1::1"), InlineData("2001:db8::1"), InlineData("::127.0.0.1")]
    public void Addresses_of_this_machine_and_its_neighbours_are_not_public(string address) => WebhookNetworks.IsPublic(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("9.9.9.9"), InlineData("172.32.0.1"), InlineData("2606:4700::1111"), InlineData("::ffff:9.9.9.9"), InlineData("64:ff9b::909:909")]
    public void Others_are(string address) => WebhookNetworks.IsPublic(IPAddress.Parse(address)).ShouldBeTrue();

    [Fact]
    public void An_address_is_as_public_in_every_form_of_it()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<uint>(), number =>
        {
            var plain = new IPAddress(BitConverter.GetBytes(number));
            var open = WebhookNetworks.IsPublic(plain);
            byte[] inside = plain.GetAddressBytes();
            byte[] translated = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, .. inside];
            return WebhookNetworks.IsPublic(plain.MapToIPv6()) == open && WebhookNetworks.IsPublic(new IPAddress(translated)) == open;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_private_network_is_called_where_the_installation_allows_it()
    {
        var networks = new WebhookNetworks(new TandemOptions { DataFolder = "", WebhookNetworks = [IPNetwork.Parse("10.0.0.0/8")] });
        networks.Allows(IPAddress.Parse("10.4.4.4")).ShouldBeTrue();
        networks.Allows(IPAddress.Parse("::ffff:10.4.4.4")).ShouldBeTrue();
        networks.Allows(IPAddress.Parse("127.0.0.1")).ShouldBeFalse();
    }

    [OnBothDatabases]
    public async Task A_webhook_that_cannot_be_is_refused_with_the_field_at_fault(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var api = await app.Api();
        async Task<string?> Refusal(object wish)
        {
            var answer = await api.Post("webhooks", wish);
            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            return answer.Code;
        }

        (await Refusal(new { name = "X", url = "http://hooks.arden.example/" })).ShouldBe("webhook.needs-https");
        (await Refusal(new { name = "X", url = "https://127.0.0.1/" })).ShouldBe("webhook.private-address");
        (await Refusal(new { name = "X", url = "https://[::ffff:10.0.0.1]/" })).ShouldBe("webhook.private-address");
        (await Refusal(new { name = "X", url = "https://0x7f.1/" })).ShouldBe("webhook.private-address");
        (await Refusal(new { name = "X", url = "https://user:secret@hooks.arden.example/" })).ShouldBe("webhook.bad-url");
        (await Refusal(new { name = "X", url = "file:///etc/passwd" })).ShouldBe("webhook.bad-url");
        (await Refusal(new { name = "X", url = "https://hooks.arden.example/", types = new[] { "spaceship" } })).ShouldBe("webhook.unknown-type");
        (await Refusal(new { name = "X", url = "https://hooks.arden.example/", events = new[] { "Exploded" } })).ShouldBe("webhook.unknown-event");
        (await Refusal(new { name = "X", url = "https://hooks.arden.example/", filter = "name = \"a\"" })).ShouldBe("webhook.filter-needs-one-type");
        (await Refusal(new { name = "X", url = "https://hooks.arden.example/", types = new[] { "company" }, filter = "nam = 3" })).ShouldBe("webhook.bad-filter");
        (await Refusal(new { name = " ", url = "https://hooks.arden.example/" })).ShouldBe("record.required-field");

        using var seller = await app.Api(Platform.Access.Role.Sales);
        (await seller.Get("webhooks")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await seller.Post("webhooks", new { name = "X", url = "https://hooks.arden.example/" })).Status.ShouldBe(HttpStatusCode.Forbidden);

        // The name is fine and leads to this machine: only the call finds out.
        var hook = (await api.Post("webhooks", new { name = "Inside", url = "https://localhost/" })).Expect(HttpStatusCode.Created);
        (await api.Post($"webhooks/{hook.Id}/test")).Expect(HttpStatusCode.OK)["error"].ShouldBe("private-address");
        (await api.Delete($"webhooks/{hook.Id}")).Expect(HttpStatusCode.NoContent);
        (await api.Get($"webhooks/{hook.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [OnBothDatabases]
    public async Task The_screens_make_change_pause_and_remove_a_webhook(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        using var page = await app.SignedIn();
        (await page.Open("/settings/webhooks/new", "drawer")).Expect(HttpStatusCode.OK).Html.ShouldContain("DealWon");
        (await page.Submit("/settings/webhooks", [("name", "Shop"), ("url", "nonsense"), ("types", "company"), ("filter", "employees >= 5"), ("role", "Sales")])).Expect(HttpStatusCode.UnprocessableEntity).Html.ShouldContain("employees &gt;= 5");
        var made = (await page.Submit("/settings/webhooks", [("name", "Shop"), ("url", "https://hooks.arden.example/a"), ("types", "company"), ("types", "deal"), ("events", "created"), ("role", "Sales")])).Expect(HttpStatusCode.OK);
        made.Document.QuerySelector("#f-secret")!.GetAttribute("value")!.ShouldStartWith("whsec_");
        var path = made.Document.QuerySelector("footer a")!.GetAttribute("href")!;
        (await page.Open(path)).Expect(HttpStatusCode.OK).Html.ShouldContain("https://hooks.arden.example/a");
        (await page.Open(path + "/edit", "drawer")).Document.QuerySelectorAll("input[name=types][checked]").Select(box => box.GetAttribute("value")).ShouldBe(["company", "deal"], ignoreOrder: true);
        (await page.Submit(path, [("version", "1"), ("name", "Shop two"), ("url", "https://hooks.arden.example/b"), ("role", "Manager")])).Expect(HttpStatusCode.SeeOther);
        (await page.Submit(path + "/pause")).Expect(HttpStatusCode.SeeOther);
        (await page.Open("/settings/webhooks")).Html.ShouldContain("Paused");
        (await page.Submit(path + "/resume")).Expect(HttpStatusCode.SeeOther);
        (await page.Open("/filters/company/suggestions?text=emp&at=3")).Html.ShouldContain("employees");
        (await page.Submit(path + "/remove")).Expect(HttpStatusCode.SeeOther);
        (await page.Open("/settings/webhooks")).Texts("tbody th").ShouldNotContain("Shop two");
        (await page.Submit(path + "/bring-back")).Expect(HttpStatusCode.SeeOther);
        (await page.Open(path)).Expect(HttpStatusCode.OK).Html.ShouldContain("Shop two");
    }
}
