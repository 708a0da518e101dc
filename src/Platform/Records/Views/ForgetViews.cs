using Microsoft.EntityFrameworkCore;
using Tandem.Platform.Cleaning;
using Tandem.Platform.Jobs;
using Tandem.Platform.Records.Pages;

namespace Tandem.Platform.Records.Views;

/// <summary>Removes views that lay in the trash for 30 days, with what people had changed of them for themselves.</summary>
internal sealed class ForgetViews(Crm crm, TimeProvider clock) : ICleaning
{
    private const int Chunk = 200;

    public string Name => "views";

    public async Task<long> Run(JobContext job, CancellationToken stop)
    {
        var before = clock.GetUtcNow() - EmptyTrash.Keeps;
        for (long forgotten = 0; ;)
        {
            await using var db = crm.Open(job.Actor);
            var views = await db.Set<SavedView>().Where(view => view.DeletedAt != null && view.DeletedAt < before).OrderBy(view => view.Id).Take(Chunk).ToListAsync(stop);
            if (views.Count == 0) return forgotten;
            var ids = views.ConvertAll(view => view.Id);
            db.RemoveRange(await db.Set<ListChoice>().Where(choice => ids.Contains(choice.ViewId)).ToListAsync(stop));
            db.RemoveRange(views);
            await db.SaveChangesAsync(stop);
            forgotten += views.Count;
        }
    }
}
