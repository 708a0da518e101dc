using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Core;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Mail;
using Tandem.Platform.Tests.Access;
using Tandem.Testing.Mail;

namespace Tandem.Platform.Tests.Mail;

public class MailTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_in_its_language_as_text_and_html()
    {
        await using var sink = new MailSink();
        var message = new MailMessage("mina@tandem.example", "رمز تازه برای «کاوه»", ["سلام مینا،", ".یک نقطه در آغاز خط <b>"], ("انتخاب رمز", "https://crm.example/password/1?token=a+b&c=d"), "تا ۲۴ ساعت", Languages.Persian);
        (await Sender().Send(Server(sink), message, Stop)).ShouldBe("kept");
        var mail = await sink.MailTo("mina@tandem.example");
        mail.Subject.ShouldBe(message.Subject);
        mail.Header("From").ShouldBe("Lattice فروش <crm@tandem.example>");
        mail.Header("Content-Language").ShouldBe("fa");
        mail.Text.ShouldContain(".یک نقطه در آغاز خط <b>");
        mail.Link.ShouldBe("https://crm.example/password/1?token=a+b&c=d");
        mail.Html.ShouldNotBeNull().ShouldContain("dir=\"rtl\"");
        mail.Html.ShouldContain("&lt;b&gt;");
        mail.Raw.Split("\r\n").ShouldAllBe(line => line.Length <= 998);
    }

    [Fact]
    public void A_name_with_a_line_break_makes_no_header()
    {
        var written = new MailMessage("mina@tandem.example", "Hello\r\nBcc: all@tandem.example", ["Text"], null, null, Languages.English).Write("Evil\r\nX-Header: 1", "crm@tandem.example", DateTimeOffset.UnixEpoch);
        written.Split("\r\n").ShouldNotContain(line => line.StartsWith("Bcc:", StringComparison.Ordinal) || line.StartsWith("X-Header", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MailSecurity.Tls)]
    [InlineData(MailSecurity.StartTls)]
    public async Task Encrypted_connections_carry_login_and_mail(MailSecurity security)
    {
        await using var sink = new TlsSink(implicitly: security == MailSecurity.Tls);
        var sender = new MailSender(TimeProvider.System, NullLogger<MailSender>.Instance) { Trust = (_, certificate, _, _) => certificate!.GetCertHashString() == sink.Certificate.GetCertHashString() };
        var server = new MailServer("localhost", sink.Port, security, "crm", "secret", "Lattice", "crm@tandem.example");
        (await sender.Send(server, Hello, Stop)).ShouldBe("kept");
        sink.Encrypted.ShouldContain(line => line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal));
        sink.Open.ShouldNotContain(line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MailSecurity.Tls)]
    [InlineData(MailSecurity.StartTls)]
    public async Task A_certificate_that_nobody_vouches_for_is_not_accepted(MailSecurity security)
    {
        await using var sink = new TlsSink(implicitly: security == MailSecurity.Tls);
        var server = new MailServer("localhost", sink.Port, security, "crm", "secret", "Lattice", "crm@tandem.example");
        (await Should.ThrowAsync<Refused>(() => Sender().Send(server, Hello, Stop))).Code.ShouldBe(MailRefusals.NoEncryption);
        sink.Encrypted.ShouldNotContain(line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_login_is_never_sent_in_the_open_when_encryption_was_asked_for()
    {
        await using var sink = new MailSink { Login = ("crm", "secret") };
        var refused = await Should.ThrowAsync<Refused>(() => Sender().Send(Server(sink) with { Security = MailSecurity.StartTls, User = "crm", Password = "secret" }, Hello, Stop));
        refused.Code.ShouldBe(MailRefusals.NoEncryption);
    }

    [Fact]
    public async Task What_the_server_refuses_is_told_with_its_words()
    {
        await using var sink = new MailSink { Login = ("crm", "secret"), Refuses = address => address.StartsWith("nobody", StringComparison.Ordinal) };
        var wrong = await Should.ThrowAsync<Refused>(() => Sender().Send(Server(sink) with { User = "crm", Password = "wrong" }, Hello, Stop));
        (wrong.Code, wrong.Args[0].Value).ShouldBe((MailRefusals.LoginRefused, "535 5.7.8 wrong user or password"));
        var server = Server(sink) with { User = "crm", Password = "secret" };
        var nobody = await Should.ThrowAsync<Refused>(() => Sender().Send(server, Hello with { To = "nobody@tandem.example" }, Stop));
        (nobody.Code, nobody.Args[0].Value).ShouldBe((MailRefusals.RecipientRefused, "550 5.1.1 no such mailbox"));
        (await Should.ThrowAsync<Refused>(() => Sender().Send(server with { Port = 1 }, Hello, Stop))).Code.ShouldBe(MailRefusals.Unreachable);
    }

    [OnBothDatabases]
    public async Task The_mail_server_is_saved_with_its_password_encrypted_and_tried_from_the_page(DatabaseEngine engine)
    {
        await using var sink = new MailSink { Login = ("crm", "secret of the mail server") };
        await using var app = await TandemApp.Start(engine);
        using var administrator = await app.SignedIn();
        await SaveServer(administrator, sink.Port);
        var workspace = (await app.Workspace.Actors.Settings(Stop))!;
        workspace.SmtpPasswordProtected.ShouldNotBeNull().ShouldNotContain("secret");
        var answer = (await administrator.Submit("/settings/mail/test", [("to", "mina@tandem.example")])).Expect(HttpStatusCode.OK);
        answer.Text("#mail-test")!.ShouldContain("kept");
        (await sink.MailTo("mina@tandem.example")).Subject.ShouldBe("Test mail from Lattice Tools");
        (await administrator.Open("/settings/mail")).Html.ShouldNotContain("secret of the mail server");
        (await administrator.Submit("/settings/mail", [("host", "127.0.0.1"), ("port", sink.Port.ToString()), ("user", "crm"), ("password", ""), ("from", "crm@tandem.example")])).Expect(HttpStatusCode.SeeOther);
        (await administrator.Submit("/settings/mail/test", [("to", "mina@tandem.example")])).Status.ShouldBe(HttpStatusCode.OK);
        (await administrator.Submit("/settings/mail", [("host", "localhost"), ("port", sink.Port.ToString()), ("user", "crm"), ("password", ""), ("from", "crm@tandem.example")])).Expect(HttpStatusCode.SeeOther);
        (await app.Workspace.Actors.Settings(Stop))!.SmtpPasswordProtected.ShouldBeNull();
        (await administrator.Submit("/settings/mail/test", [("to", "mina@tandem.example")])).Expect(HttpStatusCode.UnprocessableEntity).Text("#mail-test")!.ShouldContain("535 5.7.8 wrong user or password");
        await using var db = app.Open();
        string.Join('\n', db.Changes.Select(change => change.Data)).ShouldNotContain(workspace.SmtpPasswordProtected!);
    }

    [OnBothDatabases]
    public async Task Who_forgot_their_password_gets_a_link_by_mail_that_a_forged_host_cannot_bend(DatabaseEngine engine)
    {
        await using var sink = new MailSink { Login = ("crm", "secret of the mail server") };
        await using var app = await TandemApp.Start(engine);
        using var administrator = await app.SignedIn();
        await SaveServer(administrator, sink.Port);
        await administrator.Submit("/settings/workspace", [("name", "Lattice Tools"), ("sellsTo", "Both"), ("country", "DE"), ("address", "https://crm.lattice.example")]);
        var person = await app.AddPerson(Role.Sales);
        using var browser = new FormClient(app);
        browser.Header("Host", "evil.example");
        (await browser.Fill("/forgot-password", "/forgot-password", ("email", person.User.Email!))).ShouldBe(HttpStatusCode.SeeOther);
        (await browser.Fill("/forgot-password", "/forgot-password", ("email", "nobody@tandem.example"))).ShouldBe(HttpStatusCode.SeeOther);
        browser.Location.ShouldBe("/forgot-password?asked=true");
        var link = (await sink.MailTo(person.User.Email!)).Link.ShouldNotBeNull();
        link.ShouldStartWith("https://crm.lattice.example/password/");
        sink.Received.ShouldAllBe(mail => mail.Recipients[0] == person.User.Email);
        using var other = new FormClient(app);
        var path = new Uri(link).PathAndQuery;
        (await other.Fill(path, path, ("password", "a brand new password"), ("repeated", "a brand new password"))).ShouldBe(HttpStatusCode.SeeOther);
        app.Log.Lines.ShouldNotContain(line => line.Contains("token=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_mail_server_the_page_says_whom_to_ask()
    {
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var visitor = app.Visitor();
        (await visitor.Open("/forgot-password")).Html.ShouldContain("Ask an administrator");
        (await visitor.Submit("/forgot-password", [("email", "someone@tandem.example")])).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task An_invitation_goes_by_mail_and_its_failure_is_told_beside_the_link()
    {
        await using var sink = new MailSink { Login = ("crm", "secret of the mail server"), Refuses = address => address.StartsWith("gone", StringComparison.Ordinal) };
        await using var app = await TandemApp.Start(DatabaseEngine.Sqlite);
        using var administrator = await app.SignedIn();
        await SaveServer(administrator, sink.Port);
        (await administrator.Submit("/settings/users", [("name", "Lan"), ("email", "lan@tandem.example"), ("role", "Sales"), ("mail", "true")])).Expect(HttpStatusCode.OK).Html.ShouldContain("was mailed to lan@tandem.example");
        (await sink.MailTo("lan@tandem.example")).Subject.ShouldBe("Your access to Lattice Tools");
        var failed = (await administrator.Submit("/settings/users", [("name", "Gone"), ("email", "gone@tandem.example"), ("role", "Sales"), ("mail", "true")])).Expect(HttpStatusCode.OK);
        failed.Text("[role=alert]")!.ShouldContain("does not deliver to this address");
        failed.Document.QuerySelector("#f-link").ShouldNotBeNull();
    }

    private static MailMessage Hello => new("mina@tandem.example", "Hello", ["Hello"], null, null, Languages.English);

    private static MailSender Sender() => new(new TestClock(), NullLogger<MailSender>.Instance);

    private static MailServer Server(MailSink sink) => new(MailSink.Host, sink.Port, MailSecurity.None, null, null, "Lattice فروش", "crm@tandem.example");

    private static async Task SaveServer(PageClient administrator, int port) =>
        (await administrator.Submit("/settings/mail", [("host", "127.0.0.1"), ("port", port.ToString()), ("user", "crm"), ("password", "secret of the mail server"), ("from", "crm@tandem.example")])).Expect(HttpStatusCode.SeeOther);
}
