using Microsoft.EntityFrameworkCore;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Data;

namespace Tandem.Platform.Following;

/// <summary>People who are named in a text with an at sign: <c>@Ewa Nowak</c>.</summary>
public static class Mentions
{
    private const int MostInAText = 50;

    /// <summary>Adds a notice for each user who is newly named, to be saved with the text. Not for its author.</summary>
    /// <param name="record">What the text is about.</param>
    /// <param name="before">The text as it was; null for a new one.</param>
    public static async Task Tell(CrmDb db, Actor actor, Guid record, string text, string? before, DateTimeOffset at, CancellationToken stop)
    {
        if (!text.Contains('@', StringComparison.Ordinal)) return;
        var users = await db.Users.AsNoTracking().Where(user => user.Active).Select(user => new { user.Id, user.Name }).ToListAsync(stop);
        var names = users.ToLookup(user => Folding.Fold(user.Name) ?? "", user => user.Id, StringComparer.Ordinal);
        var known = Named(before ?? "", names.Select(name => name.Key)).ToHashSet(StringComparer.Ordinal);
        foreach (var user in Named(text, names.Select(name => name.Key)).Where(name => !known.Contains(name)).SelectMany(name => names[name]).Distinct().Where(user => user != actor.UserId).Take(MostInAText))
            db.Add(new UserNotice { Id = Guid.CreateVersion7(), UserId = user, Kind = NoticeKind.Mentioned, RecordId = record, ById = actor.UserId, At = at });
    }

    /// <summary>The names, in folded form, that stand behind an at sign; of two that begin alike the longer one.</summary>
    internal static IEnumerable<string> Named(string text, IEnumerable<string> names)
    {
        var folded = Folding.Fold(text) ?? "";
        var byLength = names.Where(name => name.Length > 0).OrderByDescending(name => name.Length).ToList();
        for (var at = folded.IndexOf('@', StringComparison.Ordinal); at >= 0; at = folded.IndexOf('@', at + 1))
        {
            if (at > 0 && char.IsLetterOrDigit(folded[at - 1])) continue;
            var rest = folded.AsSpan(at + 1);
            foreach (var name in byLength)
            {
                if (!rest.StartsWith(name, StringComparison.Ordinal) || (rest.Length > name.Length && char.IsLetterOrDigit(rest[name.Length]))) continue;
                yield return name;
                break;
            }
        }
    }
}
