using Microsoft.AspNetCore.Routing;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Pages;

/// <summary>The home page: a greeting and the cards that the modules bring.</summary>
public sealed record HomeView(string Greeting, string Day, IReadOnlyList<Type> Cards);

internal static class Home
{
    public static void Map(RouteGroupBuilder pages) => pages.MapGet("/", (Actor actor, CurrentPage page, ModuleSet modules) =>
        Page.Of<HomePage>(new HomeView(
            page.Locale.T(GreetingAt(page.Locale), ("name", actor.Name)),
            page.Locale.LongDate(page.Locale.Today),
            [.. modules.All.SelectMany(module => module.HomeCards).Where(card => card.VisibleTo?.Invoke(actor) ?? true).OrderBy(card => card.Order).Select(card => card.Component)])));

    private static string GreetingAt(Locale locale) => TimeZoneInfo.ConvertTime(locale.Now, locale.Zone).Hour switch
    {
        >= 5 and < 12 => "home.good-morning",
        >= 12 and < 18 => "home.good-afternoon",
        _ => "home.good-evening",
    };
}
