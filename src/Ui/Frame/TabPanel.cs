using Microsoft.AspNetCore.Components;

namespace Tandem.Ui;

/// <summary>One panel of <see cref="TabPanels"/>.</summary>
public sealed record TabPanel(string Key, string Label, RenderFragment Content)
{
    public string? Icon { get; init; }
}
