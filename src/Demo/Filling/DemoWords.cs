using System.Globalization;
using System.Text.Json;

namespace Tandem.Demo.Filling;

/// <summary>What a demonstration in one language is made of: its company, its market, its phrases.</summary>
internal sealed record DemoWords
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    public required string Workspace { get; init; }

    /// <summary>ISO 3166 alpha-2; currency and time zone follow.</summary>
    public required string Country { get; init; }

    public required string Domain { get; init; }

    /// <summary>Units of the workspace's currency for a unit of the prices here.</summary>
    public required decimal Scale { get; init; }

    /// <summary>Prices are multiples of this.</summary>
    public required decimal Step { get; init; }

    public required string Administrator { get; init; }

    /// <summary>Foreign currencies with units of the workspace's currency for one of theirs, about today.</summary>
    public required Dictionary<string, decimal> Rates { get; init; }

    /// <summary>
    /// CITY|COUNTRY|WEIGHT|PHONE, the number with # for digits that vary. Numbers belong to nobody: they come from the ranges that Ireland, Britain, Germany
    /// and France keep for stories, elsewhere they begin with a zero after the area code, as no subscriber's does. Where neither is so, there is none.
    /// </summary>
    public required string[] Cities { get; init; }

    public required string[] CompanyFirst { get; init; }

    public required DemoIndustry[] Industries { get; init; }

    /// <summary>Parent and city.</summary>
    public required string Subsidiary { get; init; }

    public required string[] Titles { get; init; }

    public required DemoProduct[] Products { get; init; }

    public required string Won { get; init; }

    public required string Lost { get; init; }

    public required DemoPipeline ServicePipeline { get; init; }

    public required DemoPipeline HomePipeline { get; init; }

    public required string[] BusinessDeals { get; init; }

    public required string[] ServiceDeals { get; init; }

    public required string[] HomeDeals { get; init; }

    public required string[] Sources { get; init; }

    public required string[] Roles { get; init; }

    /// <summary>KIND|SUBJECT of tasks about deals.</summary>
    public required string[] Steps { get; init; }

    /// <summary>KIND|SUBJECT of tasks about nothing.</summary>
    public required string[] OwnSteps { get; init; }

    public required string[] Outcomes { get; init; }

    public required string[] Notes { get; init; }

    public required string[] HomeNotes { get; init; }

    public required string[] CompanyNotes { get; init; }

    public required string[] LostNotes { get; init; }

    public required string[] CompanyTags { get; init; }

    public required string[] PersonTags { get; init; }

    public required string[] DealTags { get; init; }

    /// <summary>The sales team, its two parts, and the service team.</summary>
    public required string[] Teams { get; init; }

    public static DemoWords In(string language) => Read<DemoWords>($"Words/{language}.json");

    public decimal Price(DemoProduct product) => Math.Max(Step, decimal.Round(product.Price * Scale / Step) * Step);

    internal static T Read<T>(string resource)
    {
        using var stream = typeof(DemoWords).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not in the program.");
        return JsonSerializer.Deserialize<T>(stream, Form)!;
    }
}

internal sealed record DemoIndustry(string Name, string[] Companies);

/// <param name="Home">Sold to people rather than to companies.</param>
/// <param name="Service">Sold as a contract.</param>
internal sealed record DemoProduct(string Name, string Family, string Sku, decimal Price, bool Home = false, bool Service = false);

/// <param name="Stages">NAME|PROBABILITY|ROTTING DAYS of the open ones.</param>
internal sealed record DemoPipeline(string Name, string[] Stages)
{
    public IEnumerable<(string Name, decimal Probability, int RottingDays)> Open => Stages.Select(stage => stage.Split('|'))
        .Select(parts => (parts[0], decimal.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture)));
}
