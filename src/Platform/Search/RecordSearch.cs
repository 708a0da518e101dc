using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Files;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Search;

/// <summary>One result of a search.</summary>
public sealed record Found(Guid RecordId, string RecordType, string Title, string? Subtitle)
{
    /// <summary>Address of its face; null without one.</summary>
    public string? PictureUrl { get; init; }

    /// <summary>The record whose note or file it is, which is where to find it; null for others.</summary>
    public RecordName? On { get; init; }
}

/// <summary>
/// Finds records by any part of their searchable text. The trigram index of the directory answers (FTS5 on SQLite, pg_trgm on
/// PostgreSQL); texts too short for a trigram match the beginning of the title.
/// </summary>
public sealed class RecordSearch(Crm crm, TimeProvider clock)
{
    private static readonly System.Buffers.SearchValues<char> PhoneCharacters = System.Buffers.SearchValues.Create("0123456789 +-()/.");

    /// <summary>How many matches are ranked: the best of these come first, and nobody reads further.</summary>
    private const int Candidates = 200;

    /// <summary>Characters of a record's text that are looked through for the place of the match.</summary>
    private const int MostText = 1_000;

    /// <summary>How many that have what may be left of misspelt words are looked at.</summary>
    private const int NearCandidates = 500;

    /// <summary>From this many matches on a list is walked.</summary>
    private const int Many = 2_000;

    public async Task<IReadOnlyList<Found>> Find(Actor actor, string text, string? recordType, int limit, CancellationToken stop)
    {
        await using var db = crm.Open(actor);
        foreach (var words in Readings(text))
        {
            var candidates = await Matching(db, actor, words, recordType, limit, stop);
            if (candidates.Count < limit && Array.Exists(words, word => NearWords.Edits(word) > 0)) candidates.AddRange((await Near(db, actor, words, recordType, stop)).ExceptBy(candidates.Select(one => one.Found.RecordId), one => one.Found.RecordId));
            if (candidates.Count > 0) return await Shown(db, actor, await Best(db, candidates, limit, stop), words, stop);
        }

        return [];
    }

    /// <summary>
    /// The records that match. Those whose titles begin with the words, or are just them, come by themselves: among many matches the best must not
    /// depend on which are read first.
    /// </summary>
    private static async Task<List<Candidate>> Matching(CrmDb db, Actor actor, string[] words, string? recordType, int limit, CancellationToken stop)
    {
        var found = new Dictionary<Guid, Candidate>();
        var whole = string.Join(' ', words);
        if (IsIndexed(whole)) await Add(Beginning(db, whole));
        if (found.Count >= Candidates || !IsIndexed(whole)) await Add(Titled(db, whole));
        if (found.Values.Count(one => one.Place >= MatchPlace.BeginOfTitle) < limit) await Add(Narrowed(db, words));
        return [.. found.Values];

        async Task Add(IQueryable<RecordEntry> entries)
        {
            if (recordType is not null) entries = entries.Where(entry => entry.RecordType == recordType);
            var read = await entries.VisibleTo(actor, db).Take(Candidates)
                .Select(entry => new { entry.RecordId, entry.RecordType, entry.Title, entry.Subtitle, entry.OwnerId, entry.AboutId, Text = entry.Text.Substring(0, MostText) }).ToListAsync(stop);
            foreach (var entry in read)
            {
                var type = db.RecordTypes[entry.RecordType];
                var place = IsText(type) ? MatchPlace.Text : MatchRank.Of(Folding.Fold(entry.Title), entry.Text, words);
                found.TryAdd(entry.RecordId, new Candidate(new Found(entry.RecordId, entry.RecordType, entry.Title, entry.Subtitle), place, actor.Id is { } self && entry.OwnerId == self,
                    IsText(type) || IsAttachment(type) ? entry.AboutId : null));
            }
        }
    }

