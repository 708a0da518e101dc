using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Core.Localization;
using Tandem.Platform.Localization;
using Tandem.Platform.Pages;

namespace Tandem.Sales.Reports;

/// <summary>The report's page, its tables as files, and the same numbers over the API.</summary>
internal static class PipelineReportPages
{
    private const string Path = "/reports/pipeline";

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet(Path, async (Actor actor, PipelineReportQuery report, CurrentPage page, [AsParameters] ReportAddress address, CancellationToken stop) =>
            Page.Of<PipelineReportPage>(await report.Run(actor, address.Request, page.Locale, stop)));
        pages.MapGet(Path + "/{table}.csv", async (Actor actor, PipelineReportQuery report, CurrentPage page, string table, [AsParameters] ReportAddress address, CancellationToken stop) =>
        {
            var made = await report.Run(actor, address.Request, page.Locale, stop);
            return TypedResults.File(Csv(made, table, page.Locale), "text/csv; charset=utf-8", $"pipeline-{table}.csv");
        });
    }

    public static void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("reports/pipeline", async (Actor actor, PipelineReportQuery report, Locales locales, [AsParameters] ReportAddress address, CancellationToken stop) =>
        {
            var made = await report.Run(actor, address.Request, locales.Of(null, "en", null, null), stop);
            return TypedResults.Ok(new
            {
                made.Currency, made.Days.From, made.Days.To, Total = Shown(made.Total),
                Tables = made.Tables.ToDictionary(table => table.Key, table => table.Rows.Select(Shown)),
                made.Cycle,
                Funnel = made.Funnel.Select(row => new { row.StageId, row.Name, row.Deals, row.Share, row.Filter }),
                Open = made.Open.Select(Shown),
            });
        }).WithSummary("Read the pipeline report");
        api.MapGet("reports/open-pipeline", async (Actor actor, OpenPipeline open, [AsParameters] ReportAddress address, CancellationToken stop) =>
            TypedResults.Ok(new { Data = (await open.Of(actor, address.Request, stop)).Select(Shown) })).WithSummary("Read what is open now, stage by stage");
    }

    private static object Shown(OpenRow row) => new
    {
        row.PipelineId, row.StageId, row.Stage, row.Probability, row.Sum.Count, row.Sum.Value, row.Weighted, row.Sum.WithoutAmount, row.Sum.WithoutRate, row.Filter,
    };

    private static object Shown(ReportRow row) => new { row.Key, row.Label, row.Won, row.Value, row.WithoutAmount, row.Lost, row.WinRate, row.WonFilter, row.LostFilter };

    /// <summary>One table as CSV, numbers in the form that programs read.</summary>
    private static byte[] Csv(PipelineReport report, string table, Locale locale)
    {
        var text = string.Concat(Cells(report, table, locale).Select(CsvText.Line));
        return [.. System.Text.Encoding.UTF8.Preamble, .. System.Text.Encoding.UTF8.GetBytes(text)];
    }

    private static IEnumerable<object?[]> Cells(PipelineReport report, string table, Locale locale)
    {
        switch (table)
        {
            case "funnel":
                yield return [locale.T("deal.stage"), locale.T("type.deal.plural"), locale.T("report.share")];
                foreach (var row in report.Funnel) yield return [row.Name, row.Deals, row.Share];
                break;
            case "open":
                yield return [locale.T("deal.pipeline"), locale.T("deal.stage"), locale.T("type.deal.plural"), locale.T("report.open-value"), locale.T("report.weighted"), locale.T("report.without-amount"), locale.T("deal.currency")];
                foreach (var row in report.Open) yield return [row.Pipeline, row.Stage, row.Sum.Count, row.Sum.Value.Amount, row.Weighted.Amount, row.Sum.WithoutAmount, report.Currency];
                break;
            default:
                var part = report.Tables.FirstOrDefault(one => one.Key == table) ?? throw new RecordNotFound();
                yield return [locale.T("report.by." + table), locale.T("report.won"), locale.T("report.value"), locale.T("report.without-amount"), locale.T("report.lost"), locale.T("report.win-rate"), locale.T("deal.currency")];
                foreach (var row in part.Rows) yield return [row.Label ?? locale.T("report.none." + table), row.Won, row.Value.Amount, row.WithoutAmount, row.Lost, row.WinRate, report.Currency];
                break;
        }
    }
}

/// <summary>The parameters of a report in its address; what is none is left out.</summary>
internal readonly record struct ReportAddress(string? Pipeline, string? Period, string? Owner, string? Team)
{
    public ReportRequest Request => new(Id(Pipeline), Period is not null && ReportPeriods.Offered.Contains(Period, StringComparer.Ordinal) ? Period : ReportPeriods.All, Id(Owner), Id(Team));

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
