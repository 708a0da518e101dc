using Microsoft.EntityFrameworkCore;
using Tandem.Customers.Companies;

namespace Tandem.Customers.Tests.Merging;

/// <summary>
/// Merges, edits, links and undone merges at random, against the simplest model there is: everything that happened is done again without the
/// merges that were undone.
/// </summary>
public class RandomMergesTests(TandemApps apps, ITestOutputHelper output) : IClassFixture<TandemApps>
{
    private const int Records = 7;
    private const int Steps = 50;

    [OnBothDatabases]
    public async Task Whatever_is_merged_edited_and_undone_it_is_as_if_the_undone_merges_had_never_been(DatabaseEngine engine)
    {
        var app = await apps.On(engine);
        await app.BeginSelling();
        using var api = await app.Api();
        var fresh = Random.Shared.Next(1_000_000);
        output.WriteLine($"random seed: {fresh}");
        foreach (var seed in (int[])[1, 2, 3, 5, fresh]) await new Story(app, api, seed).Tell();
    }

    private sealed class Story(TandemApp app, ApiClient api, int seed)
    {
        private static readonly string[] Singles = ["city", "industry", "description"];

        private readonly Random random = new(seed);
        private readonly List<Step> history = [];
        private readonly List<Guid> companies = [];
        private readonly List<Guid> links = [];
        private readonly Dictionary<Guid, HashSet<Guid>> visited = [];
        private readonly Dictionary<Guid, MergeStep> standing = [];
        private int words;

        public async Task Tell()
        {
            for (var i = 0; i < Records; i++) await Begin();
            for (var i = 0; i < Steps; i++) await Next(i);
            while (standing.Count > 0)
            {
                await Undo();
                await Check("at the end");
            }
        }

        private async Task Begin()
        {
            var values = Singles.ToDictionary(name => name, _ => random.Next(3) == 0 ? null : Word());
            var tags = Enumerable.Range(0, 4).Where(_ => random.Next(2) == 0).Select(i => "shared" + i).ToList();
            var id = await api.Create("companies", new { name = Word(), city = values["city"], industry = values["industry"], description = values["description"], tags });
            companies.Add(id);
            history.Add(new Step(state => state.Records[id] = new(new(values), [.. tags])));
            for (var count = random.Next(3); count > 0; count--) await Link(id);
        }

        private async Task Next(int number)
        {
            switch (random.Next(10))
            {
                case 0: await Link(Living()); break;
                case 1 or 2: await Edit(Living()); break;
                case 3: await Tag(Living()); break;
                case 4: await Relink(); break;
                case 5 or 6 or 7: await Merge(); break;
                default: await Undo(); break;
            }

            await Check($"after step {number}");
        }

        private async Task Link(Guid to)
        {
            var deal = random.Next(2) == 0;
            var id = deal ? await api.Create("deals", new { name = Word(), companyId = to }) : await api.Create("tasks", new { subject = Word(), aboutId = to });
            if (deal) links.Add(id);
            visited[id] = [to];
            history.Add(new Step(state => state.Links[id] = to));
        }

        private async Task Edit(Guid id)
        {
            var (name, value) = (Singles[random.Next(Singles.Length)], Word());
            await Patch("companies", id, new Dictionary<string, object?> { [name] = value });
            history.Add(new Step(state => state.Records[id].Values[name] = value));
        }

        private async Task Tag(Guid id)
        {
            var tags = Now().Records[id].Tags;
            var (added, removed) = (Word(), tags.Count == 0 ? null : tags.Order(StringComparer.Ordinal).ElementAt(random.Next(tags.Count)));
            await Patch("companies", id, new Dictionary<string, object?> { ["tags"] = tags.Where(tag => tag != removed).Append(added).ToList() });
            history.Add(new Step(state =>
            {
                state.Records[id].Tags.Add(added);
                if (removed is not null) state.Records[id].Tags.Remove(removed);
            }));
        }

        /// <summary>To where it never was: brought back to where a merge had put it, it would count as unchanged.</summary>
        private async Task Relink()
        {
            if (links.Count == 0) return;
            var (link, to) = (links[random.Next(links.Count)], Living());
            if (!visited[link].Add(to)) return;
            await Patch("deals", link, new Dictionary<string, object?> { ["companyId"] = to });
            history.Add(new Step(state => state.Links[link] = to));
        }

