namespace Tandem.Ui;

/// <summary>A record or an action in the command palette.</summary>
public sealed record PaletteItem(string Text, string Href)
{
    /// <summary>What it is: «Company», «Deal, €184,000».</summary>
    public string? Detail { get; init; }

    public string? Icon { get; init; }

    /// <summary>An avatar or a logo instead of the icon.</summary>
    public OptionFace Face { get; init; }

    /// <summary>Address of the face; null for initials.</summary>
    public string? PictureUrl { get; init; }

    /// <summary>Its shortcut elsewhere.</summary>
    public string? Key { get; init; }

    /// <summary><c>drawer</c> or <c>dialog</c> for actions that open there.</summary>
    public string? Frame { get; init; }
}

/// <summary>Records, actions, recent ones.</summary>
public sealed record PaletteGroup(string Label, IReadOnlyList<PaletteItem> Items);
