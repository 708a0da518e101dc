using Tandem.Core.Records;

namespace Tandem.Platform.Records;

/// <summary>What new records start with in fields that the workspace gave a default.</summary>
internal static class FieldDefaults
{
    private static readonly ReadingContext Plain = new("EUR", null);

    /// <summary>Fills the fields that were not given.</summary>
    public static void Fill(object record, RecordType type, Func<Field, bool> given)
    {
        foreach (var field in type.Fields)
            if (field.Shape is { Default: not null } && !given(field)) field.Write(record, Of(field));
    }

    public static object? Of(Field field) => field.Shape?.Default is { } text ? FieldValues.One(field, text, Plain) : null;
}
