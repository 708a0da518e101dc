using Tandem.Core;
using Tandem.Core.Text;
using Tandem.Platform.Import.Targets;

namespace Tandem.Platform.Import.Running;

/// <summary>Finds the records that the rows of an import name, looked up a batch at a time and remembered.</summary>
public sealed class ReferenceIndex
{
    /// <summary>More than these are forgotten and looked up again, so that memory stays flat.</summary>
    private const int MostRemembered = 200_000;

    private readonly ImportSession session;
    private readonly Dictionary<(string Type, string Key), Guid?> found = [];
    private readonly HashSet<(string Type, string Key)> several = [];
    private readonly Dictionary<(string Type, string Key), Guid> made = [];
    private readonly Dictionary<Guid, string> titles = [];
    private readonly Dictionary<string, KeyReader> readers = new(StringComparer.Ordinal);

    internal ReferenceIndex(ImportSession session) => this.session = session;

    /// <summary>Looks up what is not known yet, in one query for each naming field.</summary>
    public async Task Prepare(string type, IEnumerable<string?> texts, CancellationToken stop)
    {
        if (found.Count > MostRemembered) Forget();
        var missing = texts.OfType<string>().Select(Named).Distinct(StringComparer.Ordinal)
            .Where(text => Folding.Fold(text) is { Length: > 0 } key && !made.ContainsKey((type, key)) && !found.ContainsKey((type, key))).ToList();
        if (missing.Count == 0) return;
        var record = session.RecordTypes[type];
        if (!readers.TryGetValue(type, out var reader)) readers[type] = reader = KeyReader.Of(record);
        foreach (var text in missing) found[(type, Folding.Fold(text))] = null;
        foreach (var field in KeyReader.NamingFields(record))
        {
            foreach (var (key, id) in await reader.Find(session.Db, field, missing, stop))
            {
                if (found.TryGetValue((type, key), out var known) && known is { } other && other != id) several.Add((type, key));
                else found[(type, key)] = id;
            }
        }

        foreach (var text in missing.Where(text => Ids.TryParse(text, out _)))
            if (Ids.TryParse(text, out var id) && await session.Exists(type, id, stop)) found[(type, Folding.Fold(text))] = id;
    }

    /// <summary>The record that a text names; null when there is none. Two of the same name are refused: a guess would be wrong half the time.</summary>
    public Guid? Find(string type, string text)
    {
        var key = (type, Folding.Fold(Named(text)));
        if (made.TryGetValue(key, out var own)) return own;
        if (several.Contains(key)) throw new Refused(ImportRefusals.SeveralMatches, ("value", text));
        return found.GetValueOrDefault(key);
    }

    /// <summary>A record that this import makes, under a name of its.</summary>
    public void Add(string type, string? text, Guid id)
    {
        if (text is null || Folding.Fold(Named(text)) is not { Length: > 0 } key) return;
        made.TryAdd((type, key), id);
        if (session.IsPreview && titles.Count < MostRemembered) titles.TryAdd(id, text);
    }

    /// <summary>Whether a record exists only because this preview made it: nothing else can refer to it yet.</summary>
    public bool IsOnlyPreviewed(Guid id) => titles.ContainsKey(id);

    /// <summary>What a record that only a preview made is called; null for all others.</summary>
    internal string? TitleOf(Guid id) => titles.GetValueOrDefault(id);

    /// <summary>An address of the web names by its domain.</summary>
    private static string Named(string text) =>
        (text.Contains("://", StringComparison.Ordinal) || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) && Domains.OfUrlOrEmail(text) is { } domain ? domain : text;

    private void Forget()
    {
        found.Clear();
        several.Clear();
        // What was made is in the database by now, except in a preview.
        if (!session.IsPreview) made.Clear();
    }
}
