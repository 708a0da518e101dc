namespace Tandem.Sales.Deals;

/// <summary>A person who has a part in a deal.</summary>
internal sealed class DealPerson : IPart
{
    public const int MaxRoleLength = 120;

    private DealPerson()
    {
    }

    internal DealPerson(Deal deal, Guid personId, string? role)
    {
        DealId = deal.Id;
        PersonId = personId;
        Play(role);
    }

    public Guid Id { get; private init; } = Ids.New();

    public Guid DealId { get; private init; }

    public Guid PersonId { get; private init; }

    /// <summary>What the person is in this deal: buyer, user, decides the budget.</summary>
    public string? Role { get; private set; }

    Guid IPart.WholeId => DealId;

    string IPart.WholeType => Deal.TypeKey;

    string IPart.PartName => "people";

    internal void Play(string? role)
    {
        Role = string.IsNullOrWhiteSpace(role) ? null : role.Trim();
        if (Role is { Length: > MaxRoleLength }) throw Refused.On("role", RecordRefusals.TooLong, ("field", "role"), ("max", MaxRoleLength));
    }

    string IPart.Describe() => Role is null ? PersonId.ToString() : $"{PersonId} ({Role})";
}
