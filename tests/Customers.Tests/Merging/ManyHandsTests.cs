using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Tandem.Customers.Companies;
using Tandem.Platform.Records.Merging;
using Tandem.Testing;

namespace Tandem.Customers.Tests.Merging;

/// <summary>Several people edit, link, delete, merge and unmerge the same few records at once.</summary>
public class ManyHandsTests(ITestOutputHelper output)
{
    private const int Hands = 4;
    private const int Steps = 60;

    private static readonly HttpStatusCode[] Fair =
        [HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.NoContent, HttpStatusCode.SeeOther, HttpStatusCode.NotFound, HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity, HttpStatusCode.TooManyRequests];

    [OnBothDatabases]
    public async Task Nothing_that_was_accepted_is_lost(DatabaseEngine engine)
    {
        await using var app = await TandemApp.Start(engine);
        var seed = Random.Shared.Next(1_000_000);
        output.WriteLine($"random seed: {seed}");
        using var api = await app.Api();
        var companies = new List<Guid>();
        for (var i = 0; i < 6; i++) companies.Add(await api.Create("companies", new { name = $"Shared {i}", tags = new[] { $"own{i}" } }));
        var accepted = new Accepted();
        await Task.WhenAll(Enumerable.Range(0, Hands).Select(hand => Work(app, companies, new Random(seed + hand), $"h{hand}", accepted)));

        await using var db = app.Open();
        var rows = await db.Set<Company>().AsNoTracking().Where(company => companies.Contains(company.Id)).ToListAsync();
        rows.Count.ShouldBe(companies.Count, "a record is never gone, only hidden or in the trash");
        var kept = rows.SelectMany(company => company.Tags).ToHashSet(StringComparer.Ordinal);
        accepted.Tags.Where(tag => !kept.Contains(tag)).ShouldBeEmpty($"seed {seed}: tags that were saved and that no record has");
        // Who pointed to a record in the moment in which it was merged away is followed up by the feed.
        await Eventually.Is("every link leads to a record that was not merged away", async () =>
        {
            await using var look = app.Open();
            var abouts = await look.Database.SqlQuery<Guid>($"SELECT about_id AS \"Value\" FROM tasks WHERE about_id IN (SELECT loser_id FROM record_merges WHERE undone_at IS NULL)").CountAsync();
            return abouts == 0;
        });
        (await db.RecordEntries.CountAsync(entry => entry.RecordType == "task")).ShouldBe(accepted.Tasks.Count, "tasks that were created");
        foreach (var merge in await db.Set<RecordMerge>().AsNoTracking().Where(one => one.UndoneAt == null).OrderByDescending(one => one.Sequence).ToListAsync())
            (await api.Post($"merges/{merge.Id}/undo")).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
        var hidden = await db.Set<Company>().AsNoTracking().Where(company => company.DeletedAt != null).Select(company => company.Id).ToListAsync();
        (await db.RecordEntries.AsNoTracking().Where(entry => entry.RecordType == "company" && entry.Trashed).Select(entry => entry.RecordId).ToListAsync()).ShouldBe(hidden, ignoreOrder: true);
        app.Log.Errors.ShouldBeEmpty();
    }

    private static async Task Work(TandemApp app, List<Guid> companies, Random random, string hand, Accepted accepted)
    {
        using var api = await app.Api();
        for (var i = 0; i < Steps; i++)
        {
            var (one, other) = (companies[random.Next(companies.Count)], companies[random.Next(companies.Count)]);
            var answer = random.Next(10) switch
            {
                < 3 => await Tag(api, one, $"{hand}-{i}", accepted),
                < 5 => await Write(api, one, $"{hand}-{i}", accepted),
                5 => await api.Delete($"companies/{one}"),
                6 => await api.Post($"companies/{one}/restore"),
                < 9 => await api.Post($"companies/{one}/merge", new { records = new[] { other } }),
                _ => await Undo(api, random),
            };
            if (answer is not null) Fair.ShouldContain(answer.Status, answer.Body);
        }
    }

    private static async Task<ApiAnswer?> Tag(ApiClient api, Guid id, string tag, Accepted accepted)
    {
        var read = await api.Get($"companies/{id}");
        if (read.Status != HttpStatusCode.OK) return read;
        var answer = await api.Patch($"companies/{id}", new { tags = read.Json.GetProperty("tags").EnumerateArray().Select(one => one.GetString()).Append(tag) }, read.Version);
        if (answer.Status == HttpStatusCode.OK) accepted.Tags.Add(tag);
        return answer;
    }

    private static async Task<ApiAnswer?> Write(ApiClient api, Guid about, string subject, Accepted accepted)
    {
        var answer = await api.Post("tasks", new { subject, aboutId = about });
        if (answer.Status == HttpStatusCode.Created) accepted.Tasks.Add(answer.Id);
        return answer.Status == HttpStatusCode.BadRequest ? null : answer;
    }

    private static async Task<ApiAnswer?> Undo(ApiClient api, Random random)
    {
        var standing = (await api.Get("merges")).Data.Where(merge => merge.GetProperty("mayUndo").GetBoolean()).ToList();
        return standing.Count == 0 ? null : await api.Post($"merges/{standing[random.Next(standing.Count)].GetProperty("id").GetGuid()}/undo");
    }

    private sealed class Accepted
    {
        public ConcurrentBag<string> Tags { get; } = [];

        public ConcurrentBag<Guid> Tasks { get; } = [];
    }
}
