namespace Tandem.Ui;

/// <summary>What a colour means. Colour never speaks alone: an icon or a word stands beside it.</summary>
public enum Tone
{
    Neutral, Accent, Good, Warn, Bad, Info, Plum, Coral,
}

internal static class Tones
{
    /// <summary><c>good</c> for <see cref="Tone.Good"/>; null for neutral.</summary>
    internal static string? Name(this Tone tone) => tone == Tone.Neutral ? null : tone.ToString().ToLowerInvariant();

    internal static string? Prefixed(this Tone tone, string prefix) => tone.Name() is { } name ? prefix + name : null;
}
