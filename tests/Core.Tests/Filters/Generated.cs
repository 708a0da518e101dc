using FsCheck;
using FsCheck.Fluent;
using Tandem.Core.Filters;

namespace Tandem.Core.Tests.Filters;

/// <summary>Random filters over deals and companies, and random records whose values they often meet.</summary>
internal static class Generated
{
    private static readonly string[] Names =
        ["Acme", "Café Über", "acme", "Zürich 100%", "a_b", "کتاب‌خانه", "Đà Nẵng", "Ёлка", "x", "X1", "Acme \"Beta\" \\ Co", "😀 smile", "", "Omega"];

    private static readonly decimal[] Amounts = [0, 5, 12.5m, 12.5001m, -3, 1_000_000, 99.99m];
    private static readonly int[] Integers = [0, 1, 5, 40, -7];
    private static readonly string[] Tags = ["vip", "Q3 push", "VIP", "نو", "it's"];
    private static readonly string[] Emails = ["info@acme.example", "x@y.example"];
    private static readonly string[] Phones = ["+4930123456", "+989121234567", "112"];
    private static readonly string[] Moments =
    [
        "today", "yesterday", "tomorrow", "2026-07-15", "2026-07-01", "3 days ago", "in 1 week", "2 months ago", "1 quarter ago", "in 1 year",
        "this week", "last week", "this month", "last month", "next month", "this quarter", "last year",
    ];

    private static readonly string[] Points = ["2026-07-15T18:30:00Z", "2026-07-14T20:30:00.000001Z", "2026-07-01T00:00+03:30", "3 hours ago", "in 2 hours"];
    private static readonly string[] Spans = ["7 days", "1 day", "next 2 weeks", "3 months", "last 1 quarter", "next 1 year"];

    public static Arbitrary<string> DealFilter { get; } = Arb.From(Gen.Sized(size => Condition(Math.Min(size / 12, 4), DealComparison!)), text => Smaller(text, Sample.Deals));

    public static Arbitrary<string> CompanyFilter { get; } = Arb.From(Gen.Sized(size => Condition(Math.Min(size / 12, 3), CompanyComparison!)), text => Smaller(text, Sample.Companies));

