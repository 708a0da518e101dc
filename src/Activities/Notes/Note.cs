using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Data;

namespace Tandem.Activities.Notes;

/// <summary>Something that somebody wrote down about a record: plain text with line breaks.</summary>
internal sealed class Note : Record, IAbout
{
    public const int MaxLength = 20_000;

    internal Note()
    {
    }

    public Note(string aboutType, Guid aboutId, string text, Guid? authorId)
    {
        BeAbout(aboutType, aboutId);
        Say(text);
        AuthorId = authorId;
    }

    /// <summary>Key of the type of the record it is about.</summary>
    public string? AboutType { get; private set; }

    public Guid? AboutId { get; private set; }

    public string Text { get; private set; } = "";

    public string TextFolded { get; private set; } = "";

    /// <summary>The user who wrote it; null for an import.</summary>
    public Guid? AuthorId { get; internal set; }

    /// <summary>Stays on top.</summary>
    public bool Pinned { get; internal set; }

    public void BeAbout(string aboutType, Guid? aboutId) => (AboutType, AboutId) = (aboutType, aboutId);

    public void Say(string? text)
    {
        var trimmed = text?.Trim().ReplaceLineEndings("\n");
        if (string.IsNullOrEmpty(trimmed)) throw Refused.On("text", RecordRefusals.RequiredField, ("field", "text"));
        if (trimmed.Length > MaxLength) throw Refused.On("text", RecordRefusals.TooLong, ("field", "text"), ("max", MaxLength));
        Text = trimmed;
        TextFolded = Folding.Fold(trimmed);
    }

    internal static void Map(ModelBuilder model) => model.Entity<Note>(note =>
    {
        note.ToTable("notes");
        note.Property(n => n.AboutType).HasMaxLength(60);
        note.HasIndex(n => new { n.AboutId, n.Pinned, n.CreatedAt });
        note.HasIndex(n => new { n.CreatedAt, n.Id });
    });
}

internal sealed class NoteRecord : RecordType<Note>
{
    public NoteRecord() : base("note", "notes", "sticky-note")
    {
        var text = LongText("text", n => n.Text, (n, v) => n.Say(v)).FoldedBy(n => n.TextFolded).AtMost(Note.MaxLength).IsRequired().IsSearchable().IsListed();
        AnyReference("about", n => n.AboutId, (n, v) => n.BeAbout(n.AboutType ?? "", v)).IsRequired().OnlyAtCreation().IsIndexed();
        Text("aboutType", n => n.AboutType);
        Reference("author", "user", n => n.AuthorId).IsListed();
        YesNo("pinned", n => n.Pinned, (n, v) => n.Pinned = v ?? false);
        Times();
        Titled(text);
    }
}
