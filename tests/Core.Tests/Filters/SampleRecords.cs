using Tandem.Core.Text;

namespace Tandem.Core.Tests.Filters;

internal abstract class SampleRecord : IRecord
{
    public Guid Id { get; init; } = Ids.New();

    public int Version { get; init; } = 1;

    public DateTimeOffset CreatedAt { get; init; } = Sample.Now;

    public DateTimeOffset UpdatedAt { get; init; } = Sample.Now;

    public DateTimeOffset? DeletedAt { get; init; }
}

internal sealed class Team : SampleRecord
{
    public required string Name { get; init; }

    public string NameFolded { get => Folding.Fold(Name); private set => _ = value; }
}

internal sealed class Member : SampleRecord
{
    public required string Name { get; init; }

    public string NameFolded { get => Folding.Fold(Name); private set => _ = value; }

    public Guid? TeamId { get; init; }
}

internal sealed class Company : SampleRecord
{
    public required string Name { get; init; }

    public string NameFolded { get => Folding.Fold(Name); private set => _ = value; }

    public string NameSortKey { get => SortKeys.Of(Name, "en"); private set => _ = value; }

    public string? Industry { get; init; }

    public string? Country { get; init; }

    public int? Employees { get; init; }

    public List<string> Emails { get; init; } = [];

    public List<string> Phones { get; init; } = [];

    public Guid? OwnerId { get; init; }

    public Guid? ParentId { get; init; }
}

internal sealed class Deal : SampleRecord
{
    public required string Title { get; init; }

    public string TitleFolded { get => Folding.Fold(Title); private set => _ = value; }

    public string TitleSortKey { get => SortKeys.Of(Title, "en"); private set => _ = value; }

    public string? Source { get; init; }

    public string? SourceFolded { get => Folding.Fold(Source); private set => _ = value; }

    public string? SourceSortKey { get => SortKeys.Of(Source, "en"); private set => _ = value; }

    public string? Code { get; init; }

    public string? Stage { get; init; }

    public decimal? Amount { get; init; }

    public string? Currency { get; init; }

    public decimal Probability { get; init; }

    public int? Seats { get; init; }

    public int Score { get; init; }

    public DateOnly? CloseDate { get; init; }

    public DateTimeOffset? WonAt { get; init; }

    public bool? Urgent { get; init; }

    public bool Archived { get; init; }

    public List<string>? Tags { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public Guid? CompanyId { get; init; }

    public Guid? OwnerId { get; init; }
}
