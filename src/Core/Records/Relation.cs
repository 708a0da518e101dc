namespace Tandem.Core.Records;

/// <summary>The other end of a reference, under a name that filters count: the deals of a company.</summary>
/// <param name="Name">Plural, in camelCase: <c>deals</c>.</param>
/// <param name="RecordType">Key of the record type that refers here: <c>deal</c>.</param>
/// <param name="Reference">Name of its reference field: <c>company</c>.</param>
public sealed record Relation(string Name, string RecordType, string Reference);
