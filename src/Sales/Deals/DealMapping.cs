using Microsoft.EntityFrameworkCore;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Deals;

internal sealed partial class Deal
{
    /// <summary>Deals in the trash stand in no index of a list or a board.</summary>
    private const string Living = "deleted_at IS NULL";

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Deal>(deal =>
        {
            deal.ToTable("deals");
            deal.Property(d => d.Name).HasMaxLength(MaxNameLength);
            deal.Property(d => d.Status).HasMaxLength(10).IsDerived();
            deal.Property(d => d.Currency).HasMaxLength(3);
            deal.Property(d => d.Source).HasMaxLength(MaxSourceLength);
            deal.Property(d => d.ExternalId).HasMaxLength(MaxExternalIdLength);
            deal.Property(d => d.LostNote).HasMaxLength(MaxNoteLength);
            deal.Property(d => d.BaseAmount).IsDerived();
            deal.Property(d => d.BaseCurrency).HasMaxLength(3).IsDerived();
            deal.Property(d => d.ComparableAmount).IsDerived();
            deal.Property(d => d.StageEnteredAt).IsDerived();
            deal.Property(d => d.Products).IsDerived();
            deal.Property(d => d.Stages).IsDerived();
            deal.Property(d => d.CycleDays).IsDerived();
            deal.HasOne(d => d.Stage).WithMany().HasForeignKey(d => d.StageId).OnDelete(DeleteBehavior.Restrict);
            deal.HasOne<Pipeline>().WithMany().HasForeignKey(d => d.PipelineId).OnDelete(DeleteBehavior.Restrict);
            deal.HasMany(d => d.Lines).WithOne().HasForeignKey(l => l.DealId);
            deal.HasMany(d => d.People).WithOne().HasForeignKey(p => p.DealId);
            deal.HasMany(d => d.Stays).WithOne().HasForeignKey(s => s.DealId);

            // a column of the board, for everyone and for those who see some owners' deals
            deal.HasIndex(d => new { d.StageId, d.StageEnteredAt, d.Id, d.OwnerId }, "ix_deals_column").HasFilter(Living);
            deal.HasIndex(d => new { d.StageId, d.ComparableAmount, d.Id, d.OwnerId }, "ix_deals_column_amount").HasFilter(Living);
            deal.HasIndex(d => new { d.StageId, d.ExpectedClose, d.Id, d.OwnerId }, "ix_deals_column_close").HasFilter(Living);
            deal.HasIndex(d => new { d.StageId, d.UpdatedAt, d.Id, d.OwnerId }, "ix_deals_column_changed").HasFilter(Living);
            // counts and sums of a board without reading a deal; SQLite looks for the trash in the index, although its filter says it
            deal.HasIndex(d => new { d.PipelineId, d.Status, d.StageId, d.Currency, d.Amount, d.OwnerId, d.StageEnteredAt, d.ExpectedClose, d.DeletedAt }, "ix_deals_open").HasFilter(Living);
            // what was won or lost in a period
            deal.HasIndex(d => new { d.Status, d.ClosedOn, d.PipelineId, d.BaseAmount, d.OwnerId, d.DeletedAt }, "ix_deals_closed").HasFilter(Living);
            deal.HasIndex(d => new { d.OwnerId, d.CreatedAt, d.Id }).HasFilter(Living);
            deal.HasIndex(d => new { d.CompanyId, d.Id });
            deal.HasIndex(d => new { d.CreatedAt, d.Id });
            deal.HasIndex(d => new { d.UpdatedAt, d.Id });
            deal.HasIndex(d => new { d.Amount, d.Id });
            deal.HasIndex(d => new { d.ComparableAmount, d.Id });
            deal.HasIndex(d => new { d.ExpectedClose, d.Id });
            deal.HasIndex(d => new { d.NameSortKey, d.Id });
            deal.HasIndex(d => d.ExternalIdFolded);
        });
        model.Entity<DealLine>(line =>
        {
            line.ToTable("deal_lines");
            line.Property(one => one.Id).ValueGeneratedNever(); // made by the entity: a new row in a loaded deal is an insert
            line.Property(l => l.Description).HasMaxLength(MaxNameLength);
            line.Property(l => l.Discount).HasPrecision(9, 6);
            line.HasIndex(l => new { l.DealId, l.Order });
            line.HasIndex(l => l.ProductId);
            line.Property(l => l.BaseAmount).IsDerived();
        });
        model.Entity<DealPerson>(person =>
        {
            person.ToTable("deal_people");
            person.Property(one => one.Id).ValueGeneratedNever(); // made by the entity: a new row in a loaded deal is an insert
            person.Property(p => p.Role).HasMaxLength(DealPerson.MaxRoleLength);
            person.HasIndex(p => new { p.DealId, p.PersonId }).IsUnique();
            person.HasIndex(p => p.PersonId);
        });
        model.Entity<StageStay>(stay =>
        {
            stay.ToTable("stage_stays");
            stay.Property(one => one.Id).ValueGeneratedNever(); // made by the entity: a new row in a loaded deal is an insert
            stay.Property(s => s.LostNote).HasMaxLength(MaxNoteLength);
            stay.HasIndex(s => new { s.DealId, s.EnteredAt, s.StageId });
            stay.HasIndex(s => new { s.StageId, s.EnteredAt });
        });
    }
}
