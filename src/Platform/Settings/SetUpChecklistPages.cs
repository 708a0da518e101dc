using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Pages;
using Tandem.Platform.Records;

namespace Tandem.Platform.Settings;

internal static class SetUpChecklistPages
{
    public static void Map(RouteGroupBuilder settings)
    {
        settings.MapPost("/checklist/skip", async (Actor actor, IFormCollection form, EditWorkspace edit, ModuleSet modules, CancellationToken stop) =>
        {
            var step = form["step"].ToString();
            if (modules.All.SelectMany(module => module.ChecklistSteps).All(known => known.Key != step)) throw new RecordNotFound();
            await edit.FinishStep(actor, step, stop);
            return Page.SeeOther("/");
        });
        settings.MapPost("/checklist/dismiss", async (Actor actor, EditWorkspace edit, CurrentPage page, CancellationToken stop) =>
        {
            await edit.FinishStep(actor, ChecklistStep.WholeList, stop);
            return Page.SeeOther("/", new Notice(page.Locale.T("checklist.dismissed")));
        });
    }
}
