using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Settings;

namespace Tandem.Sales.Pipelines;

/// <summary>Gives a workspace that has none its first pipeline and its reasons for losing deals, in its language.</summary>
internal sealed class BeginSelling(Crm crm, PipelineTemplate template) : ISetUpStep
{
    public async Task Run(Actor actor, CancellationToken stop)
    {
        if (!actor.MayEditSome("pipeline")) throw new Refused(AccessRefusals.NotYours);
        await using var db = crm.Open(actor);
        await Run(db, crm.Database.Language, stop);
    }

    Task ISetUpStep.Run(CrmDb db, Workspace workspace, CancellationToken stop) => Run(db, workspace.Language, stop);

    /// <summary>The same within the caller's context; saves.</summary>
    public async Task Run(CrmDb db, string language, CancellationToken stop)
    {
        if (!await db.Pipelines.AnyAsync(pipeline => pipeline.DeletedAt == null, stop)) db.Add(template.Default(language));
        if (!await db.LostReasons.AnyAsync(reason => reason.DeletedAt == null, stop)) db.AddRange(template.LostReasons(language));
        await db.SaveChangesAsync(stop);
    }
}
