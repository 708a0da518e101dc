using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Testing.App;

namespace Tandem.Host.Tests.Strangers;

/// <summary>Someone who sees his own records only, at every door of records that are not his: they are not there.</summary>
public class HiddenRecordsTests
{
    /// <summary>What the whole workspace shares: seen by all, changed by those who may.</summary>
    private static readonly string[] Shared = ["product", "pipeline", "stage", "user", "team", "lost-reason", "field", "type"];

    /// <summary>Doors that tell the stranger before any record is looked for that they are not for him.</summary>
    private static readonly string[] ForAdministrators = ["/settings/users", "/settings/teams", "/settings/api-keys", "/settings/currency", "/settings/roles", "/settings/fields", "/settings/types", "/settings/webhooks", "/api/v1/webhooks"];

    private static readonly string[] Told =
    [
        SampleWorkspace.Company, SampleWorkspace.Deal, SampleWorkspace.Person, SampleWorkspace.Vehicle, "Arden Dye", "arden.example", "Loom controllers", "Spare parts", "Call about the pilot", "Prefers calls", "offer.txt", "companies.csv", "a year.",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [OnBothDatabases]
    public async Task No_endpoint_of_a_record_answers_anything_but_that_it_is_not_there(DatabaseEngine engine)
    {
        await using var scene = await Scene.Make(engine);
        var routes = SampleRoutes.Of(scene.App, scene.Sample.Ids).Where(route => route.IsOfRecord && route.Pattern != "/password/{id:guid}").ToList();
        routes.Count.ShouldBeGreaterThan(80);
        var before = await scene.Feed();
        var wrong = new List<string>();
        foreach (var route in routes)
        {
            var (status, body) = await scene.Ask(route);
            var right = ForAdministrators.Any(path => route.Pattern.StartsWith(path, StringComparison.Ordinal)) ? status == 403
                : IsShared(scene, route) ? status is 403 or 404 or (>= 400 and < 500) || route.Method == "GET"
                : status == 404 || (status == 303 && body.Length == 0 && route.Method == "GET");
            if (!right) wrong.Add($"{route} → {status}");
            wrong.AddRange(Leaks(scene, route, body));
        }

        string.Join('\n', wrong).ShouldBeEmpty();
        (await scene.Feed()).ShouldBe(before, "nothing was changed");
    }

    [OnBothDatabases]
    public async Task No_list_search_board_report_export_or_feed_tells_of_them(DatabaseEngine engine)
    {
        await using var scene = await Scene.Make(engine);
        var wrong = new List<string>();
        var asked = 0;
        foreach (var route in SampleRoutes.Of(scene.App, scene.Sample.Ids).Where(route => route is { Method: "GET", IsOfRecord: false } && route.Pattern != "/live"))
        {
            foreach (var query in Queries(scene, route))
            {
                var (status, body) = await scene.Ask(route with { Path = route.Path + query });
                asked++;
                if (status >= 500) wrong.Add($"{route}{query} → {status}");
                wrong.AddRange(Leaks(scene, route with { Path = route.Path + query }, body));
            }
        }

        string.Join('\n', wrong).ShouldBeEmpty();
        asked.ShouldBeGreaterThan(100);
        var report = await scene.Key.Get("reports/pipeline");
        report.Json.GetProperty("total").GetProperty("won").GetInt32().ShouldBe(0);
        report.Json.GetProperty("open").EnumerateArray().Sum(row => row.GetProperty("count").GetInt32()).ShouldBe(0);
        (await scene.Key.Get("deals?count=exact")).Json.GetProperty("count").GetInt32().ShouldBe(0);
    }

    [OnBothDatabases]
    public async Task A_record_of_ones_own_that_points_at_a_hidden_one_does_not_name_it(DatabaseEngine engine)
    {
        await using var scene = await Scene.Make(engine);
        var own = await scene.Sample.AddDeal("His own deal", "10.00", owner: scene.Stranger.Actor.Id);
        await scene.Sample.Api.Post($"deals/{own}/people", new { personId = scene.Sample["person"], role = "Buys" });
        await scene.Sample.Api.Create("tasks", new { subject = "His own task", aboutId = own, assigneeId = scene.Stranger.Actor.Id });
        foreach (var path in new[] { $"/deals/{own}", $"/deals/{own}/edit", $"/deals/{own}/people/new", "/deals", "/deals/list", "/tasks", "/", $"/timeline/deal/{own}?before=999999", "/search?q=own" })
        {
            var page = (await scene.Stranger.Open(path)).Expect(HttpStatusCode.OK);
            page.Html.ShouldNotContain(SampleWorkspace.Company, Case.Insensitive, path);
            page.Html.ShouldNotContain(SampleWorkspace.Person, Case.Insensitive, path);
        }

        (await scene.Stranger.Open("/deals")).Html.ShouldContain("His own deal");
        var exported = await scene.Stranger.Http.GetStringAsync(new Uri("/deals/list", UriKind.Relative), Stop);
        exported.ShouldNotContain(SampleWorkspace.Company);
    }

    private static bool IsShared(Scene scene, SampleRoute route) => Shared.Any(type => route.Path.Contains(scene.Sample[type].ToString(), StringComparison.Ordinal))
        && !scene.Hidden.Any(id => route.Path.Contains(id.ToString(), StringComparison.Ordinal));

    private static IEnumerable<string> Queries(Scene scene, SampleRoute route)
    {
        yield return "";
        if (route.IsApi)
        {
            yield return "?count=exact&limit=500";
            yield return "?search=arden";
            yield return "?filter=" + Uri.EscapeDataString("createdAt after 2000-01-01");
            yield break;
        }

        yield return "?q=arden";
        yield return "?search=arden&show=done&who=all&view=all";
        yield return $"?company={scene.Sample["company"]}&aboutId={scene.Sample["deal"]}&companyId={scene.Sample["company"]}&parentId={scene.Sample["company"]}&personId={scene.Sample["person"]}";
        yield return $"?ids={scene.Sample["company"]}&ids={scene.Sample["subsidiary"]}&mine=false&least=1";
        yield return $"?pipeline={scene.Sample["pipeline"]}&owner={scene.Sample.Owner.User.Id}&stage={scene.Sample.Stage("Qualify")}&cursor=";
    }

    private static IEnumerable<string> Leaks(Scene scene, SampleRoute route, string body)
    {
        foreach (var text in Told)
            if (body.Contains(text, StringComparison.OrdinalIgnoreCase) && !route.Path.Contains(text, StringComparison.OrdinalIgnoreCase)) yield return $"{route} tells “{text}”";
        foreach (var id in scene.Hidden)
        {
            // An id that was given may come back, in the address of a form or as the value that was asked for.
            if (!route.Path.Contains(id.ToString(), StringComparison.Ordinal) && (body.Contains(id.ToString(), StringComparison.Ordinal) || body.Contains(id.ToString("n"), StringComparison.Ordinal)))
                yield return $"{route} tells the id of {scene.Sample.Ids.First(one => one.Value == id).Key}";
        }
    }

    /// <summary>The sample records of someone, and a stranger with a session and a key who may see what is his own.</summary>
    private sealed class Scene : IAsyncDisposable
    {
        public required App App { get; init; }

        public required SampleWorkspace Sample { get; init; }

        public required PageClient Stranger { get; init; }

        public required ApiClient Key { get; init; }

        public IReadOnlyList<Guid> Hidden => [.. Sample.Ids.Where(one => !Shared.Contains(one.Key) && one.Key is not ("rate" or "key")).Select(one => one.Value)];

        public static async Task<Scene> Make(DatabaseEngine engine)
        {
            var app = await Testing.App.TandemApp.Start(engine);
            var sample = await SampleWorkspace.Fill(app);
            using (var owner = await app.SignedIn(sample.Owner))
            {
                await sample.Api.Create("people", new { name = SampleWorkspace.Person, email = "nora@arden.example", ownerId = sample.Owner.User.Id });
                await Eventually.Is("the two are proposed as one", async () => (await owner.Open("/customers/duplicates?type=person")).Html.Contains(SampleWorkspace.Person, StringComparison.Ordinal));
            }

            var own = app.Workspace.Open(Actor.System).RecordTypes.All.Where(type => !Shared.Contains(type.Key)).ToDictionary(type => type.Key, _ => new Grant(Reach.Own, Reach.Own, Unowned: false), StringComparer.Ordinal);
            await app.Run<SetRoleGrants, bool>(async set =>
            {
                await set.Run(Actor.System, Role.Sales, own, Stop);
                return true;
            });
            return new Scene { App = app, Sample = sample, Stranger = await app.SignedIn(await app.AddPerson(Role.Sales, await app.AddTeam("Elsewhere"))), Key = await app.Api(Role.Sales) };
        }

        public async Task<(int Status, string Body)> Ask(SampleRoute route)
        {
            if (!route.IsApi)
            {
                using var upload = new MultipartFormDataContent { { new ByteArrayContent("The offer"u8.ToArray()), "files", "mine.txt" } };
                var answer = route.Method == "GET" ? await Stranger.Open(route.Path) : route.Pattern == "/records/{about:guid}/files" ? await Stranger.Submit(route.Path, upload) : await Stranger.Submit(route.Path, Fields());
                return ((int)answer.Status, answer.Html);
            }

            using var request = new HttpRequestMessage(new HttpMethod(route.Method), new Uri(App.Address, route.Path));
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            if (route.Method is "POST" or "PUT" or "PATCH") request.Content = route.Pattern.EndsWith("/photo", StringComparison.Ordinal) ? Photo() : new StringContent(Body(route.Method), System.Text.Encoding.UTF8, "application/json");
            using var told = await Key.Http.SendAsync(request, Stop);
            return ((int)told.StatusCode, await told.Content.ReadAsStringAsync(Stop));
        }

        /// <summary>The smallest GIF there is.</summary>
        private static MultipartFormDataContent Photo() => new() { { new ByteArrayContent(Convert.FromBase64String("R0lGODlhAQABAAAAACwAAAAAAQABAAA=")), "file", "me.gif" } };

        /// <summary>How many changes there are.</summary>
        public async Task<int> Feed()
        {
            await using var db = App.Open();
            return await db.Changes.CountAsync(Stop);
        }

        public async ValueTask DisposeAsync()
        {
            Stranger.Dispose();
            Key.Dispose();
            await App.DisposeAsync();
        }

        private (string, string?)[] Fields() =>
        [
            ("version", "1"), ("shown", "city,name"), ("city", "Kiel"), ("name", "Taken over"), ("subject", "Taken over"), ("text", "Taken over"), ("pinned", "true"), ("due", "2031-02-02"), ("stageId", Sample.Stage("Propose").ToString()),
            ("to", Sample.Stage("Propose").ToString()), ("stayId", Core.Ids.New().ToString()), ("reasonId", Sample["lost-reason"].ToString()), ("personId", Sample["person"].ToString()), ("quantity0", "1"), ("description0", "x"),
        ];

        private string Body(string method) => method == "PATCH" ? "{}" : string.Create(CultureInfo.InvariantCulture,
            $$"""{"stageId":"{{Sample.Stage("Propose")}}","stayId":"{{Core.Ids.New()}}","reasonId":"{{Sample["lost-reason"]}}","personId":"{{Sample["person"]}}","lines":[],"place":0,"dueAt":"2031-02-02T09:00:00Z","outcome":"x","moveDealsTo":null,"records":["{{Sample["subsidiary"]}}"]}""");
    }
}
