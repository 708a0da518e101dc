using System.Globalization;
using System.Text;
using Tandem.Core;
using Tandem.Core.Finance;
using Tandem.Customers.Contracts;
using Tandem.Platform.Data;

namespace Tandem.Demo.Filling;

/// <summary>Companies with trees, the people who work there, and private customers.</summary>
internal sealed class DemoCustomers
{
    private const int HowManyCompanies = 200;
    private const int HowManyPeople = 1_500;

    private static readonly string[] Mailboxes = ["mail.example", "post.example", "inbox.example"];

    private readonly DemoScene scene;
    private readonly Dice dice;
    private readonly List<NewCompany> companies = [];
    private readonly List<NewPerson> contacts = [];
    private readonly List<NewPerson> privates = [];
    private readonly DemoCity[] cities;
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    public DemoCustomers(DemoScene scene)
    {
        (this.scene, dice) = (scene, scene.Dice);
        cities = [.. scene.Words.Cities.Select(DemoCity.Of)];
        while (companies.Count < HowManyCompanies) Found();
        foreach (var company in companies)
            for (var left = dice.Between(2, 5); left > 0; left--) contacts.Add(Contact(company));
        while (contacts.Count + privates.Count < HowManyPeople) privates.Add(Private());
        ContactsOf = contacts.ToLookup(person => person.CompanyId!.Value);
    }

    public IReadOnlyList<NewCompany> Companies => companies;

    public IReadOnlyList<NewPerson> Privates => privates;

    public ILookup<Guid, NewPerson> ContactsOf { get; }

    public IEnumerable<Core.Records.IRecord> Records => CreateCustomers.Make(companies, contacts.Concat(privates));

    /// <summary>A company, and sometimes its branches.</summary>
    private void Found()
    {
        var words = scene.Words;
        var industry = dice.Of(words.Industries);
        var name = string.Format(CultureInfo.InvariantCulture, dice.Of(industry.Companies), dice.Of(words.CompanyFirst));
        if (!taken.Add(name)) return;
        var city = dice.Of(cities, one => one.Weight);
        var head = Company(name, industry, city, null);
        companies.Add(head);
        if (!dice.Chance(0.16)) return;
        foreach (var branch in cities.Where(one => one != city).OrderBy(_ => dice.Share()).Take(dice.Between(1, 4)))
            companies.Add(Company(string.Format(CultureInfo.InvariantCulture, words.Subsidiary, name, branch.Name), industry, branch, head));
    }

    private NewCompany Company(string name, DemoIndustry industry, DemoCity place, NewCompany? head)
    {
        var daysAgo = dice.Chance(0.7) ? dice.Between(DemoScene.Days + 60, DemoScene.Days + 300) : dice.Between(20, DemoScene.Days);
        var at = scene.WorkTime(daysAgo);
        if (head?.Past is { } founded && at < founded.At) at = founded.At.AddDays(dice.Between(0, 5)) is var soon && soon < scene.Now ? soon : founded.At;
        var owner = head?.OwnerId ?? dice.Of(scene.BusinessSellers).Id;
        var employees = (int)Math.Round(8 * Math.Pow(60, dice.Share()));
        var domain = Domain(name);
        return new NewCompany(Ids.New(at), name)
        {
            Website = head?.Website ?? "https://" + domain, Industry = industry.Name, City = place.Name, Country = place.Country, Employees = employees,
            Revenue = dice.Chance(0.5) ? Revenue(employees) : null,
            Founded = dice.Chance(0.6) ? dice.Between(1948, scene.Today.Year - 3) : null,
            Phone = PhoneIn(place), ParentId = head?.Id, OwnerId = owner,
            Tags = dice.Chance(0.3) ? [dice.Of(scene.Words.CompanyTags)] : [], Past = new Past(at, owner),
        };
    }

    private Money Revenue(int employees)
    {
        var unit = 20_000 * scene.Words.Step;
        return new Money(Math.Max(1, decimal.Round(employees * dice.Between(60_000, 150_000) * scene.Words.Scale / unit)) * unit, scene.Currency);
    }

    private NewPerson Contact(NewCompany company)
    {
        var name = scene.Names.Next();
        var at = company.Past!.At.AddMinutes(dice.Between(2, 60 * 24 * 5)) is var later && later < scene.Now ? later : company.Past.At;
        return new NewPerson(Ids.New(at), name.Shown)
        {
            JobTitle = dice.Of(scene.Words.Titles), Email = scene.Names.Email(name, company.Website!["https://".Length..]), Phone = dice.Chance(0.7) ? PhoneIn(cities.First(city => city.Name == company.City)) : null,
            City = company.City, Country = company.Country, Language = scene.Language, CompanyId = company.Id, OwnerId = company.OwnerId, Past = new Past(at, company.OwnerId),
        };
    }

    private NewPerson Private()
    {
        var name = scene.Names.Next();
        var at = scene.WorkTime((DemoScene.Days + 150) * Math.Pow(dice.Share(), 1.3));
        var place = dice.Of(cities, one => one.Weight);
        return new NewPerson(Ids.New(at), name.Shown)
        {
            Email = dice.Chance(0.92) ? scene.Names.Email(name, dice.Of(Mailboxes)) : null, Phone = dice.Chance(0.65) ? PhoneIn(place) : null,
            Birthday = dice.Chance(0.75) ? scene.Today.AddDays(-dice.Between(20 * 365, 72 * 365)) : null, City = place.Name, Country = place.Country, Language = scene.Language,
            Tags = dice.Chance(0.4) ? [dice.Of(scene.Words.PersonTags)] : [], Past = new Past(at, null),
        };
    }

    private string? PhoneIn(DemoCity city) => city.Phone.Length == 0 ? null : dice.Digits(city.Phone);

    /// <summary>An address of the name's Latin letters; of a number where it has none.</summary>
    private string Domain(string name)
    {
        var letters = new StringBuilder();
        foreach (var sign in name.ToLowerInvariant().Replace('đ', 'd').Normalize(NormalizationForm.FormD))
            if (char.IsAsciiLetterOrDigit(sign)) letters.Append(sign);
        return letters.Length >= 4 ? $"{letters}.example" : $"co{companies.Count + 1}.example";
    }
}

/// <summary>A city of the market; see <see cref="DemoWords.Cities"/>.</summary>
internal sealed record DemoCity(string Name, string Country, double Weight, string Phone)
{
    public static DemoCity Of(string line) => line.Split('|') is [var name, var country, var weight, var phone]
        ? new(name, country, double.Parse(weight, CultureInfo.InvariantCulture), phone)
        : throw new FormatException($"A city is NAME|COUNTRY|WEIGHT|PHONE, not {line}.");
}
