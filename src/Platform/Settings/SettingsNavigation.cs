using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Navigation;

namespace Tandem.Platform.Settings;

/// <summary>The settings pages of all modules, as a person may see them, and the door of those for administrators.</summary>
public static class SettingsNavigation
{
    public static IEnumerable<(SettingsGroup Group, IReadOnlyList<SettingsEntry> Entries)> Of(ModuleSet modules, Actor actor) => modules.All
        .SelectMany(module => module.Settings).Where(entry => (actor.IsAdministrator || !entry.Administrators) && (entry.VisibleTo?.Invoke(actor) ?? true))
        .GroupBy(entry => entry.Group).OrderBy(group => group.Key)
        .Select(group => (group.Key, (IReadOnlyList<SettingsEntry>)[.. group.OrderBy(entry => entry.Order)]));

    /// <summary>Resource key of a group's heading.</summary>
    public static string Heading(SettingsGroup group) => "settings.group." + group.ToString().ToLowerInvariant();

    /// <summary>Pages and forms that only administrators reach; the gate tells others so, with status 403, before anything is read.</summary>
    public static RouteGroupBuilder ForAdministrators(this RouteGroupBuilder group) => group.WithMetadata(new AdministratorsMetadata());
}
