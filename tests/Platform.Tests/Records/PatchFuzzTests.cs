using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tandem.Core.Records;
using Tandem.Platform.Records;

namespace Tandem.Platform.Tests.Records;

/// <summary>No JSON gets past the reader of patches as anything but values of the fields' kinds or a refusal.</summary>
public sealed class PatchFuzzTests(TandemApps apps) : IClassFixture<TandemApps>
{
    private static readonly string[] Atoms =
    [
        "null", "true", "0", "-1", "1e400", "1e-400", "79228162514264337593543950336", "12.345", "\"\"", "\"x\"", "\"\\u0000\"", "\"\\ud800\"", "\"2026-02-30\"", "\"2026-02-28T25:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59-14:00\"", "\"a@b\"", "\"+\"", "\"http://\"", "\"00000000-0000-0000-0000-000000000000\"", "[]", "{}", "[null]", "[[]]", "[\"a\",1]", "{\"amount\":\"1\",\"currency\":\"EUR\"}", "{\"amount\":\"1e99\",\"currency\":\"EUR\"}",
        "{\"amount\":null}", "{\"currency\":\"XXX\"}", "[{\"value\":\"a@b.example\"}]", "[{\"value\":1,\"label\":[]}]", "{\"value\":{\"value\":{}}}",
    ];

    [Fact]
    public async Task Values_of_any_shape_are_read_or_refused()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        var types = await app.Run<RecordTypes, RecordType[]>(known => Task.FromResult<RecordType[]>([.. known.All]));
        var random = new Random(7);
        var context = new ReadingContext("EUR", "DE");
        for (var round = 0; round < 20_000; round++)
        {
            var type = types[random.Next(types.Length)];
            using var patch = JsonDocument.Parse(Object(type, random, 0));
            try
            {
                foreach (var (field, value) in FieldValues.FromJson(type, patch.RootElement, context).All) field.ShouldNotBeNull($"{value}");
            }
            catch (Core.Refused refused)
            {
                refused.All.ShouldAllBe(one => one.Code.Length > 0);
            }
        }
    }

    [Fact]
    public async Task Bytes_of_any_kind_are_answered_without_a_failure_of_ours()
    {
        var app = await apps.On(DatabaseEngine.Sqlite);
        using var api = await app.Api();
        var id = await api.Create("companies", new { name = "Fuzz" });
        var random = new Random(11);
        var type = await app.Run<RecordTypes, RecordType>(known => Task.FromResult(known["company"]));
        for (var round = 0; round < 300; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Object(type, random, 0));
            for (var damage = random.Next(4); damage > 0; damage--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri($"companies/{id}", UriKind.Relative)) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/merge-patch+json") } } };
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{(await api.Get($"companies/{id}")).Version}\"");
            using var answer = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity);
        }
    }

    private static string Object(RecordType type, Random random, int depth)
    {
        var members = Enumerable.Range(0, random.Next(6)).Select(_ => $"{JsonSerializer.Serialize(Name(type, random))}:{(depth < 3 && random.Next(8) == 0 ? Object(type, random, depth + 1) : Atoms[random.Next(Atoms.Length)])}");
        return "{" + string.Join(",", members) + "}";
    }

    private static string Name(RecordType type, Random random) => random.Next(10) switch
    {
        0 => "custom",
        1 => "id",
        2 => "noSuchField",
        _ => type.Fields[random.Next(type.Fields.Count)].JsonName,
    };
}
