using Microsoft.AspNetCore.Components;

namespace Tandem.Ui.Tests;

/// <summary>Screens for tests.</summary>
internal static class Samples
{
    public static readonly TextCatalog Texts = TextCatalog.Load([typeof(Screen).Assembly]);

    public static Locale LocaleOf(Language language, TextCatalog texts) =>
        new(language, texts.For(language.Code), TimeZoneInfo.Utc, language.Calendar, "EUR", TimeProvider.System);

    public static Screen ScreenIn(string language = "en") =>
        new() { Locale = LocaleOf(Languages.Find(language)!, Texts), Nonce = "n1", AntiforgeryField = "af", AntiforgeryToken = "secret" };

    public static RenderFragment Text(string text) => builder => builder.AddContent(0, text);
}