    /// <summary>The records whose titles have words nearly like these.</summary>
    private static async Task<List<Candidate>> Near(CrmDb db, Actor actor, string[] words, string? recordType, CancellationToken stop)
    {
        var entries = NearlyNarrowed(db, words);
        string[] texts = [.. db.RecordTypes.All.Where(IsText).Select(type => type.Key)];
        entries = recordType is null ? entries.Where(entry => !texts.Contains(entry.RecordType)) : entries.Where(entry => entry.RecordType == recordType);
        var read = await entries.VisibleTo(actor, db).Take(NearCandidates).Select(entry => new { entry.RecordId, entry.RecordType, entry.Title, entry.Subtitle, entry.OwnerId, entry.AboutId, Text = entry.Text.Substring(0, MostText) }).ToListAsync(stop);
        return
        [
            .. from entry in read
               let title = Folding.Fold(entry.Title)
               where Array.TrueForAll(words, word => entry.Text.Contains(word, StringComparison.Ordinal) || (NearWords.Edits(word) > 0 && NearWords.Has(title, word)))
               select new Candidate(new Found(entry.RecordId, entry.RecordType, entry.Title, entry.Subtitle), MatchPlace.Near, actor.Id is { } self && entry.OwnerId == self,
                   IsAttachment(db.RecordTypes[entry.RecordType]) ? entry.AboutId : null),
        ];
    }

    /// <summary>Entries that have each word, or what may be left of it.</summary>
    private static IQueryable<RecordEntry> NearlyNarrowed(CrmDb db, string[] words)
    {
        var indexed = words.Where(IsIndexed).Select(word => (Word: word, Rests: NearWords.Edits(word) > 0 ? NearWords.Rests(word) : [])).ToArray();
        if (db.Engine == DatabaseEngine.Sqlite)
            return Entries(db, string.Join(" AND ", indexed.Select(one => "(" + string.Join(" OR ", one.Rests.Prepend([one.Word]).Select(rest => $"({Fts(Array.ConvertAll(rest, piece => piece.Length > 3 ? piece.Trim() : piece))})")) + ")"))).AsNoTracking();
        return indexed.Aggregate(db.RecordEntries.AsNoTracking(), (rows, one) =>
        {
            string[] patterns = [.. one.Rests.Prepend([one.Word]).SelectMany(Patterns)];
            return rows.Where(entry => patterns.Any(pattern => EF.Functions.Like(entry.Text, pattern)));
        });

        // The text has no space before its first word and after its last one.
        static IEnumerable<string> Patterns(string[] rest)
        {
            var pieces = string.Join('%', rest.Select(Escaped));
            yield return $"%{pieces}%";
            if (pieces[0] == ' ') yield return pieces[1..] + "%";
            if (pieces[^1] == ' ') yield return "%" + pieces[..^1];
        }
    }

    /// <summary>The best in their order. When they changed last is asked only of those that may be among them.</summary>
    private async Task<List<Candidate>> Best(CrmDb db, List<Candidate> candidates, int limit, CancellationToken stop)
    {
        var places = candidates.Select(one => one.Place).OrderDescending().ToList();
        var least = places[Math.Min(limit, places.Count) - 1];
        var ids = candidates.Where(one => one.Place >= least).Select(one => one.Found.RecordId).ToArray();
        var changed = await db.RecordEntries.AsNoTracking().Where(entry => ids.Contains(entry.RecordId))
            .Select(entry => new { entry.RecordId, At = db.Changes.Where(change => change.RecordId == entry.RecordId).OrderByDescending(change => change.Sequence).Select(change => (DateTimeOffset?)change.At).FirstOrDefault() })
            .ToDictionaryAsync(one => one.RecordId, one => one.At, stop);
        var now = clock.GetUtcNow();
        return [.. candidates.Where(one => one.Place >= least)
            .OrderByDescending(one => one.Place).ThenBy(one => MatchRank.Age(changed.GetValueOrDefault(one.Found.RecordId), now)).ThenByDescending(one => one.Own)
            .ThenByDescending(one => changed.GetValueOrDefault(one.Found.RecordId)).ThenBy(one => one.Found.Title, StringComparer.Ordinal)
            .Take(limit)];
    }

