using Microsoft.AspNetCore.Components;

namespace Tandem.Ui;

/// <summary>A component that renders one element and passes on its id, classes and other attributes.</summary>
public abstract class UiElement : UiComponent
{
    [Parameter] public string? Id { get; set; }

    [Parameter] public string? Class { get; set; }

    /// <summary>Further attributes of the element (<c>data-*</c>, <c>aria-*</c>).</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }
}
