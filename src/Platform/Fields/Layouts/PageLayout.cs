using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Fields.Layouts;

/// <summary>Fields under one heading.</summary>
/// <param name="Title">As the administrator wrote it; null for none.</param>
/// <param name="Columns">1 or 2.</param>
/// <param name="Fields">Names of the fields, in order.</param>
public sealed record LayoutSection(string? Title, int Columns, List<string> Fields);

/// <summary>
/// How the page and the forms of a record type are laid out, for everyone or for one role: which fields, under which headings, in which order, and which
/// of them the form of a new record asks for at once. What it does not place stands behind "more fields" in forms, and not on the page.
/// </summary>
public sealed class PageLayout : Record
{
    public const int MostSections = 20;
    public const int MaxTitleLength = 60;

    private PageLayout()
    {
    }

    public PageLayout(string recordType, Role? role) => (RecordType, Role) = (recordType, role);

    public string RecordType { get; private set; } = "";

    /// <summary>Whose it is; null for everyone who has none of their own.</summary>
    public Role? Role { get; private set; }

    public List<LayoutSection> Sections { get; private set; } = [];

    /// <summary>Names of the fields that the form of a new record shows at once.</summary>
    public List<string> Quick { get; private set; } = [];

    /// <summary>What stands where no layout was made: everything, the workspace's own fields under their headings.</summary>
    public static PageLayout Usual(RecordType type)
    {
        var layout = new PageLayout(type.Key, role: null);
        var placeable = Placeable(type).ToList();
        layout.Sections = [.. placeable.GroupBy(field => field.Shape?.Section).OrderBy(group => group.Key is not null).Select(group => new LayoutSection(group.Key, 1, [.. group.Select(field => field.Name)]))];
        layout.Quick = [.. placeable.Where(field => field.Editable && (field.Required || field.Listed)).Select(field => field.Name)];
        return layout;
    }

    /// <summary>The fields that a layout places; the title and its parts always come first.</summary>
    public static IEnumerable<Field> Placeable(RecordType type) => type.Fields.Where(field => field != type.Title && field.Name is not ("createdAt" or "updatedAt" or "givenName" or "familyName")
        && !(field.Kind is FieldKind.Email or FieldKind.Phone && type.Fields.Any(other => other.Kind is FieldKind.Emails)));

    public void TakeOver(PageLayout other) => (Sections, Quick) = ([.. other.Sections.Select(section => section with { Fields = [.. section.Fields] })], [.. other.Quick]);

    /// <summary>Puts a field at a place of a section, or nowhere.</summary>
    /// <param name="section">Counted from 0; null takes the field off.</param>
    /// <param name="place">Counted from 0; null for the end.</param>
    public void Place(string field, int? section, int? place)
    {
        if (section is { } wanted && (wanted < 0 || wanted >= Sections.Count)) throw Refused.On("section", LayoutRefusals.NoSection);
        foreach (var one in Sections) one.Fields.Remove(field);
        if (section is not { } to) return;
        var fields = Sections[to].Fields;
        fields.Insert(Math.Clamp(place ?? fields.Count, 0, fields.Count), field);
    }

    public void Ask(string field, bool quick)
    {
        Quick.Remove(field);
        if (quick) Quick.Add(field);
    }

    public void AddSection(string? title)
    {
        if (Sections.Count >= MostSections) throw new Refused(LayoutRefusals.TooManySections, ("max", MostSections));
        Sections.Add(new LayoutSection(WorkspaceWords.Given(title, MaxTitleLength, "title"), 1, []));
    }

    public void ChangeSection(int section, string? title, int columns)
    {
        if (section < 0 || section >= Sections.Count) throw Refused.On("section", LayoutRefusals.NoSection);
        Sections[section] = Sections[section] with { Title = WorkspaceWords.Given(title, MaxTitleLength, "title"), Columns = columns == 2 ? 2 : 1 };
    }

    public void MoveSection(int section, int by)
    {
        if (section < 0 || section >= Sections.Count) throw Refused.On("section", LayoutRefusals.NoSection);
        var moved = Sections[section];
        Sections.RemoveAt(section);
        Sections.Insert(Math.Clamp(section + by, 0, Sections.Count), moved);
    }

    /// <summary>Its fields go to the section before it; the last one stays.</summary>
    public void RemoveSection(int section)
    {
        if (section < 0 || section >= Sections.Count || Sections.Count == 1) throw Refused.On("section", LayoutRefusals.NoSection);
        var fields = Sections[section].Fields;
        Sections.RemoveAt(section);
        Sections[Math.Max(0, section - 1)].Fields.AddRange(fields);
    }

    internal static void Map(ModelBuilder model) => model.Entity<PageLayout>(layout =>
    {
        layout.ToTable("page_layouts");
        layout.Property(l => l.RecordType).HasMaxLength(60);
        layout.Property(l => l.Role).HasConversion<string>().HasMaxLength(20);
        layout.Property(l => l.Sections).AsJson();
        layout.Property(l => l.Quick).AsJson();
        layout.HasIndex(l => new { l.RecordType, l.Role });
    });
}

public static class LayoutRefusals
{
    public const string NoSection = "layout.no-section";
    public const string TooManySections = "layout.too-many-sections";
}
