namespace Tandem.Core.Records;

/// <summary>One value of a choice field: the key is stable and travels over the API, the label is a resource key or, for choices that people made, the text itself.</summary>
/// <param name="Key">Stable.</param>
/// <param name="Label">What people read.</param>
/// <param name="LabelIsText">Whether the label is the text itself.</param>
/// <param name="Retired">Kept where it was chosen, no longer offered.</param>
public sealed record Choice(string Key, string Label, bool LabelIsText = false, bool Retired = false);
