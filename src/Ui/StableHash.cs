namespace Tandem.Ui;

/// <summary>FNV-1a: the same on every machine and in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
internal static class StableHash
{
    internal static uint Of(string text)
    {
        var hash = 2166136261;
        foreach (var next in text) hash = (hash ^ next) * 16777619;
        return hash;
    }
}
