using System.Text.RegularExpressions;

namespace Tandem.Core.Text;

/// <summary>How a region writes its telephone numbers; one line of <c>Phone/plans.tsv</c>.</summary>
internal sealed class NumberingPlan
{
    private static readonly NumberingPlan[] Plans = [.. Lines().Select(line => new NumberingPlan(line.Split('\t')))];

    private static readonly Dictionary<string, NumberingPlan> ByRegion =
        Plans.Where(plan => plan.Region != "001").ToDictionary(plan => plan.Region, StringComparer.Ordinal);

    private static readonly Dictionary<string, NumberingPlan[]> ByCode = Plans.GroupBy(plan => plan.CallingCode, StringComparer.Ordinal)
        .ToDictionary(plans => plans.Key, plans => plans.OrderByDescending(plan => plan.IsMain).ToArray(), StringComparer.Ordinal);

    private readonly Lazy<Regex?> internationalPrefix;
    private readonly Lazy<Regex?> nationalPrefix;
    private readonly Lazy<Regex> nationalNumber;
    private readonly string transform;
    private readonly HashSet<int> lengths;

    private NumberingPlan(string[] columns)
    {
        Region = columns[0];
        CallingCode = columns[1];
        IsMain = columns[2] == "1";
        internationalPrefix = new(() => columns[3] == "" ? null : Pattern($"^(?:{columns[3]})"));
        nationalPrefix = new(() => columns[4] == "" ? null : Pattern($"^(?:{columns[4]})"));
        transform = columns[5];
        lengths = [.. columns[6].Split(',').Select(int.Parse)];
        nationalNumber = new(() => Pattern($"^(?:{columns[7]})$"));
    }

    public string Region { get; }

    public string CallingCode { get; }

    /// <summary>Whether numbers with this calling code are read by this region's rules (the United States for +1).</summary>
    private bool IsMain { get; }

    public static NumberingPlan? OfRegion(string iso2) => ByRegion.GetValueOrDefault(iso2);

    /// <summary>The plans that share a calling code, the main one first.</summary>
    public static NumberingPlan[] OfCallingCode(string code) => ByCode.GetValueOrDefault(code, []);

    public bool Allows(string nationalNumber) => lengths.Contains(nationalNumber.Length);

    /// <summary>The number after the prefix that dials out of the region; null when it does not begin with one.</summary>
    public string? WithoutInternationalPrefix(string digits)
    {
        if (internationalPrefix.Value?.Match(digits) is not { Success: true, Length: var length }) return null;
        return length < digits.Length && digits[length] != '0' ? digits[length..] : null; // no calling code begins with zero
    }

    /// <summary>The national number without trunk prefix; null when what follows the prefix begins with one again.</summary>
    public string? National(string digits)
    {
        var number = WithoutNationalPrefix(digits);
        return WithoutNationalPrefix(number) == number ? number : null;
    }

    /// <summary>
    /// As in libphonenumber's maybeStripNationalPrefixAndCarrierCode, a prefix stays
    /// where removing it would turn a number of the plan into something that is none.
    /// </summary>
    private string WithoutNationalPrefix(string digits)
    {
        if (nationalPrefix.Value?.Match(digits) is not { Success: true } prefix) return digits;
        var captured = prefix.Groups.Count > 1 && prefix.Groups[^1].Success;
        var stripped = transform != "" && captured ? prefix.Result(transform) + digits[prefix.Length..] : digits[prefix.Length..];
        return nationalNumber.Value.IsMatch(digits) && !nationalNumber.Value.IsMatch(stripped) ? digits : stripped;
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static IEnumerable<string> Lines()
    {
        using var plans = new StreamReader(typeof(NumberingPlan).Assembly.GetManifestResourceStream("Phone.plans.tsv")!);
        while (plans.ReadLine() is { } line)
        {
            if (!line.StartsWith('#')) yield return line;
        }
    }
}
