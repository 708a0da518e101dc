using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records;

/// <summary>
/// What a module says belongs to a record: the deals and people of a company. A timeline gathers what happened to them too.
/// Modules register as many as they have.
/// </summary>
public interface IRelatedRecords
{
    /// <summary>Ids of related records that the actor may see, newest first, at most <paramref name="most"/>; none for types it does not know.</summary>
    Task<IReadOnlyCollection<Guid>> Of(CrmDb db, Actor actor, string recordType, Guid recordId, int most, CancellationToken stop);
}