    /// <summary>With faces, with the words of a text that were found, and with the records that notes and files are on; without those of records that are gone.</summary>
    private static async Task<IReadOnlyList<Found>> Shown(CrmDb db, Actor actor, List<Candidate> best, string[] words, CancellationToken stop)
    {
        var pictures = await Pictures.Of(db, best.Where(one => one.Found.RecordType == "person").Select(one => one.Found.RecordId), stop);
        var subjects = await RecordNames.Of(db, actor, best.Select(one => one.On).OfType<Guid>(), stop);
        var notes = best.Where(one => IsText(db.RecordTypes[one.Found.RecordType])).Select(one => one.Found.RecordId).ToArray();
        var texts = notes.Length == 0 ? [] : await db.RecordEntries.AsNoTracking().Where(entry => notes.Contains(entry.RecordId)).ToDictionaryAsync(entry => entry.RecordId, entry => entry.Text, stop);
        return
        [
            .. best.Where(one => one.On is not { } on || subjects.ContainsKey(on)).Select(one => one.Found with
            {
                PictureUrl = pictures.GetValueOrDefault(one.Found.RecordId),
                On = one.On is { } on ? subjects[on] : null,
                Title = texts.TryGetValue(one.Found.RecordId, out var text) ? Excerpt.Of(one.Found.Title, words) ?? Excerpt.Of(text, words) ?? one.Found.Title : one.Found.Title,
            }),
        ];
    }

    /// <summary>The condition "this record's text has all these words", for counts and for lists of which few records match.</summary>
    public static Expression<Func<T, bool>> Matches<T>(CrmDb db, string recordType, string text) where T : class, IRecord
    {
        IQueryable<Guid> Of(string[] words) => Narrowed(db, words).Where(entry => entry.RecordType == recordType).Select(entry => entry.RecordId);
        var readings = Readings(text).ToList();
        if (readings is not [var one]) return readings is [var first, var second] ? Either(Of(first), Of(second)) : _ => false;
        var matching = Of(one);
        return row => matching.Contains(row.Id);

        static Expression<Func<T, bool>> Either(IQueryable<Guid> one, IQueryable<Guid> other) => row => one.Contains(row.Id) || other.Contains(row.Id);
    }

