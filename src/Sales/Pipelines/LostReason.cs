using Microsoft.EntityFrameworkCore;
using Tandem.Core.Text;

namespace Tandem.Sales.Pipelines;

/// <summary>Why deals are lost, from a list that the workspace keeps.</summary>
internal sealed class LostReason : Record
{
    public const int MaxNameLength = 120;

    internal LostReason()
    {
    }

    public LostReason(string name, int order)
    {
        Rename(name);
        Order = order;
    }

    public string Name { get; private set; } = "";

    public string NameFolded { get; private set; } = "";

    /// <summary>Place in the list, smallest first.</summary>
    public int Order { get; internal set; }

    /// <summary>Retired reasons stay on the deals that were lost for them and are not offered any more.</summary>
    public bool Retired { get; internal set; }

    public void Rename(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw Refused.On("name", RecordRefusals.RequiredField, ("field", "name"));
        Name = name.Trim();
        NameFolded = Folding.Fold(Name) ?? "";
    }

    internal static void Map(ModelBuilder model) => model.Entity<LostReason>(reason =>
    {
        reason.ToTable("lost_reasons");
        reason.Property(r => r.Name).HasMaxLength(MaxNameLength);
    });
}
