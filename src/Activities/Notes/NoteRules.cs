using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Records;

namespace Tandem.Activities.Notes;

internal sealed class NoteRules : RecordRules<Note>
{
    public override Note Blank(Actor actor) => new() { AuthorId = actor.UserId };

    public override async Task Creating(CrmDb db, Actor actor, Note record, CancellationToken stop)
    {
        var subject = await Subjects.Of(db, actor, record.AboutId!.Value, stop);
        record.BeAbout(subject.RecordType, subject.RecordId);
    }
}
