using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Navigation;
using Tandem.Platform.Pages;

namespace Tandem.Platform.Settings;

/// <summary>All settings pages that the reader may open, by group.</summary>
public sealed record SettingsIndexView(IReadOnlyList<(SettingsGroup Group, IReadOnlyList<SettingsEntry> Entries)> Groups);

internal static class SettingsIndex
{
    public static void Map(RouteGroupBuilder settings) => settings.MapGet("", (Actor actor, CurrentPage page, ModuleSet modules) =>
    {
        return Page.Of<SettingsIndexPage>(new SettingsIndexView([.. SettingsNavigation.Of(modules, actor)]));
    });
}
