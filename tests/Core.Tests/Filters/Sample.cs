using Tandem.Core.Filters;

namespace Tandem.Core.Tests.Filters;

/// <summary>A small workspace: two teams, three people, some companies and deals.</summary>
internal static class Sample
{
    /// <summary>A Wednesday, late in the evening in Tehran and still afternoon in London.</summary>
    public static readonly DateTimeOffset Now = new(2026, 7, 15, 18, 30, 0, TimeSpan.Zero);

    public static readonly TimeZoneInfo Tehran = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tehran");

    public static readonly RecordTypes Types = new([new TeamType(), new MemberType(), new CompanyType(), new DealType()]);

    public static readonly RecordType Deals = Types["deal"];

    public static readonly RecordType Companies = Types["company"];

    public static readonly Team Dach = new() { Id = Id(1), Name = "DACH" };

    public static readonly Team Nordics = new() { Id = Id(2), Name = "Nordics" };

    public static readonly Member Mina = new() { Id = Id(11), Name = "Mina", TeamId = Dach.Id };

    public static readonly Member Jonas = new() { Id = Id(12), Name = "Jonas", TeamId = Dach.Id };

    public static readonly Member Linh = new() { Id = Id(13), Name = "Linh", TeamId = Nordics.Id };

    public static readonly Company Acme = new() { Id = Id(21), Name = "Acme", Industry = "retail", Country = "DE", Employees = 120, OwnerId = Mina.Id, Emails = ["info@acme.example"], Phones = ["+4930123456", "112"] };

    public static readonly Company Cafe = new() { Id = Id(22), Name = "Café Über", Industry = "food", Country = "AT", OwnerId = Linh.Id, ParentId = Acme.Id };

    public static readonly Company Empty = new() { Id = Id(23), Name = "کتاب‌خانه" };

    /// <summary>Evaluated for Mina.</summary>
    public static FilterContext Context(Func<RecordType, IQueryable>? set = null) => new()
    {
        Now = Now, Zone = Tehran, Actor = Mina.Id, Teams = [Dach.Id], TeamMates = [Mina.Id, Jonas.Id], Set = set ?? Set,
    };

    public static Filter Filter(string text) => Core.Filters.Filter.Parse(text, Deals, Types);

    /// <summary>Whether a filter lets a deal through, in memory.</summary>
    public static bool Holds(string filter, Deal deal) => Filter(filter).ToPredicate<Deal>(Context())(deal);

    public static bool Holds(string filter, Company company) => Core.Filters.Filter.Parse(filter, Companies, Types).ToPredicate<Company>(Context())(company);

    public static FilterError Error(string text, RecordType? type = null)
    {
        var error = Should.Throw<FilterError>(() => Core.Filters.Filter.Parse(text, type ?? Deals, Types));
        error.Position.ShouldBeInRange(0, text.Length);
        (error.Position + error.Length).ShouldBeLessThanOrEqualTo(text.Length);
        return error;
    }

    private static IQueryable Set(RecordType type) => type.EntityType == typeof(Team) ? new[] { Dach, Nordics }.AsQueryable()
        : type.EntityType == typeof(Member) ? new[] { Mina, Jonas, Linh }.AsQueryable()
        : type.EntityType == typeof(Company) ? new[] { Acme, Cafe, Empty }.AsQueryable()
        : new[]
        {
            new Deal { Title = "Big", CompanyId = Acme.Id, Stage = "open", Amount = 900 }, new Deal { Title = "Small", CompanyId = Acme.Id, Stage = "open", Amount = 5 },
            new Deal { Title = "Done", CompanyId = Acme.Id, Stage = "won" }, new Deal { Title = "Lost", CompanyId = Cafe.Id, Stage = "lost" },
        }.AsQueryable();

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
}
