namespace Tandem.Demo.Filling;

/// <summary>Names of people who do not exist, put together from lists of common ones.</summary>
internal sealed class DemoNames(string language, Dice dice)
{
    private readonly Lists lists = DemoWords.Read<Lists>($"Names/{language}.json");
    private readonly HashSet<string> given = new(StringComparer.Ordinal);
    private readonly HashSet<string> addresses = new(StringComparer.Ordinal);

    /// <summary>Someone whose name nobody else here has.</summary>
    public DemoName Next()
    {
        while (true)
        {
            var woman = dice.Chance(0.5);
            var first = Entry.Of(dice.Of(woman ? lists.Female : lists.Male));
            var family = Entry.Of(dice.Of(woman ? lists.FamilyFemale ?? lists.Family : lists.Family));
            var name = language == "vi" ? $"{family.Shown} {first.Shown}" : $"{first.Shown} {family.Shown}";
            if (given.Add(name)) return new DemoName(name, $"{first.Latin}.{family.Latin}");
        }
    }

    /// <summary>An address that nobody else here has.</summary>
    public string Email(DemoName who, string domain)
    {
        var address = $"{who.Latin}@{domain}";
        for (var number = 2; !addresses.Add(address); number++) address = $"{who.Latin}{number}@{domain}";
        return address;
    }

    private sealed record Lists(string[] Female, string[] Male, string[] Family, string[]? FamilyFemale = null);

    private sealed record Entry(string Shown, string Latin)
    {
        public static Entry Of(string line) => line.Split('|') is [var shown, var latin] ? new(shown, latin) : throw new InvalidOperationException($"{line} has no Latin spelling.");
    }
}

/// <param name="Latin">For addresses.</param>
internal sealed record DemoName(string Shown, string Latin);
