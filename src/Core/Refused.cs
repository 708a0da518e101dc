namespace Tandem.Core;

/// <summary>
/// A rule of the business said no. The code is stable and stands as a constant beside the entity whose rule it is;
/// its text is the resource <c>refused.CODE</c> in each language. Doors translate it: HTTP 422, or the form with its message.
/// </summary>
public sealed class Refused : Exception
{
    private Refused[]? others;

    public Refused(string code, params (string Name, object? Value)[] args) : this(code, field: null, args)
    {
    }

    private Refused(string code, string? field, (string Name, object? Value)[] args) : base(code)
    {
        Code = code;
        Field = field;
        Args = args;
    }

    /// <summary>For example <c>deal.stage-of-another-pipeline</c>.</summary>
    public string Code { get; }

    /// <summary>The field of the request that caused it, by its API name; null when the rule is about the whole.</summary>
    public string? Field { get; }

    /// <summary>Values that the text of the code mentions.</summary>
    public IReadOnlyList<(string Name, object? Value)> Args { get; }

    /// <summary>Every refusal of the request, this one first: a form shows them all at once.</summary>
    public IReadOnlyList<Refused> All => others is null ? [this] : [this, .. others];

    /// <summary>Throws the refusals as one, if there are any.</summary>
    public static void ThrowAny(IReadOnlyList<Refused> refusals)
    {
        if (refusals.Count == 0) return;
        refusals[0].others = refusals.Skip(1).ToArray();
        throw refusals[0];
    }

    /// <summary>The same refusal, blamed on one field.</summary>
    public static Refused On(string field, string code, params (string Name, object? Value)[] args) => new(code, field, args);
}
