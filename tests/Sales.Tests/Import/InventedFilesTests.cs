using System.Text;
using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Runs;
using Tandem.Sales.Deals;
using Tandem.Testing.App;
using Tandem.Testing.Databases;

namespace Tandem.Sales.Tests.Import;

/// <summary>Other files of the same kind: other languages, other names of columns and stages, other dirt.</summary>
public sealed class InventedFilesTests
{
    [Fact]
    public async Task A_russian_file_of_an_old_code_page_is_read_with_its_commas_and_dates()
    {
        await using var app = await ImportBench.Start(DatabaseEngine.Sqlite);
        const string Text = "Номер;Название;Этап;Сумма;Ответственный;Компания;Дата закрытия\n" +
            "С-1;Станки;Успешно реализовано;1 250 000,50 руб.;Пётр Лукин;ООО «Заря»;31.01.2024\nС-2;Насосы;Переговоры;;Пётр Лукин;ООО «Заря»;\n" +
            "С-3;Трубы;Закрыто и не реализовано;10 000,00 руб.;Анна Белова;АО Восток;05.02.2024\nС-4;Краны;Первичный контакт;;Анна Белова;;\n";
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var run = await app.Run<Imports, ImportRun>(imports => imports.Make(Actor.System,
            [new IncomingFile("сделки.csv", new MemoryStream(Encoding.GetEncoding(1251).GetBytes(Text)))], null, CancellationToken.None));
        var file = run.Plan.Files.Single();
        (file.Target, file.Shape!.Separator).ShouldBe(("deal", ';'));
        file.Ladder!.Rungs.Select(rung => (rung.Value, rung.Meaning)).ShouldBe(
            [("Первичный контакт", "open"), ("Переговоры", "open"), ("Успешно реализовано", "won"), ("Закрыто и не реализовано", "lost")]);

        var report = await app.Carry(run);
        report.Files.Single().Created.ShouldBe(4);
        report.Made["company"].ShouldBe(2);
        await using var db = app.Open();
        var won = await db.Set<Deal>().SingleAsync(deal => deal.ExternalId == "С-1", TestContext.Current.CancellationToken);
        (won.Amount, won.Currency, won.ClosedOn).ShouldBe((1_250_000.50m, "RUB", new DateOnly(2024, 1, 31)));
        (await db.Set<Deal>().SingleAsync(deal => deal.ExternalId == "С-2", TestContext.Current.CancellationToken)).Amount.ShouldBeNull();
    }

    [Fact]
    public async Task A_persian_file_is_read_with_its_digits_and_its_calendar()
    {
        await using var app = await ImportBench.Start(DatabaseEngine.Sqlite);
        var run = await app.Make(("معاملات.csv", "شناسه,عنوان,مرحله,مبلغ,شرکت,تاریخ بسته شدن\n" +
            "م۱,فروش دستگاه,برنده,۱۲٬۵۰۰,شرکت آفتاب,۱۴۰۲/۱۱/۱۵\nم۲,قرارداد خدمات,مذاکره,,شرکت آفتاب,\nم۳,نصب شبکه,از دست رفته,۰,شرکت ماه,۱۴۰۲/۱۲/۰۱\n"));
        run.Plan.Files.Single().Ladder!.Rungs.Select(rung => rung.Meaning).ShouldBe(["open", "won", "lost"]);
        (await app.Carry(run)).Files.Single().Created.ShouldBe(3);
        await using var db = app.Open();
        var won = await db.Set<Deal>().SingleAsync(deal => deal.ExternalId == "م۱", TestContext.Current.CancellationToken);
        (won.Amount, won.ClosedOn).ShouldBe((12_500m, new DateOnly(2024, 2, 4)));
    }

    [Fact]
    public async Task Stages_of_a_language_that_nobody_taught_us_are_told_by_their_rows()
    {
        await using var app = await ImportBench.Start(DatabaseEngine.Sqlite);
        var rows = string.Concat(Enumerable.Range(1, 12).Select(i => $"D{i:000},Kauppa {i},{(i % 3 == 0 ? "Avoin" : i % 3 == 1 ? "Voitettu" : "Hävitty")},{(i % 3 == 1 ? 500 + i : 0)},{(i % 3 == 0 ? "" : $"2024-03-{i:00}")}\n"));
        var run = await app.Make(("deals.csv", "id,name,stage,amount,close date\n" + rows));
        run.Plan.Files.Single().Ladder!.Rungs.ToDictionary(rung => rung.Value, rung => rung.Meaning).ShouldBe(
            new Dictionary<string, string> { ["Avoin"] = "open", ["Voitettu"] = "won", ["Hävitty"] = "lost" }, ignoreOrder: true);
    }

    [OnBothDatabases]
    public async Task Refused_rows_are_counted_explained_and_handed_back(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        var run = await app.Make(("deals.csv", "id,name,stage,amount,close date\nA,One,Won,12.50,2024-01-05\nB,Two,Won,many,2024-01-06\nA,Again,Won,1,2024-01-07\nC,Three,Won,3,2199-01-01\nD,Four,Open,4,\n,,,,\n"));
        var preview = await app.Preview(run);
        var report = await app.Carry(run);
        report.Files.Single().Refused.ShouldBe(preview.Files.Single().Refused);
        (report.Files.Single().Rows, report.Files.Single().Created, report.Files.Single().Refused).ShouldBe((5, 2, 3));

        using var file = new MemoryStream();
        await app.Run<RefusedRows, bool>(async rows =>
        {
            await rows.Write(Actor.System, run.Id, 0, file, Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Core.Localization.TextCatalog>(app.Services).For("en"), CancellationToken.None);
            return true;
        });
        var lines = Encoding.UTF8.GetString(file.ToArray()).TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(4);
        lines[1].ShouldStartWith("B,Two,Won,many,2024-01-06,3,");
        lines[1].ShouldContain("many");
        lines[2].ShouldContain("row 2");
    }

    [OnBothDatabases]
    public async Task An_update_goes_back_to_what_was_there_unless_somebody_changed_it_since(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        await app.Carry(await app.Make(("deals.csv", "id,name,stage,amount,close date\nA,Alpha,Negotiation,10,\nB,Beta,Negotiation,20,\nC,Gamma,Lost,,2024-01-02\n")));
        var before = await app.Content();

        var second = await app.Make(("deals.csv", "id,name,stage,amount,close date\nA,Alpha renamed,Won,11,2024-02-01\nB,Beta renamed,Negotiation,21,\nC,Gamma,Lost,,2024-01-02\n"));
        var report = await app.Carry(second);
        (report.Files.Single().Updated, report.Files.Single().Unchanged).ShouldBe((2, 1));
        (await app.Content()).ShouldNotBe(before);
        var reverted = await app.Revert(second);
        reverted.Kept.ShouldBeEmpty();
        (await app.Content())["deals"].ShouldBe(before["deals"]);
        (await app.Content())["stage_stays"].ShouldBe(before["stage_stays"]);
        (await app.Content())["record_entries"].ShouldBe(before["record_entries"]);
    }
}
