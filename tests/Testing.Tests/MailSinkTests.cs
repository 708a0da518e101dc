using System.Net;
using System.Net.Mail;
using Tandem.Testing.Mail;

namespace Tandem.Testing.Tests;

public class MailSinkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_arrives_as_it_was_written()
    {
        await using var sink = new MailSink();
        using var mail = new MailMessage("crm@tandem.example", "lan@acme.example", "Đặt lại mật khẩu: متن فارسی", "Xin chào.\n.dots stay\nhttps://tandem.example/reset?token=a=b");
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString("<p>Xin chào</p>", null, "text/html"));
        await Send(sink, mail);
        var received = await sink.MailTo("lan@acme.example");
        received.Sender.ShouldBe("crm@tandem.example");
        received.Subject.ShouldBe("Đặt lại mật khẩu: متن فارسی");
        received.Text.ShouldContain("Xin chào.\n.dots stay");
        received.Html.ShouldNotBeNull().ShouldContain("<p>Xin chào</p>");
        received.Link.ShouldBe("https://tandem.example/reset?token=a=b");
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_the_right_one_is_not()
    {
        await using var sink = new MailSink { Login = ("crm", "secret") };
        using var mail = new MailMessage("crm@tandem.example", "lan@acme.example", "Hello", "Hello");
        await Should.ThrowAsync<SmtpException>(() => Send(sink, mail, new NetworkCredential("crm", "wrong")));
        sink.Received.ShouldBeEmpty();
        await Send(sink, mail, new NetworkCredential("crm", "secret"));
        sink.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_recipient_gets_nothing()
    {
        await using var sink = new MailSink { Refuses = address => address.StartsWith("gone@", StringComparison.Ordinal) };
        using var mail = new MailMessage("crm@tandem.example", "gone@acme.example", "Hello", "Hello");
        (await Should.ThrowAsync<SmtpFailedRecipientException>(() => Send(sink, mail))).StatusCode.ShouldBe(SmtpStatusCode.MailboxUnavailable);
        sink.Received.ShouldBeEmpty();
    }

    private static async Task Send(MailSink sink, MailMessage mail, NetworkCredential? login = null)
    {
        using var client = new SmtpClient(MailSink.Host, sink.Port) { Credentials = login };
        await client.SendMailAsync(mail, Stop);
    }
}
