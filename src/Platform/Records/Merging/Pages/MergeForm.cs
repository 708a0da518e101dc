using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Tandem.Platform.Records.Merging.Pages;

/// <summary>What the page of a merge sends.</summary>
/// <param name="Seen">The records with the versions that the page showed.</param>
/// <param name="Choose">By field: the record whose value stays.</param>
internal sealed record MergeForm(Guid Survivor, IReadOnlyDictionary<Guid, int> Seen, IReadOnlyDictionary<string, Guid> Choose)
{
    /// <exception cref="BadHttpRequestException">The page never sends such a form.</exception>
    public static MergeForm Read(IFormCollection form)
    {
        var seen = new Dictionary<Guid, int>();
        foreach (var one in form["seen"].ToString().Split(','))
        {
            if (one.Split(':') is not [var id, var version] || !Guid.TryParse(id, out var record) || !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !seen.TryAdd(record, number))
                throw new BadHttpRequestException("Not records with their versions.");
        }

        if (!Guid.TryParse(form["survivor"], out var survivor) || !seen.ContainsKey(survivor)) throw new BadHttpRequestException("No survivor.");
        var choose = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var (name, value) in form.Where(one => one.Key.StartsWith(MergePage.ChoicePrefix, StringComparison.Ordinal)))
            choose[name[MergePage.ChoicePrefix.Length..]] = Guid.TryParse(value, out var record) ? record : throw new BadHttpRequestException("Not a record.");
        return new MergeForm(survivor, seen, choose);
    }
}
