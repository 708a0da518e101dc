using Tandem.Platform.Access;

namespace Tandem.Platform.Pages;

/// <summary>
/// A card of the home page: a component of a module, without parameters, that injects its query. It renders nothing when it has nothing to say.
/// </summary>
/// <param name="Component">The Razor component; its root is a card.</param>
/// <param name="Order">Smallest first.</param>
/// <param name="VisibleTo">Who sees it; null for everyone.</param>
public sealed record HomeCard(Type Component, int Order, Func<Actor, bool>? VisibleTo = null);
