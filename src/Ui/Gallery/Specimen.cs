namespace Tandem.Ui.Gallery;

/// <summary>A part of the gallery. It is shown twice, so its ids and names carry the language.</summary>
public abstract class Specimen : UiComponent
{
    /// <summary>A text of the gallery.</summary>
    protected string G(string key, params ReadOnlySpan<(string Name, object? Value)> args) => Locale.T("ui.gallery." + key, args);

    /// <summary>A name that only this pane uses.</summary>
    protected string N(string name) => $"{name}-{Locale.Language.Code}";
}
