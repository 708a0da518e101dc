using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Tandem.Ui;

public enum ButtonKind
{
    Default, Primary, Ghost, Danger,
}

public enum ControlSize
{
    Normal, Small, Large,
}

/// <summary>What buttons and links that look like buttons share.</summary>
public abstract class ButtonComponent : UiElement
{
    [Parameter] public RenderFragment? ChildContent { get; set; }

    /// <summary>Verb and object. Without it and without content the button is icon-only and needs a <see cref="Label"/>.</summary>
    [Parameter] public string? Text { get; set; }

    [Parameter] public ButtonKind Kind { get; set; }

    [Parameter] public ControlSize Size { get; set; }

    [Parameter] public string? Icon { get; set; }

    /// <summary>An icon behind the text: a chevron of a menu.</summary>
    [Parameter] public string? EndIcon { get; set; }

    /// <summary>Accessible name and tooltip of an icon-only button.</summary>
    [Parameter] public string? Label { get; set; }

    /// <summary>Its shortcut: <c>N</c>, <c>G D</c>, <c>Ctrl K</c>. Shown on the button, or in the tooltip of an icon-only one.</summary>
    [Parameter] public string? Key { get; set; }

    /// <summary>As wide as its container.</summary>
    [Parameter] public bool Block { get; set; }

    private bool IsIconOnly => Text is null && ChildContent is null;

    protected string CssClass => Classes(
        "btn",
        Kind == ButtonKind.Default ? null : "btn--" + Kind.ToString().ToLowerInvariant(),
        Size switch { ControlSize.Small => "btn--sm", ControlSize.Large => "btn--lg", _ => null },
        IsIconOnly ? "btn--icon" : null,
        Block ? "btn--block" : null,
        Class);

    protected string? KeyAttribute => Keys.Attribute(Key);

    protected string? Tip => IsIconOnly ? Label : null;

    protected string? TipKey => IsIconOnly ? Key : null;

    protected void Content(RenderTreeBuilder builder)
    {
        AddIcon(builder, Icon);
        builder.OpenRegion(1);
        if (Text is not null)
        {
            builder.OpenElement(2, "span");
            builder.AddContent(3, Text);
            builder.CloseElement();
        }

        builder.CloseRegion();
        builder.AddContent(4, ChildContent);
        AddIcon(builder, EndIcon);
        if (Key is null || IsIconOnly) return;
        builder.OpenElement(5, "kbd");
        builder.AddAttribute(6, "class", "wide-only");
        builder.AddAttribute(7, "aria-hidden", "true");
        builder.AddContent(8, Key);
        builder.CloseElement();
    }

    private static void AddIcon(RenderTreeBuilder builder, string? name)
    {
        if (name is null) return;
        builder.OpenComponent<Icon>(0);
        builder.AddComponentParameter(1, nameof(Ui.Icon.Name), name);
        builder.CloseComponent();
    }
}
