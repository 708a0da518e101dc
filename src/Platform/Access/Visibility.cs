using System.Linq.Expressions;
using Tandem.Core.Records;
using Tandem.Platform.Data;
using Tandem.Platform.Records.Merging;

namespace Tandem.Platform.Access;

/// <summary>
/// The only way to records: through what the actor may see. A record that is not visible is not found (404), one that is visible but
/// not editable is refused.
/// </summary>
public static class Visibility
{
    /// <summary>Rows of the type that the actor may see, without those in the trash.</summary>
    public static IQueryable<T> VisibleTo<T>(this IQueryable<T> rows, Actor actor, CrmDb db) where T : class, IRecord =>
        rows.Where(row => row.DeletedAt == null).Within(actor, db, editing: false);

    /// <summary>Rows that the actor may change, without those in the trash.</summary>
    public static IQueryable<T> EditableBy<T>(this IQueryable<T> rows, Actor actor, CrmDb db) where T : class, IRecord =>
        rows.Where(row => row.DeletedAt == null).Within(actor, db, editing: true);

    /// <summary>Rows in the trash that the actor may bring back; those that were merged away come back by undoing the merge.</summary>
    public static IQueryable<T> TrashedFor<T>(this IQueryable<T> rows, Actor actor, CrmDb db) where T : class, IRecord =>
        rows.Where(row => row.DeletedAt != null).NotMergedAway(db).Within(actor, db, editing: true);

    internal static IQueryable<T> NotMergedAway<T>(this IQueryable<T> rows, CrmDb db) where T : class, IRecord
    {
        var standing = db.Standing();
        return rows.Where(row => !standing.Any(merge => merge.LoserId == row.Id));
    }

    /// <summary>Rows of one of the types that may share an entity.</summary>
    public static IQueryable<T> VisibleTo<T>(this IQueryable<T> rows, Actor actor, CrmDb db, RecordType type) where T : class, IRecord =>
        rows.Where(row => row.DeletedAt == null).Within(actor, db, editing: false, type);

