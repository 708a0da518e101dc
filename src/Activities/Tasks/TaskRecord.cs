using Tandem.Core.Records;

namespace Tandem.Activities.Tasks;

internal sealed class TaskRecord : RecordType<TaskItem>
{
    public const string TypeKey = "task";

    public TaskRecord() : base(TypeKey, "tasks", "square-check")
    {
        var subject = Text("subject", t => t.Subject, (t, v) => t.Name(v)).FoldedBy(t => t.SubjectFolded)
            .AtMost(TaskItem.MaxSubjectLength).IsRequired().IsSearchable().IsListed();
        Choice("kind", t => t.Kind, TaskKinds.Choices, (t, v) => t.Kind = v ?? TaskKinds.General).IsListed();
        AnyReference("about", t => t.AboutId, (t, v) => t.BeAbout(t.AboutType, v)).OnlyAtCreation().IsIndexed().IsListed();
        Text("aboutType", t => t.AboutType);
        Instant("dueAt", t => t.DueAt, (t, v) => t.FallDue(v, t.AllDay)).IsIndexed().IsListed();
        YesNo("allDay", t => t.AllDay, (t, v) => t.FallDue(t.DueAt, v ?? true));
        Reference("assignee", "user", t => t.OwnerId, (t, v) => t.AssignTo(v)).IsIndexed().IsInDirectory().IsListed();
        Choice("priority", t => t.Priority, TaskPriorities.Choices, (t, v) => t.Priority = v ?? TaskPriorities.Normal).IsListed();
        LongText("description", t => t.Description, (t, v) => t.Description = v);
        Instant("doneAt", t => t.DoneAt);
        Reference("doneBy", "user", t => t.DoneById);
        LongText("outcome", t => t.Outcome);
        Text("externalId", t => t.ExternalId, (t, v) => t.KnownElsewhereAs(v)).FoldedBy(t => t.ExternalIdFolded).AtMost(TaskItem.MaxExternalIdLength).IsIndexed();
        Times();
        Titled(subject);
        MatchedBy("externalId");
        SortedBy("dueAt");
    }
}
