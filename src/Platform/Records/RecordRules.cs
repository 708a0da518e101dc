using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Records;

/// <summary>
/// What a record type needs the database for when it is created or changed through the general doors (API, form, import): a deal finds its
/// pipeline's first stage, a company's parent must not be below it. Rules that need no database stand in the entity.
/// </summary>
public abstract class RecordRules<T> where T : class, IRecord
{
    /// <summary>An empty record, before its fields are written.</summary>
    public abstract T Blank(Actor actor);

    /// <summary>
    /// Names what only one write at a time may check and save, because two that are right each for itself would be wrong together: the tree of companies.
    /// Null when these values need no such care.
    /// </summary>
    public virtual string? Exclusive(FieldValues values) => null;

    /// <summary>After the fields are written, before the first save. Throws <see cref="Core.Refused"/>.</summary>
    public virtual Task Creating(CrmDb db, Actor actor, T record, CancellationToken stop) => Task.CompletedTask;

    /// <summary>After fields were changed, before the save.</summary>
    public virtual Task Changing(CrmDb db, Actor actor, T record, FieldValues values, CancellationToken stop) => Task.CompletedTask;

    /// <summary>Before the record goes to the trash.</summary>
    public virtual Task Trashing(CrmDb db, Actor actor, T record, CancellationToken stop) => Task.CompletedTask;
}
