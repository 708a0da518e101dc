using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Filters;
using Tandem.Core.Records;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Fields.Computed;
using Tandem.Platform.Pages;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Fields.Pages;

/// <summary>A field before it is saved.</summary>
/// <param name="Inputs">As a form would ask for it; none while it has no label, and for what is computed.</param>
/// <param name="Samples">What is computed of a few records: their names, and the values as text.</param>
/// <param name="Problem">Why nothing can be computed.</param>
public sealed record FieldPreviewView(IReadOnlyList<FormFieldView> Inputs, IReadOnlyList<(string Name, string? Value)> Samples, FieldProblem? Problem = null);

/// <summary>Where a formula or a filter goes wrong.</summary>
/// <param name="Message">In the reader's language.</param>
/// <param name="Before">The text up to there.</param>
/// <param name="At">What is wrong.</param>
/// <param name="After">The rest.</param>
/// <param name="Suggestion">What to write there instead.</param>
public sealed record FieldProblem(string Message, string Before = "", string At = "", string After = "", string? Suggestion = null);

/// <summary>Shows what a field would be: its input, or what it would compute of the records that were changed last.</summary>
internal sealed class PreviewField(Crm crm, RecordTypes types, FieldScreens screens, CurrentPage page)
{
    private const int Samples = 3;

    private static readonly MethodInfo Sampling = typeof(PreviewField).GetMethod(nameof(Sample), BindingFlags.NonPublic | BindingFlags.Instance)!;

    public async Task<FieldPreviewView> Run(Actor actor, string type, Guid? id, FieldWish wish, CancellationToken stop)
    {
        actor.DemandAdministrator();
        if (!FieldKinds.IsComputed(wish.Kind)) return new FieldPreviewView(screens.Preview(type, wish), []);
        if (types.Find(type) is not { TakesCustomFields: true } described) throw new Records.RecordNotFound();
        var bare = described.SeenBy(one => page.Types.DefinitionOf(one)?.Id != id || id is null, _ => true);
        if (wish.Kind == FieldKind.Formula && string.IsNullOrWhiteSpace(wish.Settings.Formula)) return new FieldPreviewView([], []);
        if (wish.Kind == FieldKind.Formula && CheckComputation.Problem(wish.Settings.Formula!, bare, types) is { } error) return new FieldPreviewView([], [], Problem(error, wish.Settings.Formula!));
        await using var db = crm.Open(actor);
        try
        {
            var field = new CustomField(type, "preview", wish.Kind);
            field.Apply(wish.Settings);
            field.Give(CheckComputation.KindOf(wish.Kind, wish.Settings, bare, types));
            var with = bare.With([FieldShapes.Of(field)], []);
            db.Know(new RecordTypes(types.All.Select(one => one.Key == type ? with : one)));
            CheckComputation.DemandNoCircle(db, with, with.Find("preview")!);
            return new FieldPreviewView([], await (Task<List<(string, string?)>>)Sampling.MakeGenericMethod(with.EntityType).Invoke(this, [db, actor, with, with.Find("preview")!, stop])!);
        }
        catch (Refused refused)
        {
            return new FieldPreviewView([], [], new FieldProblem(page.Locale.T("refused." + refused.Code, [.. refused.Args])));
        }
    }

    private FieldProblem Problem(FilterError error, string text)
    {
        var from = Math.Clamp(error.Position, 0, text.Length);
        var until = Math.Clamp(error.Position + error.Length, from, text.Length);
        return new FieldProblem(page.Locale.T(error.Key, [.. error.Args]), text[..from], text[from..until], text[until..], error.Suggestion);
    }

    private async Task<List<(string, string?)>> Sample<T>(CrmDb db, Actor actor, RecordType type, Field field, CancellationToken stop) where T : class, IRecord
    {
        var rows = await db.Set<T>().AsNoTracking().VisibleTo(actor, db, type).OrderByDescending(row => row.UpdatedAt).Take(Samples).ToListAsync(stop);
        await ComputedValues.Fill(db, type, rows, stop);
        return rows.ConvertAll(row => (type.Title.Read(row) as string ?? "", FieldText.Shown(field, field.Read(row), page.Locale, new Dictionary<Guid, RecordName>())));
    }
}
