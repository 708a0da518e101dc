namespace Tandem.Ui;

/// <summary>Why a form was refused, in the reader's language. Given to <see cref="PostForm"/>, it reaches every field by its name.</summary>
/// <param name="Message">About the form as a whole; null when only fields are at fault.</param>
/// <param name="Fields">Name of the field to its message.</param>
public sealed record FormProblems(string? Message, IReadOnlyDictionary<string, string> Fields)
{
    public static readonly FormProblems None = new(null, new Dictionary<string, string>(StringComparer.Ordinal));

    public bool Any => Message is not null || Fields.Count > 0;

    public string? For(string name) => Fields.GetValueOrDefault(name);

    /// <summary>A refusal of the form as a whole.</summary>
    public static FormProblems Of(string message) => new(message, None.Fields);

    /// <summary>A refusal of one field.</summary>
    public static FormProblems Of(string field, string message) => new(null, new Dictionary<string, string>(StringComparer.Ordinal) { [field] = message });
}
