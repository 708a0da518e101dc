namespace Tandem.Core.Filters;

/// <summary>Joins conditions into the one form that equal filters share: no list of one, no list of the same kind within another.</summary>
internal static class Logic
{
    public static Condition All(IReadOnlyList<Condition> parts) =>
        parts.Count == 1 ? parts[0] : new All([.. parts.SelectMany(part => part is All inner ? inner.Conditions : [part])]);

    public static Condition Either(IReadOnlyList<Condition> parts) =>
        parts.Count == 1 ? parts[0] : new Either([.. parts.SelectMany(part => part is Either inner ? inner.Conditions : [part])]);
}
