using Microsoft.AspNetCore.Http;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Api;
using Tandem.Platform.Data;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;
using Tandem.Ui;

namespace Tandem.Platform.Records.Shapes.Pages;

/// <summary>A card goes to another column of a board: its field takes the value of the column.</summary>
internal static class MoveCard
{
    public static async Task<IResult> Run<T>(Actor actor, CurrentPage page, RecordWriter<T> writer, RecordConflict<T> conflict, RecordType type, string path, string name, int version, IFormCollection form, ReadingContext context, CancellationToken stop)
        where T : class, IRecord
    {
        if (type.Find(name) is not { Editable: true, CreateOnly: false } field || !GroupField.MakesColumns(field) || !Ids.TryParse(form["id"].ToString(), out var id)) throw new RecordNotFound();
        try
        {
            var to = form["to"].ToString();
            var record = await writer.Patch(actor, id, version, FieldValues.FromTexts(type, [new(field.JsonName, to == GroupField.None ? null : to)], context), stop);
            var from = form["from"].ToString();
            return UiEndpoints.Stream<CardMoved>(new
            {
                Text = page.Locale.T("shape.moved", ("name", type.Title.Read(record)), ("column", GroupField.Label(field, to, page.Locale, new Dictionary<Guid, RecordName>()))),
                UndoUrl = from.Length == 0 ? null : path,
                UndoFields = (IEnumerable<(string, object?)>)[("id", id), ("to", from), ("version", record.Version)],
            });
        }
        catch (VersionChanged)
        {
            var refused = await conflict.Since(actor, id, version, page.Locale, stop);
            return UiEndpoints.Stream<CardMoved>(new { Text = page.Locale.T("record.conflict.not-done", [.. refused.Args]) }, StatusCodes.Status409Conflict);
        }
        catch (Exception why) when (why is Refused or RecordNotFound)
        {
            var problem = Problems.Of(why, page.Locale.Texts); // the board puts the card back and shows the title
            return TypedResults.Json(problem, contentType: "application/problem+json", statusCode: problem.Status);
        }
    }
}
