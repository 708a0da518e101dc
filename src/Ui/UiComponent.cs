using Microsoft.AspNetCore.Components;
using Tandem.Core.Localization;

namespace Tandem.Ui;

/// <summary>A component, or a page, that knows its <see cref="Screen"/>. It shows texts by key and never its own.</summary>
public abstract class UiComponent : ComponentBase
{
    [CascadingParameter] public Screen Screen { get; set; } = null!;

    protected Locale Locale => Screen.Locale;

    /// <summary>The text of a key in the reader's language.</summary>
    protected string T(string key, params ReadOnlySpan<(string Name, object? Value)> args) => Locale.T(key, args);

    /// <summary>Class names with single spaces between them; the empty ones are dropped.</summary>
    protected static string Classes(params ReadOnlySpan<string?> names) => Css.Classes(names);
}
