using Tandem.Core.Text;

namespace Tandem.Core.Tests.Text;

public class AddressesTests
{
    [Theory]
    [InlineData("Info@Acme.Example", "info@acme.example")]
    [InlineData("  info@acme.example. ", "info@acme.example")]
    [InlineData("Acme <Sales+EU@acme.example>", "sales+eu@acme.example")]
    [InlineData("mailto:info@acme.example", "info@acme.example")]
    [InlineData("info@\u200Cacme.example\u200F", "info@acme.example")]
    [InlineData("info@münchen.example", "info@xn--mnchen-3ya.example")]
    [InlineData("پست@acme.example", "پست@acme.example")]
    public void An_address_has_one_form(string typed, string address)
    {
        EmailAddresses.TryNormalise(typed, out var normalised).ShouldBeTrue();
        normalised.ShouldBe(address);
        EmailAddresses.TryNormalise(normalised, out var again).ShouldBeTrue();
        again.ShouldBe(address);
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("acme.example"), InlineData("info@"), InlineData("@acme.example"), InlineData("info@acme")]
    [InlineData("in fo@acme.example"), InlineData(".info@acme.example"), InlineData("in..fo@acme.example"), InlineData("info@-acme.example")]
    [InlineData("info@acme..example"), InlineData("\"in fo\"@acme.example"), InlineData("info@10.0.0.1"), InlineData("a@b@c.example"), InlineData("info@acme.example, x@y.example")]
    [InlineData("a123456789a123456789a123456789a123456789a123456789a123456789abcde@acme.example")]
    public void What_no_mail_can_reach_is_no_address(string? typed) => EmailAddresses.TryNormalise(typed, out _).ShouldBeFalse();

    [Theory]
    [InlineData("https://www.Acme.example:8443/path?a=b@c#d", "acme.example")]
    [InlineData("http://user:secret@shop.acme.example", "shop.acme.example")]
    [InlineData("www.acme.example", "acme.example")]
    [InlineData("//acme.example/", "acme.example")]
    [InlineData("ACME.example.", "acme.example")]
    [InlineData("Info@Sales.Acme.Example", "sales.acme.example")]
    [InlineData("mailto:info@acme.example?subject=x", "acme.example")]
    [InlineData("https://münchen.example/", "xn--mnchen-3ya.example")]
    [InlineData("www.example", "www.example")]
    public void A_site_or_an_address_names_a_domain(string text, string domain) => Domains.OfUrlOrEmail(text).ShouldBe(domain);

    [Theory]
    [InlineData(null), InlineData(" "), InlineData("acme"), InlineData("http://localhost:80"), InlineData("http://127.0.0.1"), InlineData("http://[::1]/")]
    [InlineData("acme .example"), InlineData("https://"), InlineData("-.example"), InlineData("\u0001.example")]
    public void Nothing_else_does(string? text) => Domains.OfUrlOrEmail(text).ShouldBeNull();
}
