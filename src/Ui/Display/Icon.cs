using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Tandem.Ui;

public enum IconSize
{
    Normal, Small, Large,
}

/// <summary>A line icon of the sprite. It is decoration unless it has a <see cref="Label"/>; icons that point somewhere turn with the script.</summary>
public sealed class Icon : UiComponent
{
    private static readonly HashSet<string> Directional = new(StringComparer.Ordinal)
    {
        "arrow-left", "arrow-right", "arrow-up-right", "chevron-left", "chevron-right", "chevrons-left", "chevrons-right", "corner-down-left",
        "corner-down-right", "external-link", "list", "list-checks", "list-ordered", "log-in", "log-out", "panel-left", "panel-right", "redo-2",
        "reply", "reply-all", "send", "text", "undo-2", "rotate-ccw", "phone-outgoing", "phone-incoming", "repeat", "history",
    };

    /// <summary>Name in icons.txt.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [Parameter] public IconSize Size { get; set; }

    [Parameter] public string? Class { get; set; }

    /// <summary>What the icon says to people who do not see it, where no word beside it does.</summary>
    [Parameter] public string? Label { get; set; }

    // A list of fifty rows shows hundreds of icons, of a few dozen kinds.
    private static readonly ConcurrentDictionary<(string Sprite, string Name, IconSize Size, string? Class), string> Drawn = new();

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, string.IsNullOrEmpty(Label)
        ? Drawn.GetOrAdd((Screen.AssetsBase, Name, Size, Class), static icon => Draw(icon.Sprite, icon.Name, icon.Size, icon.Class, "aria-hidden=\"true\""))
        : Draw(Screen.AssetsBase, Name, Size, Class, $"role=\"img\" aria-label=\"{WebUtility.HtmlEncode(Label)}\""));

    private static string Draw(string sprite, string name, IconSize size, string? more, string role)
    {
        var css = Css.Classes(
            "icon",
            Directional.Contains(name) ? "icon--flip" : null,
            size switch { IconSize.Small => "icon--sm", IconSize.Large => "icon--lg", _ => null },
            more);
        var known = string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        return $"<svg class=\"{WebUtility.HtmlEncode(css)}\" {role}><use href=\"{WebUtility.HtmlEncode(sprite)}/icons.svg#i-{known}\"></use></svg>";
    }
}
