using Tandem.Platform.Access;

namespace Tandem.Platform.Navigation;

/// <summary>The groups of the sidebar, in order. How the workspace sells decides whether companies or people come first.</summary>
public enum NavigationGroup
{
    Work, Companies, People, Service, Insight,
}

/// <summary>One destination of the main navigation.</summary>
/// <param name="Group">Where it stands.</param>
/// <param name="Order">Within the group, smallest first.</param>
/// <param name="Label">Resource key.</param>
/// <param name="Icon">Name in the sprite.</param>
/// <param name="Path">Address, without query.</param>
/// <param name="Key">The second key of the <c>G</c> shortcut.</param>
/// <param name="VisibleTo">Who sees it; null for everyone.</param>
/// <param name="OnPhone">In the bottom bar of a phone; the first four are.</param>
public sealed record NavigationEntry(NavigationGroup Group, int Order, string Label, string Icon, string Path, char? Key = null, Func<Actor, bool>? VisibleTo = null, bool OnPhone = false);

/// <summary>The groups of the settings page.</summary>
public enum SettingsGroup
{
    Workspace, Sales, System, Personal,
}

/// <summary>One page under Settings.</summary>
/// <param name="Administrators">Only administrators see and open it.</param>
/// <param name="VisibleTo">Who sees it of those; null for everyone.</param>
public sealed record SettingsEntry(SettingsGroup Group, int Order, string Label, string Icon, string Path, bool Administrators = true, Func<Actor, bool>? VisibleTo = null);

/// <summary>Something that the command palette can start.</summary>
/// <param name="Label">Resource key: verb and object.</param>
/// <param name="Icon">Name in the sprite.</param>
/// <param name="Path">Address of the form.</param>
/// <param name="Keys">Its shortcut elsewhere, such as <c>N D</c>.</param>
/// <param name="Frame"><c>drawer</c> or <c>dialog</c> when it opens there.</param>
/// <param name="VisibleTo">Who sees it; null for everyone.</param>
public sealed record PaletteAction(string Label, string Icon, string Path, string? Keys = null, string? Frame = null, Func<Actor, bool>? VisibleTo = null);
