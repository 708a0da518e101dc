namespace Tandem.Core.Matching;

/// <summary>How far two records agree in one field.</summary>
public enum Agreement
{
    /// <summary>One of them has no value: it says nothing.</summary>
    Unknown,

    Different,

    /// <summary>Spelled differently, and likely the same.</summary>
    Close,

    Same,
}

/// <summary>The agreement in one field and what it is worth.</summary>
/// <param name="Field">Name of the field.</param>
/// <param name="Weight">In bits: how many times as likely, as a power of two, this agreement is between two records of one thing as between records of two.</param>
public readonly record struct FieldAgreement(string Field, Agreement Level, double Weight)
{
    /// <summary>What a reason is kept and named by: <c>email.same</c>.</summary>
    public string Reason => $"{Field}.{(Level switch { Agreement.Same => "same", Agreement.Close => "close", Agreement.Different => "different", _ => "unknown" })}";
}

/// <summary>
/// Two records compared field by field. Weights add up as in I. Fellegi and A. Sunter, "A theory for record linkage", Journal of the American
/// Statistical Association 64 (1969): with the prior odds that two records which share a key are one, they give a probability.
/// </summary>
public sealed record Comparison(IReadOnlyList<FieldAgreement> Fields, double Prior)
{
    /// <summary>Sum of the weights and the prior, in bits; 0 is even odds.</summary>
    public double Weight => Prior + Fields.Sum(one => one.Weight);

    /// <summary>Between 0 and 1.</summary>
    public double Score => 1 / (1 + Math.Pow(2, -Weight));

    /// <summary>What speaks for it, strongest first.</summary>
    public IReadOnlyList<FieldAgreement> Reasons => [.. Fields.Where(one => one.Level is Agreement.Same or Agreement.Close && one.Weight > 0).OrderByDescending(one => one.Weight)];

    public Agreement this[string field] => Fields.FirstOrDefault(one => one.Field == field).Level;
}

/// <summary>What the agreement in a field is worth.</summary>
/// <param name="Same">Bits when the values are the same; <paramref name="Close"/> when they are close, <paramref name="Different"/> when they differ.</param>
public readonly record struct AgreementWeights(double Same, double Close, double Different)
{
    public FieldAgreement Of(string field, Agreement level) => new(field, level, level switch
    {
        Agreement.Same => Same,
        Agreement.Close => Close,
        Agreement.Different => Different,
        _ => 0,
    });
}

/// <summary>Compares single values.</summary>
public static class Agreements
{
    /// <summary>Of texts in a form in which equal things are equal: an address, a code, a folded city.</summary>
    public static Agreement Exact(string? a, string? b) =>
        string.IsNullOrEmpty(a) || string.IsNullOrEmpty(b) ? Agreement.Unknown : string.Equals(a, b, StringComparison.Ordinal) ? Agreement.Same : Agreement.Different;

    public static Agreement Exact<T>(T? a, T? b) where T : struct, IEquatable<T> => a is { } one && b is { } other ? one.Equals(other) ? Agreement.Same : Agreement.Different : Agreement.Unknown;

    /// <summary>Of lists: one value in common is enough.</summary>
    public static Agreement Shared(IReadOnlyCollection<string> a, IReadOnlyCollection<string> b) =>
        a.Count == 0 || b.Count == 0 ? Agreement.Unknown : a.Intersect(b, StringComparer.Ordinal).Any() ? Agreement.Same : Agreement.Different;
}
