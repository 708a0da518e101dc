using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Platform.CustomRecords;

/// <summary>A record of a type that the workspace defined: a vehicle, a policy. All such types share this entity and its table.</summary>
public sealed class CustomRecord : OwnedRecord, ISortable, ICustomizable, ITyped
{
    public const int MaxNameLength = 300;

    private CustomRecord()
    {
    }

    internal CustomRecord(string typeKey) => TypeKey = typeKey;

    public string TypeKey { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string NameFolded { get; private set; } = "";

    public string NameSortKey { get; private set; } = "";

    public CustomValues Custom { get; set; } = CustomValues.None;

    public void Rename(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) throw Refused.On("name", RecordRefusals.RequiredField, ("field", "name"));
        Name = name.Trim();
        NameFolded = Folding.Fold(Name) ?? "";
    }

    void ISortable.SortBy(SortBasis basis) => NameSortKey = SortKeys.Of(Name, basis.Language) ?? "";

    internal static void Map(ModelBuilder model) => model.Entity<CustomRecord>(record =>
    {
        record.ToTable("custom_records");
        record.Property(r => r.TypeKey).HasMaxLength(60).IsDerived();
        record.Property(r => r.Name).HasMaxLength(MaxNameLength);
        record.HasIndex(r => new { r.TypeKey, r.NameSortKey, r.Id });
        record.HasIndex(r => new { r.TypeKey, r.NameFolded });
        record.HasIndex(r => new { r.TypeKey, r.CreatedAt, r.Id });
        record.HasIndex(r => new { r.TypeKey, r.OwnerId });
    });
}

/// <summary>Describes one type of the workspace's own, before its fields are added.</summary>
internal sealed class CustomRecordType : RecordType<CustomRecord>
{
    /// <summary>Stands for each of them where endpoints are mapped, before a workspace is known.</summary>
    public static readonly CustomRecordType Any = new("custom-record", "custom-records", "box");

    public CustomRecordType(CustomType type) : this(type.Key, type.Plural, type.Icon)
    {
    }

    private CustomRecordType(string key, string plural, string icon) : base(key, plural, icon)
    {
        var name = Text("name", r => r.Name, (r, v) => r.Rename(v)).FoldedBy(r => r.NameFolded).SortedBy(r => r.NameSortKey)
            .AtMost(CustomRecord.MaxNameLength).IsRequired().IsSearchable().IsIndexed().IsListed().Labelled("custom-record.name");
        Reference("owner", "user", r => r.OwnerId, (r, v) => r.AssignTo(v)).IsIndexed().IsListed().Labelled("custom-record.owner");
        Instant("createdAt", r => r.CreatedAt).IsIndexed().Labelled("custom-record.createdAt");
        Instant("updatedAt", r => r.UpdatedAt).IsIndexed().Labelled("custom-record.updatedAt");
        Titled(name);
        MatchedBy("name");
        SortedBy("name");
    }

    public override bool SharesEntity => true;

    public override string Path => "/records/" + Plural;
}

internal sealed class CustomRecordRules(RecordTypes types) : RecordRules<CustomRecord>
{
    public override CustomRecord Blank(Actor actor) => new(types.Of(typeof(CustomRecord))!.Key);
}
