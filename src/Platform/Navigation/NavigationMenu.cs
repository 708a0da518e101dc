using Tandem.Core.Localization;
using Tandem.Platform.Data;
using Tandem.Platform.Pages;
using Tandem.Platform.Settings;
using Tandem.Ui;

namespace Tandem.Platform.Navigation;

/// <summary>The sidebar of a person: the modules' entries in the order that suits how the workspace sells.</summary>
public sealed class NavigationMenu(ModuleSet modules)
{
    private static readonly NavigationGroup[] CompaniesFirst = [NavigationGroup.Work, NavigationGroup.Companies, NavigationGroup.People, NavigationGroup.Service, NavigationGroup.Insight];

    private static readonly NavigationGroup[] PeopleFirst = [NavigationGroup.Work, NavigationGroup.People, NavigationGroup.Companies, NavigationGroup.Service, NavigationGroup.Insight];

    public IReadOnlyList<NavGroup> Groups(CurrentPage page)
    {
        var own = page.Types.Types.Select((type, at) => new NavigationEntry(NavigationGroup.Companies, 100 + at, $"type.{type.Key}.plural", type.Icon, "/records/" + type.Plural, VisibleTo: actor => actor.Sees(type.Key)));
        var entries = modules.All.SelectMany(module => module.Navigation).Concat(own).Where(entry => entry.VisibleTo?.Invoke(page.Actor!) ?? true).ToLookup(entry => entry.Group);
        var order = page.Workspace?.SellsTo == SellsTo.People ? PeopleFirst : CompaniesFirst;
        return [.. order.Where(entries.Contains).Select(group => new NavGroup(Heading(group, page.Locale),
            [.. entries[group].OrderBy(entry => entry.Order).Select(entry => new NavItem(page.Locale.T(entry.Label), entry.Path, entry.Icon)
            {
                Key = entry.Key is { } key ? $"G {key}" : null, OnPhone = entry.OnPhone,
            })]))];
    }

    public IReadOnlyList<NavItem> Foot(CurrentPage page) => [new NavItem(page.Locale.T("nav.settings"), "/settings", "settings") { Key = "G ," }];

    private static string? Heading(NavigationGroup group, Locale locale) => group switch
    {
        NavigationGroup.Companies => locale.T("nav.companies"),
        NavigationGroup.People => locale.T("nav.people"),
        NavigationGroup.Service => locale.T("nav.service"),
        _ => null,
    };
}