    private static IQueryable<T> Within<T>(this IQueryable<T> rows, Actor actor, CrmDb db, bool editing, RecordType? type = null) where T : class, IRecord
    {
        type ??= db.RecordTypes.Of(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not a record type.");
        var grant = actor.GrantFor(type.Key);
        var reach = editing ? grant.Edit : grant.See;
        rows = rows.Of(type);
        if (reach == Reach.None) return rows.Where(_ => false);
        if (typeof(IAttachment).IsAssignableFrom(typeof(T)) && !actor.IsAdministrator && !editing) return rows.AttachedOrOwn(actor, db);
        if (typeof(IAbout).IsAssignableFrom(typeof(T)) && !actor.IsAdministrator) rows = rows.AboutVisible(actor, db);
        if (reach == Reach.Everything || !typeof(IOwned).IsAssignableFrom(typeof(T))) return rows;
        return rows.Where(Owned<T>(Owners(actor, reach), grant.Unowned));
    }

    /// <summary>Users whose records count as within reach.</summary>
    internal static Guid[] Owners(Actor actor, Reach reach) => reach == Reach.Team ? [.. actor.Mates.Append(actor.Id ?? Guid.Empty).Distinct()] : [actor.Id ?? Guid.Empty];

    private static Expression<Func<T, bool>> Owned<T>(Guid[] owners, bool unowned)
    {
        Expression<Func<IOwned, bool>> within = (owners, unowned) switch
        {
            ([var only], true) => row => row.OwnerId == null || row.OwnerId == only,
            ([var only], false) => row => row.OwnerId == only,
            (_, true) => row => row.OwnerId == null || owners.Contains(row.OwnerId.Value),
            _ => row => row.OwnerId != null && owners.Contains(row.OwnerId.Value),
        };
        var parameter = Expression.Parameter(typeof(T), "row");
        return Expression.Lambda<Func<T, bool>>(new Retarget(within.Parameters[0], parameter).Visit(within.Body), parameter);
    }

    /// <summary>Where several types share an entity, the rows of one of them.</summary>
    internal static IQueryable<T> Of<T>(this IQueryable<T> rows, RecordType type)
    {
        if (!type.SharesEntity) return rows;
        var key = type.Key;
        Expression<Func<ITyped, bool>> of = row => row.TypeKey == key;
        var parameter = Expression.Parameter(typeof(T), "row");
        return rows.Where(Expression.Lambda<Func<T, bool>>(new Retarget(of.Parameters[0], parameter).Visit(of.Body), parameter));
    }

    private static IQueryable<T> AboutVisible<T>(this IQueryable<T> rows, Actor actor, CrmDb db) where T : class, IRecord
    {
        var entries = db.RecordEntries.VisibleTo(actor, db);
        Expression<Func<IAbout, bool>> about = row => row.AboutId == null || entries.Any(entry => entry.RecordId == row.AboutId);
        var parameter = Expression.Parameter(typeof(T), "row");
        return rows.Where(Expression.Lambda<Func<T, bool>>(new Retarget(about.Parameters[0], parameter).Visit(about.Body), parameter));
    }

    private static IQueryable<T> AttachedOrOwn<T>(this IQueryable<T> rows, Actor actor, CrmDb db) where T : class, IRecord
    {
        var own = actor.Id;
        var entries = db.RecordEntries.VisibleTo(actor, db);
        Expression<Func<IAttachment, bool>> seen = row => (row.OwnerId != null && row.OwnerId == own) || (row.AboutId != null && entries.Any(entry => entry.RecordId == row.AboutId));
        var parameter = Expression.Parameter(typeof(T), "row");
        return rows.Where(Expression.Lambda<Func<T, bool>>(new Retarget(seen.Parameters[0], parameter).Visit(seen.Body), parameter));
    }

    /// <summary>Entries of the directory that the actor may see.</summary>
    public static IQueryable<Search.RecordEntry> VisibleTo(this IQueryable<Search.RecordEntry> entries, Actor actor, CrmDb db)
    {
        // A file may be about a task, and that about a company.
        return AboutSeen(entries.Granted(actor, db), AboutSeen(db.RecordEntries.Granted(actor, db), db.RecordEntries.Granted(actor, db)));

        IQueryable<Search.RecordEntry> AboutSeen(IQueryable<Search.RecordEntry> some, IQueryable<Search.RecordEntry> seen)
        {
            if (actor.IsAdministrator) return some;
            var (attachments, self) = (Attachments(db), actor.Id);
            // A value, not EXISTS: that may be planned as a pass through the whole directory.
            return some.Where(entry => entry.AboutId == null || (attachments.Contains(entry.RecordType) && entry.OwnerId != null && entry.OwnerId == self)
                || seen.Where(subject => subject.RecordId == entry.AboutId).Select(subject => (long?)subject.Number).FirstOrDefault() != null);
        }
    }

    private static string[] Attachments(CrmDb db) => [.. db.RecordTypes.All.Where(type => typeof(IAttachment).IsAssignableFrom(type.EntityType)).Select(type => type.Key)];

    /// <summary>Entries of types, and with owners, that the actor's role lets through, whatever they are about.</summary>
    private static IQueryable<Search.RecordEntry> Granted(this IQueryable<Search.RecordEntry> entries, Actor actor, CrmDb db)
    {
        entries = entries.Where(entry => !entry.Trashed);
        if (db.RecordTypes.Hidden.Count > 0)
        {
            var hidden = db.RecordTypes.Hidden.ToArray();
            entries = entries.Where(entry => !hidden.Contains(entry.RecordType));
        }

        if (actor.IsAdministrator) return entries;
        var grants = db.RecordTypes.All.ToLookup(type => (actor.GrantFor(type.Key).See, actor.GrantFor(type.Key).Unowned), type => type.Key);
        Expression<Func<Search.RecordEntry, bool>>? any = null;
        foreach (var group in grants.Where(group => group.Key.See != Reach.None))
        {
            var types = group.ToArray();
            var (reach, unowned) = group.Key;
            var owners = Owners(actor, reach);
            Expression<Func<Search.RecordEntry, bool>> one = reach == Reach.Everything
                ? entry => types.Contains(entry.RecordType)
                : entry => types.Contains(entry.RecordType) && (entry.OwnerId == null ? unowned : owners.Contains(entry.OwnerId.Value));
            any = any is null ? one : Either(any, one);
        }

        string[] attachments = [.. Attachments(db).Where(actor.Sees)];
        if (any is not null && attachments.Length > 0) any = Either(any, entry => attachments.Contains(entry.RecordType) && entry.AboutId != null);
        return any is null ? entries.Where(_ => false) : entries.Where(any);

        static Expression<Func<Search.RecordEntry, bool>> Either(Expression<Func<Search.RecordEntry, bool>> one, Expression<Func<Search.RecordEntry, bool>> other) =>
            Expression.Lambda<Func<Search.RecordEntry, bool>>(Expression.OrElse(one.Body, new Retarget(other.Parameters[0], one.Parameters[0]).Visit(other.Body)), one.Parameters);
    }

    /// <summary>Replaces an interface-typed parameter, so that EF sees the entity's own property.</summary>
    private sealed class Retarget(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);

        protected override Expression VisitMember(MemberExpression node) => node.Expression == from
            ? Expression.Property(to, node.Member.Name)
            : base.VisitMember(node);
    }
}
