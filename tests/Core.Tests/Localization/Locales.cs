using Tandem.Core.Localization;

namespace Tandem.Core.Tests.Localization;

/// <summary>Locales for tests. It is Friday 20 November 2026 (29 Aban 1405), 12:00 UTC.</summary>
internal static class Locales
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static readonly TextCatalog Catalog = TextCatalog.Load([]);

    public static readonly Locale English = Of("en", "Europe/Berlin");
    public static readonly Locale Persian = Of("fa", "Asia/Tehran");
    public static readonly Locale Russian = Of("ru", "Europe/Moscow");
    public static readonly Locale Vietnamese = Of("vi", "Asia/Ho_Chi_Minh");

    public static Locale Of(string code, string zone)
    {
        var language = Languages.Find(code)!;
        return new Locale(language, Catalog.For(code), TimeZoneInfo.FindSystemTimeZoneById(zone), language.Calendar, "EUR", new Stopped());
    }

    private sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Noon;
    }
}
