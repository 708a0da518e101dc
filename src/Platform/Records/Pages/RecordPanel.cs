using Tandem.Platform.Access;

namespace Tandem.Platform.Records.Pages;

/// <summary>Where on a record's page a panel stands.</summary>
public enum PanelPlace
{
    /// <summary>Under the bar, over the whole width: name, picture, figures.</summary>
    Head,

    /// <summary>Figures in the head: each a <c>div</c> with its <c>dt</c> and <c>dd</c>.</summary>
    Figures,

    /// <summary>Buttons at the end of the bar.</summary>
    Actions,

    /// <summary>The narrow column at the start, below the facts.</summary>
    Details,

    /// <summary>The middle: what happened.</summary>
    Main,

    /// <summary>The column at the end: what to do, and what belongs to it.</summary>
    Side,
}

/// <summary>
/// A part of a record's page that a module brings: a component with the parameters <c>RecordId</c> (Guid) and <c>RecordType</c> (key), which injects
/// its query. It renders nothing when it has nothing to say. The page has checked that the reader may see the record.
/// </summary>
/// <param name="RecordType">Key of the type, or <see cref="EveryType"/>.</param>
/// <param name="Component">The Razor component.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Order">Smallest first.</param>
/// <param name="VisibleTo">Who sees it; null for everyone.</param>
public sealed record RecordPanel(string RecordType, Type Component, PanelPlace Place, int Order, Func<Actor, bool>? VisibleTo = null)
{
    public const string EveryType = "*";
}
