using Microsoft.EntityFrameworkCore;
using Tandem.Activities.Notes;
using Tandem.Activities.Tasks;
using Tandem.Platform.Data;

namespace Tandem.Activities;

internal static class ActivitySets
{
    extension(CrmDb db)
    {
        public DbSet<Note> Notes => db.Set<Note>();

        public DbSet<TaskItem> Tasks => db.Set<TaskItem>();
    }
}
