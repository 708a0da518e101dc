using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace Tandem.Sales.Reports;

/// <summary>Deals with a text of their company, such as its country: found through the description of companies, which another module keeps.</summary>
internal static class CompanyParts
{
    private static readonly MethodInfo OfType = typeof(CompanyParts).GetMethod(nameof(Texts), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>The field by company, for those that the actor may see; null when companies have no such field.</summary>
    public static IQueryable<CompanyPart>? Of(CrmDb db, Actor actor, string field) =>
        db.RecordTypes.Find("company") is { } type && type.Find(field) is { } described
            ? (IQueryable<CompanyPart>)OfType.MakeGenericMethod(type.EntityType).Invoke(null, [db, actor, described.Value])!
            : null;

    private static IQueryable<CompanyPart> Texts<T>(CrmDb db, Actor actor, LambdaExpression value) where T : class, IRecord
    {
        var company = value.Parameters[0];
        var part = Expression.MemberInit(
            Expression.New(typeof(CompanyPart)),
            Expression.Bind(typeof(CompanyPart).GetProperty(nameof(CompanyPart.CompanyId))!, Expression.Convert(Expression.Property(company, nameof(IRecord.Id)), typeof(Guid?))),
            Expression.Bind(typeof(CompanyPart).GetProperty(nameof(CompanyPart.Value))!, value.Body));
        return db.Set<T>().AsNoTracking().VisibleTo(actor, db).Select(Expression.Lambda<Func<T, CompanyPart>>(part, company));
    }
}

/// <summary>A text of a company.</summary>
internal sealed class CompanyPart
{
    public Guid? CompanyId { get; init; }

    public string? Value { get; init; }
}
