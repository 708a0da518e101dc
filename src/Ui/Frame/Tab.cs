namespace Tandem.Ui;

/// <summary>A tab is an address: it can be opened in a new window and shared.</summary>
public sealed record Tab(string Label, string Href)
{
    /// <summary>Written for the reader.</summary>
    public string? Count { get; init; }

    /// <summary>The count asks for attention.</summary>
    public bool Alarm { get; init; }

    public string? Icon { get; init; }

    /// <summary>Said of it and shown as a dot: «Unsaved changes».</summary>
    public string? Mark { get; init; }
}
