namespace Tandem.Ui;

/// <summary>One value of a select.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Text">What people read.</param>
public sealed record Option(string Value, string Text)
{
    /// <summary>Heading under which it stands.</summary>
    public string? Group { get; init; }

    /// <summary>A second, quieter line in a <see cref="SearchSelect"/>.</summary>
    public string? Detail { get; init; }

    /// <summary>A number that comes with the choice, as JavaScript reads it: the list price of a product. It stands in <c>data-amount</c> of the chosen option.</summary>
    public string? Amount { get; init; }

    public string? Icon { get; init; }

    /// <summary>Shows the avatar of a person or the logo of a company with this name.</summary>
    public OptionFace Face { get; init; }

    public bool Disabled { get; init; }
}

/// <summary>The picture before an option's text.</summary>
public enum OptionFace
{
    None, Person, Company,
}
