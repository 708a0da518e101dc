namespace Tandem.Ui;

/// <summary>A way to go on with a filter: a text in place of a part of what is typed.</summary>
/// <param name="Text">What is put in.</param>
/// <param name="From">Where it begins.</param>
/// <param name="Length">How much it replaces.</param>
/// <param name="Label">What people call it; null where the text says it.</param>
public sealed record FilterSuggestion(string Text, int From, int Length, string? Label);
