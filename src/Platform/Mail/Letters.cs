using Tandem.Core.Localization;

namespace Tandem.Platform.Mail;

/// <summary>The mails that the product writes.</summary>
internal static class Letters
{
    public static MailMessage Invitation(string to, string name, string workspace, string invitedBy, string address, Locale locale) => new(
        to, locale.T("mail.invitation.subject", ("workspace", workspace)),
        [locale.T("mail.hello", ("name", name)), locale.T("mail.invitation.text", ("by", invitedBy), ("workspace", workspace))],
        (locale.T("mail.invitation.link"), address), locale.T("mail.link-life"), locale.Language);

    public static MailMessage NewPassword(string to, string name, string workspace, string address, Locale locale) => new(
        to, locale.T("mail.password.subject", ("workspace", workspace)),
        [locale.T("mail.hello", ("name", name)), locale.T("mail.password.text", ("workspace", workspace))],
        (locale.T("mail.password.link"), address), locale.T("mail.password.closing"), locale.Language);

    public static MailMessage Test(string to, string workspace, Locale locale) => new(
        to, locale.T("mail.test.subject", ("workspace", workspace)), [locale.T("mail.test.text", ("workspace", workspace))], null, null, locale.Language);
}
