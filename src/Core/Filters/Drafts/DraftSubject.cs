namespace Tandem.Core.Filters;

/// <summary>What the subject of a <see cref="Draft"/> is, for the boxes that it needs.</summary>
/// <param name="Path">The references that it follows, and the field.</param>
/// <param name="Kind">What is compared; the currency of a money field is a kind of its own.</param>
/// <param name="Target">Where a path may go on: the type that a reference leads to; null elsewhere.</param>
/// <param name="Operators">Those that fit, as the text form writes them.</param>
public sealed record DraftSubject(IReadOnlyList<Field> Path, FieldKind Kind, RecordType? Target, IReadOnlyList<string> Operators)
{
    /// <summary>What stands after the dot for the currency of an amount.</summary>
    public const string Currency = Subjects.Currency;

    public Field Field => Path[^1];

    /// <summary>Whether a path may follow one more reference.</summary>
    public bool GoesOn => Target is not null && Path.Count <= FilterLimits.Hops;

    /// <summary>Reads a path; null when it leads nowhere, or to where its reader may not look.</summary>
    public static DraftSubject? Of(string? path, RecordType type, RecordTypes all)
    {
        if (string.IsNullOrEmpty(path)) return null;
        try
        {
            var subject = new Subjects(all).Resolve(type, [.. path.Split('.').Select(name => new Token(TokenKind.Word, 0, name.Length, name))]);
            return new DraftSubject([.. subject.Hops.Select(hop => hop.Reference), subject.Field], subject.Kind, subject.Target, [.. Filters.Operators.Of(subject.Kind).Select(one => one.Text())]);
        }
        catch (FilterError)
        {
            return null;
        }
    }

    /// <summary>The type at the other end of a relation; null when there is none of that name.</summary>
    public static RecordType? Counted(string? relation, RecordType type, RecordTypes all) =>
        type.Relations.FirstOrDefault(one => one.Name == relation) is { } found ? all.Find(found.RecordType) : null;
}
