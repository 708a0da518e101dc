using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;

namespace Tandem.Sales.Reports;

/// <summary>Where companies are and what they do: found through the description of companies, which another module keeps.</summary>
internal static class CompanyParts
{
    private static readonly MethodInfo OfType = typeof(CompanyParts).GetMethod(nameof(Texts), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Those that the actor may see; null when companies are not described so.</summary>
    public static IQueryable<CompanyPart>? Of(CrmDb db, Actor actor) =>
        db.RecordTypes.Find("company") is { } type && type.Find("country") is { } country && type.Find("industry") is { } industry
            ? (IQueryable<CompanyPart>)OfType.MakeGenericMethod(type.EntityType).Invoke(null, [db, actor, country.Value, industry.Value])!
            : null;

    private static IQueryable<CompanyPart> Texts<T>(CrmDb db, Actor actor, LambdaExpression country, LambdaExpression industry) where T : class, IRecord
    {
        var company = country.Parameters[0];
        var part = Expression.MemberInit(
            Expression.New(typeof(CompanyPart)),
            Bind(nameof(CompanyPart.CompanyId), Expression.Convert(Expression.Property(company, nameof(IRecord.Id)), typeof(Guid?))),
            Bind(nameof(CompanyPart.Country), country.Body),
            Bind(nameof(CompanyPart.Industry), new ParameterReplacement(industry.Parameters[0], company).Visit(industry.Body)));
        return db.Set<T>().AsNoTracking().VisibleTo(actor, db).Select(Expression.Lambda<Func<T, CompanyPart>>(part, company));
    }

    private static MemberAssignment Bind(string property, Expression value) => Expression.Bind(typeof(CompanyPart).GetProperty(property)!, value);
}

/// <summary>What a report says of a company.</summary>
internal sealed class CompanyPart
{
    public Guid? CompanyId { get; init; }

    public string? Country { get; init; }

    public string? Industry { get; init; }
}