    private static Gen<string> DealComparison { get; } = Gen.OneOf(
        Texts(["title", "source", "code"], Names), Texts(["email"], Emails), Texts(["phone"], Phones),
        Codes(["stage"], ["open", "won", "lost"]), Codes(["amount.currency"], ["EUR", "USD"]), Codes(["company.industry"], ["retail", "food", "it"]),
        Codes(["company.country"], ["DE", "AT"]),
        Numbers(["amount"], Array.ConvertAll(Amounts, n => n.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        Numbers(["seats", "score", "company.employees"], Array.ConvertAll(Integers, n => n.ToString())),
        Numbers(["probability"], ["0%", "25%", "33.33%", "0.5", "100%"]),
        Times("closeDate", Moments, Spans), Times("wonAt", [.. Moments, .. Points], [.. Spans, "3 hours", "next 48 hours"]), Times("createdAt", Moments, Spans),
        Truths(), Has("tags", Tags),
        References("company", Names, ["00000015-0000-0000-0000-000000000001"]), References("owner", ["Mina", "linh", "nobody"], ["me", "my team"]),
        References("company.owner.team", ["dach", "Nordics"], ["my team"]), Texts(["company.name", "company.parent.name"], Names));

    private static Gen<string> CompanyComparison { get; } = Gen.OneOf(
        Texts(["name", "parent.name"], Names), Codes(["industry"], ["retail", "food", "it"]), Numbers(["employees"], ["0", "5", "40"]),
        Has("emails", Emails), Has("phones", Phones), References("owner", ["Mina"], ["me"]),
        from inner in Gen.Sized(size => Condition(Math.Min(size / 30, 2), DealComparison))
        from relation in Gen.Elements("count(deals)", $"count(deals where {inner})")
        from comparison in Comparer
        from number in Gen.Choose(0, 3)
        select $"{relation} {comparison} {number}");

    private static Gen<string> Comparer => Gen.Elements("=", "!=", "<", "<=", ">", ">=");

    /// <summary>Rows of all four types; the deals are random, with many empty and many equal values.</summary>
    public static List<object> Records(int seed, int deals)
    {
        var random = new Random(seed);
        T? Maybe<T>(T[] values) where T : struct => random.Next(4) == 0 ? null : values[random.Next(values.Length)];
        string? Text(params string[] values) => random.Next(4) == 0 ? null : values[random.Next(values.Length)];
        var companies = Names.Select((name, i) => new Company
        {
            Name = name, Industry = Text("retail", "food", "it"), Country = Text("DE", "AT"), Employees = Maybe(Integers),
            Emails = [.. Emails.Where(_ => random.Next(2) == 0)], Phones = [.. Phones.Where(_ => random.Next(2) == 0)],
            OwnerId = Maybe([Sample.Mina.Id, Sample.Jonas.Id, Sample.Linh.Id]), ParentId = Maybe([Sample.Acme.Id, Sample.Cafe.Id]),
        }).Append(Sample.Acme).Append(Sample.Cafe).ToArray();
        var ids = Array.ConvertAll(companies, company => company.Id);
        DateTimeOffset[] instants = [.. Enumerable.Range(0, 60).Select(_ => Sample.Now.AddMinutes(random.Next(-200_000, 60_000))), Sample.Now, Sample.Now.AddHours(-3)];
        return
        [
            Sample.Dach, Sample.Nordics, Sample.Mina, Sample.Jonas, Sample.Linh, .. companies,
            .. Enumerable.Range(0, deals).Select(_ => new Deal
            {
                Id = Ids.New(instants[random.Next(instants.Length)]), CreatedAt = instants[random.Next(instants.Length)],
                Title = Names[random.Next(Names.Length)], Source = Text(Names), Code = Text("x", "x1", "y"), Stage = Text("open", "won", "lost"),
                Amount = Maybe(Amounts), Currency = Text("EUR", "USD"), Probability = random.Next(5) / 4m, Seats = Maybe(Integers), Score = random.Next(3),
                CloseDate = Maybe(Array.ConvertAll(instants, at => DateOnly.FromDateTime(at.DateTime))), WonAt = Maybe(instants),
                Urgent = Maybe([true, false]), Archived = random.Next(2) == 0,
                Tags = random.Next(5) == 0 ? null : [.. Tags.Where(_ => random.Next(3) == 0)],
                Email = Text(Emails), Phone = Text(Phones), CompanyId = random.Next(6) == 0 ? Ids.New() : Maybe(ids), OwnerId = Maybe([Sample.Mina.Id, Sample.Linh.Id]),
            }),
        ];
    }

    private static Gen<string> Condition(int depth, Gen<string> comparison) => depth == 0 ? comparison : Gen.OneOf(
        comparison,
        from word in Gen.Elements("and", "or")
        from parts in Gen.Choose(2, 3).SelectMany(count => Condition(depth - 1, comparison).ListOf(count))
        select string.Join($" {word} ", parts.Select(part => $"({part})")),
        Condition(depth - 1, comparison).Select(inner => $"not ({inner})"));

    private static Gen<string> Texts(string[] fields, string[] values)
    {
        var value = Gen.Elements([.. values.Where(v => v.Length > 0).Select(Filter.Quote)]);
        string[] parts = fields is ["email"] or ["phone"] ? ["contains", "starts with", "ends with"] : ["contains", "starts with", "ends with", "has words"];
        return Comparison(fields, Comparer.Or(Gen.Elements(parts)), value)
            .Or(Between(fields, value)).Or(Lists(fields, "in", "not in", value));
    }

    private static Gen<string> Codes(string[] fields, string[] values)
    {
        var value = Gen.Elements([.. values.Select(Filter.Quote)]);
        return Comparison(fields, Gen.Elements("=", "!="), value).Or(Lists(fields, "in", "not in", value));
    }

    private static Gen<string> Numbers(string[] fields, string[] values)
    {
        var value = Gen.Elements(values);
        return Comparison(fields, Comparer, value).Or(Between(fields, value)).Or(Lists(fields, "in", "not in", value));
    }

    private static Gen<string> Times(string field, string[] moments, string[] spans) =>
        Comparison([field], Comparer.Or(Gen.Elements("on", "before", "after")), Gen.Elements(moments)).Or(Comparison([field], Gen.Constant("within"), Gen.Elements(spans)))
            .Or(Between([field], Gen.Elements(moments))).Or(Lists([field], "in", "not in", Gen.Elements(moments)));

    private static Gen<string> Truths() => Comparison(["urgent", "archived"], Gen.Elements("=", "!="), Gen.Elements("yes", "no"));

    private static Gen<string> Has(string field, string[] values)
    {
        var value = Gen.Elements([.. values.Select(Filter.Quote)]);
        return Comparison([field], Gen.Constant("has"), value).Or(Lists([field], "has any", "has all", value));
    }

    private static Gen<string> References(string field, string[] titles, string[] words)
    {
        var title = Gen.Elements([.. titles.Where(t => t.Length > 0).Select(Filter.Quote)]);
        var any = title.Or(Gen.Elements([.. words.Select(word => word.Contains('-') ? Filter.Quote(word) : word)]));
        return Comparison([field], Gen.Elements("=", "!="), any).Or(Lists([field], "in", "not in", any))
            .Or(Comparison([field], Gen.Elements("contains", "starts with", "ends with"), title));
    }

    private static Gen<string> Comparison(string[] fields, Gen<string> @operator, Gen<string> value) =>
        from field in Gen.Elements(fields)
        from written in Gen.Frequency((5, @operator.SelectMany(_ => value, (o, v) => $"{o} {v}")), (1, Gen.Elements("is empty", "is not empty")))
        select $"{field} {written}";

    private static Gen<string> Between(string[] fields, Gen<string> value) =>
        from field in Gen.Elements(fields)
        from low in value
        from high in value
        select $"{field} between {low} and {high}";

    private static Gen<string> Lists(string[] fields, string one, string other, Gen<string> value) =>
        from field in Gen.Elements(fields)
        from @operator in Gen.Elements(one, other)
        from values in Gen.Choose(1, 4).SelectMany(value.ListOf)
        select $"{field} {@operator} ({string.Join(", ", values)})";

    private static Gen<string> Or(this Gen<string> one, Gen<string> other) => Gen.OneOf(one, other);

    /// <summary>The parts of a filter, as smaller filters that may fail the same way.</summary>
    private static IEnumerable<string> Smaller(string text, RecordType type) => new FilterParser(new(Tokens.Of(text)), type, Sample.Types).Read() switch
    {
        All all => all.Conditions.Select(FilterText.Of),
        Either either => either.Conditions.Select(FilterText.Of),
        Not not => [FilterText.Of(not.Condition)],
        CountComparison { Where: { } where } count => [.. Smaller(FilterText.Of(where), Sample.Deals).Select(smaller => $"count(deals where {smaller}) {count.Operator.Text()} {count.Number}")],
        _ => [],
    };
}
