using Microsoft.AspNetCore.Components;

namespace Tandem.Ui.Tests;

/// <summary>Screens for tests.</summary>
internal static class Samples
{
    public static readonly TextCatalog Texts = TextCatalog.Load([typeof(Screen).Assembly]);

    public static Locale LocaleOf(Language language, TextCatalog texts) =>
        new(language, texts.For(language.Code), TimeZoneInfo.Utc, language.Calendar, "EUR", new Standing());

    public static Screen ScreenIn(string language = "en") =>
        new() { Locale = LocaleOf(Languages.Find(language)!, Texts), Nonce = "n1", AntiforgeryField = "af", AntiforgeryToken = "secret" };

    public static RenderFragment Text(string text) => builder => builder.AddContent(0, text);

    /// <summary>A clock that stands on a day of both the Azar of 1405 and the November of 2026.</summary>
    private sealed class Standing : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    }
}
