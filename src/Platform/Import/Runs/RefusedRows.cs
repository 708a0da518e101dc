using System.Text;
using Tandem.Core.Localization;
using Tandem.Platform.Access;
using Tandem.Platform.Import.Reading;

namespace Tandem.Platform.Import.Runs;

/// <summary>The rows of a file that were refused, as a file of the same columns with the row's number and the reason behind them.</summary>
public sealed class RefusedRows(Imports imports)
{
    /// <summary>Writes UTF-8 with a mark, separated as the file was, so that it opens in the same program and can be imported again once mended.</summary>
    public async Task Write(Actor actor, Guid id, int file, Stream to, Texts texts, CancellationToken stop)
    {
        var run = await imports.Get(actor, id, stop);
        var plan = run.Plan.Files[file];
        var refused = (await imports.Refusals(actor, id, file, int.MaxValue, stop)).ToDictionary(refusal => refusal.Row);
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        var separator = plan.Shape!.Separator;
        await writer.WriteAsync(Line([.. plan.Shape.Columns, texts["import.refused.row"], texts["import.refused.reason"]], separator));
        await using var content = imports.Open(plan.Hash, plan.Name);
        foreach (var row in TableFile.Rows(content, plan.Shape, ReadingLimits.Usual))
        {
            stop.ThrowIfCancellationRequested();
            if (!refused.TryGetValue(row.Number, out var why)) continue;
            await writer.WriteAsync(Line([.. row.Cells, row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), Reason(why, texts)], separator));
        }
    }

    /// <summary>Why a row was refused, in a language.</summary>
    public static string Reason(ImportRefusal refusal, Texts texts) => string.Join("; ", refusal.Read().Select(one =>
        texts.Get("refused." + one.Code, [.. one.Args.Select(arg => (arg.Key, (object?)arg.Value))])));

    private static string Line(IEnumerable<string> cells, char separator) => string.Join(separator, cells.Select(cell => Quoted(cell, separator))) + "\r\n";

    private static string Quoted(string cell, char separator) => cell.AsSpan().IndexOfAny(separator, '"', '\n') >= 0 || cell.Contains('\r', StringComparison.Ordinal) || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' '))
        ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : cell;
}
