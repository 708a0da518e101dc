using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Fields.Layouts;

/// <summary>Facts of a record under one heading.</summary>
/// <param name="Title">Null for none.</param>
/// <param name="Columns">1 or 2.</param>
public sealed record FactSection(string? Title, int Columns, IReadOnlyList<FactView> Facts);

/// <summary>Puts facts and inputs where a layout wants them.</summary>
internal static class LaidOut
{
    /// <param name="layout">Null where none was made: everything in one.</param>
    public static IReadOnlyList<FactSection> Facts(PageLayout? layout, IReadOnlyList<FactView> facts) => layout is null ? [new FactSection(null, 1, facts)] :
    [
        .. layout.Sections.Select(section => new FactSection(section.Title, section.Columns, [.. section.Fields.Select(name => facts.FirstOrDefault(fact => fact.Field.Name == name)).OfType<FactView>()]))
            .Where(section => section.Facts.Count > 0),
    ];

    /// <summary>Inputs in the order of a layout: first what no layout places, such as the name; at the end what this one left out, without a heading.</summary>
    public static List<FormFieldView> Inputs(PageLayout layout, IReadOnlyList<FormFieldView> inputs, IReadOnlySet<string> placeable) =>
    [
        .. inputs.Where(input => !placeable.Contains(input.Field.Name)),
        .. layout.Sections.SelectMany(section => section.Fields.Select(name => inputs.FirstOrDefault(input => input.Field.Name == name)).OfType<FormFieldView>().Select(input => input with { Section = section.Title, Columns = section.Columns })),
        .. inputs.Where(input => placeable.Contains(input.Field.Name) && !layout.Sections.Exists(section => section.Fields.Contains(input.Field.Name))).Select(input => input with { Section = null, LeftOut = true }),
    ];
}