    /// <summary>
    /// What is looked for, each word by itself, in folded form. What is written like a phone number, with spaces, brackets and a trunk zero, is first one
    /// word of digits, as phone numbers are stored, and else what it says. An address of the web is its domain.
    /// </summary>
    private static IEnumerable<string[]> Readings(string text)
    {
        var folded = Folding.Fold(text.Length > 200 ? text[..200] : text) ?? "";
        if (Number(folded) is { } number) yield return [number];
        string[] words = [.. folded.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Contains("://", StringComparison.Ordinal) || word.StartsWith("www.", StringComparison.Ordinal) ? Domains.OfUrlOrEmail(word) ?? word : word)];
        if (words.Length > 0) yield return words;
    }

    private static string? Number(string folded)
    {
        if (folded.AsSpan().ContainsAnyExcept(PhoneCharacters)) return null;
        // «+49 (0)421»: the zero in brackets is for callers at home.
        var digits = string.Concat(folded.Replace("(0)", "", StringComparison.Ordinal).Where(char.IsAsciiDigit)).TrimStart('0');
        return digits.Length >= 5 && digits.Length < folded.Length ? digits : null;
    }

    /// <summary>
    /// The same condition for one page of a list. When many records match, a page is full sooner by going through the list in its order and looking
    /// at each record's text than by gathering and sorting all that match.
    /// </summary>
    public static async Task<Expression<Func<T, bool>>> OnPage<T>(CrmDb db, string recordType, string text, CancellationToken stop) where T : class, IRecord
    {
        // What may be read in two ways is narrow in either.
        if (Readings(text).ToList() is not [var words] || !await db.Home.CommonWords.AreMany(words, () => AreMany(db, words, stop))) return Matches<T>(db, recordType, text);
        Expression<Func<T, bool>>? all = null;
        foreach (var word in words)
        {
            // A value, not EXISTS: that would be planned as a join with all that match.
            Expression<Func<T, bool>> has = IsIndexed(word)
                ? row => db.RecordEntries.Where(entry => entry.RecordId == row.Id).Select(entry => entry.Text).FirstOrDefault()!.Contains(word)
                : row => (" " + db.RecordEntries.Where(entry => entry.RecordId == row.Id).Select(entry => entry.Text).FirstOrDefault()).Contains(" " + word);
            all = all is null ? has : Expression.Lambda<Func<T, bool>>(
                Expression.AndAlso(all.Body, new ParameterReplacement(has.Parameters[0], all.Parameters[0]).Visit(has.Body)), all.Parameters);
        }

        return all ?? (_ => true);
    }

    /// <summary>Whether so many entries have the words that gathering them costs more than walking; texts too short for the index do.</summary>
    private static async Task<bool> AreMany(CrmDb db, string[] words, CancellationToken stop)
    {
        var indexed = words.Where(IsIndexed).ToArray();
        if (indexed.Length == 0) return true;
        if (db.Engine == DatabaseEngine.Postgres) return await Narrowed(db, indexed).Take(Many).CountAsync(stop) == Many;
        var match = Fts(indexed);
        return (await db.Database.SqlQuery<int>(
            $"SELECT count(*) AS Value FROM (SELECT 1 FROM record_entries_fts WHERE record_entries_fts MATCH {match} LIMIT {Many})").ToListAsync(stop))[0] == Many;
    }

    private static bool IsIndexed(string word) => word.EnumerateRunes().Take(3).Count() == 3;

    /// <summary>Entries whose text, which begins with the title, begins like this.</summary>
    private static IQueryable<RecordEntry> Beginning(CrmDb db, string whole) => (db.Engine == DatabaseEngine.Sqlite
        ? Entries(db, "^" + Fts([whole]))
        : db.RecordEntries.Where(entry => EF.Functions.Like(entry.Text, Escaped(whole) + "%", "\\"))).AsNoTracking();

    /// <summary>Entries that are called just that, in one of the ways in which names are written.</summary>
    private static IQueryable<RecordEntry> Titled(CrmDb db, string whole)
    {
        string[] types = [.. db.RecordTypes.All.Select(type => type.Key)];
        string[] titles = [.. new[] { whole, whole.ToUpperInvariant(), char.ToUpperInvariant(whole[0]) + whole[1..], CultureInfo.InvariantCulture.TextInfo.ToTitleCase(whole) }.Distinct(StringComparer.Ordinal)];
        return db.RecordEntries.AsNoTracking().Where(entry => types.Contains(entry.RecordType) && titles.Contains(entry.Title));
    }

    private static IQueryable<RecordEntry> Narrowed(CrmDb db, string[] words)
    {
        var indexed = words.Where(IsIndexed).ToArray();
        var entries = indexed.Length == 0 ? db.RecordEntries.AsQueryable()
            : db.Engine == DatabaseEngine.Sqlite ? Entries(db, Fts(indexed))
            : indexed.Aggregate(db.RecordEntries.AsQueryable(), (rows, word) => rows.Where(entry => EF.Functions.Like(entry.Text, "%" + Escaped(word) + "%", "\\")));
        foreach (var word in words.Except(indexed, StringComparer.Ordinal))
            entries = entries.Where(entry => entry.Text.StartsWith(word) || entry.Text.Contains(" " + word));
        return entries.AsNoTracking();
    }

    // CROSS JOIN keeps the order: from the few that match to their entries, never through all entries of a type.
    private static IQueryable<RecordEntry> Entries(CrmDb db, string match) =>
        db.RecordEntries.FromSql($"SELECT e.* FROM record_entries_fts f CROSS JOIN record_entries e ON e.number = f.rowid WHERE f.record_entries_fts MATCH {match}");

    private static string Fts(string[] words) => string.Join(' ', words.Select(word => "\"" + word.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""));

    /// <param name="On">The record whose note or file it is.</param>
    private sealed record Candidate(Found Found, MatchPlace Place, bool Own, Guid? On);

    /// <summary>Called by its text, as a note is.</summary>
    private static bool IsText(RecordType type) => type.Title.Kind == FieldKind.LongText;

    private static bool IsAttachment(RecordType type) => typeof(IAttachment).IsAssignableFrom(type.EntityType);

    private static string Escaped(string word) => word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