        private async Task Merge()
        {
            var chosen = Alive().OrderBy(_ => random.Next()).Take(random.Next(4) == 0 ? 3 : 2).ToList();
            if (chosen.Count < 2) return;
            var choose = Singles.ToDictionary(name => name, _ => chosen[random.Next(chosen.Count)]);
            var answer = (await api.Post($"companies/{chosen[0]}/merge", new { records = chosen.Skip(1), choose })).Expect(HttpStatusCode.OK);
            var ids = answer.Json.GetProperty("merges").EnumerateArray().Select(one => one.GetGuid()).ToList();
            for (var i = 1; i < chosen.Count; i++)
            {
                var step = new MergeStep(ids[i - 1], chosen[0], chosen[i], [.. Singles.Where(name => choose[name] == chosen[i])]);
                history.Add(step);
                standing[step.Id] = step;
            }

            foreach (var (link, to) in Now().Links) visited[link].Add(to);
        }

        private async Task Undo()
        {
            if (standing.Count == 0) return;
            var merge = history.OfType<MergeStep>().ElementAt(random.Next(standing.Count));
            (await api.Post($"merges/{merge.Id}/undo")).Expect(HttpStatusCode.OK);
            standing.Remove(merge.Id);
            history.Remove(merge);
        }

        private async Task Check(string when)
        {
            var expected = Now();
            await using var db = app.Open();
            var rows = await db.Set<Company>().AsNoTracking().Where(company => companies.Contains(company.Id)).ToDictionaryAsync(company => company.Id);
            foreach (var (id, record) in expected.Records)
            {
                (rows[id].DeletedAt is null).ShouldBe(!expected.Gone.Contains(id), $"seed {seed}, {when}: whether {id} lives");
                if (expected.Gone.Contains(id)) continue;
                string?[] values = [rows[id].City, rows[id].Industry, rows[id].Description];
                values.ShouldBe(Singles.Select(name => record.Values[name]), $"seed {seed}, {when}: values of {id}");
                rows[id].Tags.Order(StringComparer.Ordinal).ShouldBe(record.Tags.Order(StringComparer.Ordinal), $"seed {seed}, {when}: tags of {id}");
            }

            var ids = expected.Links.Keys.ToArray();
            var actual = (await db.Links("deals", "company_id")).Concat(await db.Links("tasks", "about_id")).Where(pair => ids.Contains(pair.Row)).ToDictionary(pair => pair.Row, pair => pair.To);
            foreach (var (link, to) in expected.Links) actual[link].ShouldBe(to, $"seed {seed}, {when}: link {link}");
        }

        private State Now()
        {
            var state = new State();
            foreach (var step in history) step.Do(state);
            return state;
        }

        private IReadOnlyList<Guid> Alive()
        {
            var gone = Now().Gone;
            return [.. companies.Where(id => !gone.Contains(id))];
        }

        private Guid Living() => Alive() is var alive ? alive[random.Next(alive.Count)] : default;

        private async Task Patch(string plural, Guid id, Dictionary<string, object?> values) =>
            (await api.Patch($"{plural}/{id}", values, (await api.Get($"{plural}/{id}")).Expect(HttpStatusCode.OK).Version)).Expect(HttpStatusCode.OK);

        private string Word() => $"w{seed}-{++words}";
    }

    private class Step(Action<State> act)
    {
        public virtual void Do(State state) => act(state);
    }

    private sealed class MergeStep(Guid id, Guid survivor, Guid loser, IReadOnlyList<string> taken) : Step(_ => { })
    {
        public Guid Id => id;

        public override void Do(State state)
        {
            foreach (var name in taken) state.Records[survivor].Values[name] = state.Records[loser].Values[name];
            state.Records[survivor].Tags.UnionWith(state.Records[loser].Tags);
            foreach (var link in state.Links.Where(link => link.Value == loser).Select(link => link.Key).ToList()) state.Links[link] = survivor;
            state.Gone.Add(loser);
        }
    }

    private sealed class State
    {
        public Dictionary<Guid, Content> Records { get; } = [];

        public Dictionary<Guid, Guid> Links { get; } = [];

        public HashSet<Guid> Gone { get; } = [];
    }

    private sealed record Content(Dictionary<string, string?> Values, HashSet<string> Tags);
}
