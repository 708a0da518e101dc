using System.Text;
using Tandem.Core.Text;

namespace Tandem.Platform.Import.Recognition;

/// <summary>How another program exports records of one type: the columns that give it away, and what its columns mean here.</summary>
/// <param name="Program">Its name, as its makers write it.</param>
/// <param name="Telling">Columns by which its files are known, as it names them; spelling, case and signs between words do not matter.</param>
/// <param name="Least">How many of those a file must have.</param>
public sealed record ExportPreset(string Program, IReadOnlyList<string> Telling, int Least = 2)
{
    public IReadOnlyList<PresetField> Fields { get; init; } = [];

    /// <summary>Columns that look like something else than they are, and are not imported.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>The form in which names of columns are compared.</summary>
    internal static string Key(string column)
    {
        // Dates of HubSpot name the zone of whoever exported them.
        var name = column.IndexOf("(GMT", StringComparison.OrdinalIgnoreCase) is > 0 and var zone ? column[..zone] : column;
        var key = new StringBuilder(name.Length);
        foreach (var c in Folding.Fold(name))
            if (char.IsLetterOrDigit(c)) key.Append(c);
        return key.ToString();
    }
}

/// <summary>What holds a field in the files of a program.</summary>
/// <param name="Field">Name of the field of the target.</param>
/// <param name="Columns">Where it may stand; the first one that a file has is taken.</param>
public sealed record PresetField(string Field, params string[] Columns)
{
    /// <summary>All of the columns hold a part of it, or whichever is not empty.</summary>
    public bool Every { get; init; }

    /// <summary>The values are ids: a record that has none of them is not made from one.</summary>
    public bool Ids { get; init; }
}
