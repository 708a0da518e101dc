namespace Tandem.Ui;

/// <summary>A destination of the product.</summary>
/// <param name="Label">In the reader's language.</param>
/// <param name="Href">Its address; addresses below it belong to it.</param>
/// <param name="Icon">Name of the icon.</param>
public sealed record NavItem(string Label, string Href, string Icon)
{
    /// <summary>What waits there; null or 0 shows nothing.</summary>
    public int? Count { get; init; }

    /// <summary>Its shortcut: <c>G D</c>.</summary>
    public string? Key { get; init; }

    /// <summary>Whether it stands in the bottom bar of a phone; the first four do, the rest is under More.</summary>
    public bool OnPhone { get; init; }

    internal bool IsAt(string path) => path == Href || (Href.Length > 1 && path.StartsWith(Href, StringComparison.Ordinal) && path[Href.Length] == '/');
}

/// <summary>Destinations under one heading.</summary>
public sealed record NavGroup(string? Label, IReadOnlyList<NavItem> Items);

/// <summary>Whose screen it is.</summary>
/// <param name="Name">As shown.</param>
/// <param name="Href">Where the name leads without JavaScript: the person's settings.</param>
public sealed record SignedInUser(string Name, string Href)
{
    public string? Email { get; init; }

    public string? PhotoUrl { get; init; }
}
