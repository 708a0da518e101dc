using Tandem.Core;
using Tandem.Core.Finance;
using Tandem.Customers.Contracts;
using Tandem.Platform.Access;
using Tandem.Sales.Contracts;

namespace Tandem.Demo.Filling;

/// <summary>A deal, and what its story needs beside its plan.</summary>
/// <param name="Home">Whether a person buys.</param>
internal sealed record DemoDeal(DealPlan Plan, bool Open, bool Home)
{
    public DateTimeOffset Since => Plan.Stays[^1].EnteredAt;
}

/// <summary>How one kind of deal goes through its pipeline.</summary>
/// <param name="Drop">For each open stage the share of deals that are lost there.</param>
/// <param name="Slowest">Days that a stage takes at most, stuck deals aside.</param>
internal sealed record DemoWay(PlannedPipeline Pipeline, double[] Drop, int Slowest, IReadOnlyList<User> Sellers);

/// <summary>Deals of a year and a half, each with its way through the stages.</summary>
internal sealed class DemoDeals
{
    private const int Business = 360;
    private const int Service = 90;
    private const int Home = 150;
    private const double Stuck = 0.18;

    private readonly DemoScene scene;
    private readonly Dice dice;
    private readonly DemoCustomers customers;
    private readonly DemoCatalog catalog;
    private readonly IReadOnlyList<Guid> reasons;
    private int opened;

    public DemoDeals(DemoScene scene, DemoCustomers customers, DemoCatalog catalog, (PlannedPipeline Business, PlannedPipeline Service, PlannedPipeline Home) pipelines, IReadOnlyList<Guid> reasons)
    {
        (this.scene, dice, this.customers, this.catalog, this.reasons) = (scene, scene.Dice, customers, catalog, reasons);
        var business = new DemoWay(pipelines.Business, [0.28, 0.18, 0.14, 0.12, 0.14], 50, scene.BusinessSellers);
        var service = new DemoWay(pipelines.Service, [0.08, 0.1, 0.12], 45, scene.ServiceSellers);
        var home = new DemoWay(pipelines.Home, [0.3, 0.18, 0.2], 16, scene.HomeSellers);
        All =
        [
            .. Enumerable.Range(0, Business).Select(_ => OfCompany(business, catalog.ForCompanies, scene.Words.BusinessDeals, 3)),
            .. Enumerable.Range(0, Service).Select(_ => OfCompany(service, catalog.Contracts, scene.Words.ServiceDeals, 1)),
            .. Enumerable.Range(0, Home).Select(_ => OfPerson(home)),
        ];
    }

    public IReadOnlyList<DemoDeal> All { get; }

    private DemoDeal OfCompany(DemoWay way, IReadOnlyList<CatalogProduct> products, string[] names, int mostLines)
    {
        var begun = Begun();
        NewCompany company;
        do company = dice.Of(customers.Companies);
        while (company.Past!.At > begun);
        var chosen = products.OrderBy(_ => dice.Share()).Take(dice.Between(1, mostLines)).ToList();
        var buyers = customers.ContactsOf[company.Id].OrderBy(_ => dice.Share()).Take(dice.Between(1, 3)).ToList();
        var name = dice.Of(names).Replace("{product}", chosen[0].Name, StringComparison.Ordinal).Replace("{company}", company.Name, StringComparison.Ordinal);
        var deal = Deal(way, name, begun, home: false);
        var plan = Priced(deal.Plan, chosen, catalog.CurrencyOf(company.Country, dice));
        return deal with { Plan = plan with { CompanyId = company.Id, People = [.. buyers.Select(buyer => (buyer.Id, (string?)dice.Of(scene.Words.Roles)))] } };
    }

    private DemoDeal OfPerson(DemoWay way)
    {
        var begun = Begun();
        NewPerson person;
        do person = dice.Of(customers.Privates);
        while (person.Past!.At > begun);
        var chosen = catalog.ForPeople.OrderBy(_ => dice.Share()).Take(dice.Between(1, 2)).ToList();
        var name = dice.Of(scene.Words.HomeDeals).Replace("{product}", chosen[0].Name, StringComparison.Ordinal).Replace("{person}", person.Name, StringComparison.Ordinal);
        var deal = Deal(way, name, begun, home: true);
        return deal with { Plan = Priced(deal.Plan, chosen, scene.Currency) with { People = [(person.Id, null)] } };
    }

