namespace Tandem.Ui;

/// <summary>Keyboard shortcuts are written as people read them: <c>N</c>, <c>G D</c> (one after the other), <c>Ctrl K</c>, <c>Shift →</c> (together).</summary>
internal static class Keys
{
    private static readonly string[] Held = ["Ctrl", "Shift", "Alt"];

    /// <summary>The form that the keyboard controller compares: <c>n</c>, <c>g d</c>, <c>ctrl+k</c>.</summary>
    internal static string? Attribute(string? keys)
    {
        if (string.IsNullOrEmpty(keys)) return null;
        var parts = keys.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(parts.Select((part, i) => part.ToLowerInvariant() + (i == parts.Length - 1 ? "" : Held.Contains(part) ? "+" : " ")));
    }
}
