using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Data;
using Tandem.Platform.Records.Views;

namespace Tandem.Platform.Records.Pages;

/// <summary>Which columns a user chose to see, in their order: in the list as it is, or in a view, until they save that.</summary>
public sealed class ListChoice
{
    public Guid UserId { get; init; }

    /// <summary>Key of the record type.</summary>
    public required string RecordType { get; init; }

    /// <summary>Empty for the list without a view.</summary>
    public Guid ViewId { get; init; }

    public List<ViewColumn> Columns { get; set; } = [];

    internal static void Map(ModelBuilder model) => model.Entity<ListChoice>(choice =>
    {
        choice.ToTable("list_choices");
        choice.HasKey(c => new { c.UserId, c.RecordType, c.ViewId });
        choice.Property(c => c.RecordType).HasMaxLength(60);
        choice.Property(c => c.Columns).AsJson();
        choice.HasIndex(c => c.ViewId);
    });
}