    /// <summary>The business grows, and much of what it works on has begun lately.</summary>
    private DateTimeOffset Begun() => scene.WorkTime(dice.Chance(0.2) ? 65 * dice.Share() : (DemoScene.Days + 50) * Math.Pow(dice.Share(), 1.35));

    private DemoDeal Deal(DemoWay way, string name, DateTimeOffset begun, bool home)
    {
        var stays = new List<StayPlan>();
        var at = begun;
        var stuckAt = dice.Chance(Stuck) ? dice.Between(0, way.Drop.Length - 1) : -1;
        var lost = false;
        for (var place = 0; place < way.Drop.Length && at < scene.Now && !lost; place++)
        {
            stays.Add(new StayPlan(way.Pipeline.Open[place].Id, at));
            at = After(at, (1 + (way.Slowest * dice.Share() * dice.Share())) * (place == stuckAt ? 5 : 1));
            lost = dice.Chance(way.Drop[place]);
        }

        var open = at >= scene.Now;
        if (!open) stays.Add(new StayPlan((lost ? way.Pipeline.Lost : way.Pipeline.Won).Id, at));
        // Every eighth open deal is the administrator's, whose home page has something to say then.
        var owner = open && opened++ % 8 == 0 ? scene.Administrator : dice.Of(way.Sellers, seller => 1 + (0.25 * way.Sellers.ToList().IndexOf(seller)));
        var plan = new DealPlan
        {
            Id = Ids.New(begun), Name = name, Stays = stays, OwnerId = owner.Id, Source = dice.Of(scene.Words.Sources), ExpectedClose = Expected(stays, way, open),
            LostReasonId = !open && lost && reasons.Count > 0 ? dice.Of(reasons, reason => 1.0 / (1 + reasons.ToList().IndexOf(reason))) : null,
            LostNote = !open && lost && dice.Chance(0.4) ? dice.Of(scene.Words.LostNotes) : null,
            Tags = dice.Chance(0.15) ? [dice.Of(scene.Words.DealTags)] : [],
        };
        return new DemoDeal(plan, open, home);
    }

    private DateOnly? Expected(List<StayPlan> stays, DemoWay way, bool open)
    {
        if (dice.Chance(0.06)) return null;
        if (!open) return DateOnly.FromDateTime(stays[^1].EnteredAt.UtcDateTime).AddDays(dice.Between(-12, 8));
        var left = way.Drop.Length - stays.Count;
        return scene.Today.AddDays((left * way.Slowest / 6) + dice.Between(-way.Slowest / 3, way.Slowest * 2 / 3));
    }

    private DealPlan Priced(DealPlan plan, List<CatalogProduct> products, string currency)
    {
        if (plan.Stays.Count < 3 && dice.Chance(0.12)) return plan; // nobody has asked yet what it is worth
        var lines = products.ConvertAll(product => new LinePlan(product.Id, null, product.Often(dice), catalog.PriceIn(product, currency), dice.Chance(0.3) ? 0.05m * dice.Between(1, 3) : 0m));
        return plan with { Lines = lines, Amount = new Money(lines.Sum(line => new Money(line.Quantity * line.UnitPrice!.Value * (1 - line.Discount), currency).Rounded().Amount), currency), AmountFromLines = true };
    }

    /// <summary>Days later, in working hours; never a deal's end before its time, and never quite now.</summary>
    private DateTimeOffset After(DateTimeOffset at, double days)
    {
        var next = at.AddDays(days);
        if (next >= scene.Now) return next;
        var local = TimeZoneInfo.ConvertTime(next, scene.Zone);
        var moved = next.AddHours(dice.Between(8, 17) - local.Hour);
        return moved > at && moved < scene.Now ? moved : next;
    }
}
