using Tandem.Core;
using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;
using Tandem.Platform.Workspaces;

namespace Tandem.Activities.Tasks;

internal sealed class TaskRules(CurrentWorkspace workspace) : RecordRules<TaskItem>
{
    public override TaskItem Blank(Actor actor) => new();

    public override async Task Creating(CrmDb db, Actor actor, TaskItem record, CancellationToken stop)
    {
        if (record.AboutId is { } about) record.BeAbout((await Subjects.Of(db, actor, about, stop)).RecordType, about);
        await BeginOfDay(record, stop);
    }

    public override async Task Changing(CrmDb db, Actor actor, TaskItem record, FieldValues values, CancellationToken stop)
    {
        if (!record.IsOpen && (values.Has("dueAt") || values.Has("allDay"))) throw new Refused(TaskRefusals.AlreadyDone);
        await BeginOfDay(record, stop);
    }

    private async Task BeginOfDay(TaskItem task, CancellationToken stop)
    {
        if (task is { AllDay: true, DueAt: { } due }) task.FallDue((await WorkDay.Of(workspace.Database, stop)).BeginOf(due), allDay: true);
    }
}
