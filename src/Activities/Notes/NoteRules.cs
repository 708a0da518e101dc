using Tandem.Platform.Access;
using Tandem.Platform.Data;
using Tandem.Platform.Following;
using Tandem.Platform.Records;

namespace Tandem.Activities.Notes;

internal sealed class NoteRules(TimeProvider clock) : RecordRules<Note>
{
    public override Note Blank(Actor actor) => new() { AuthorId = actor.UserId };

    public override async Task Creating(CrmDb db, Actor actor, Note record, CancellationToken stop)
    {
        var subject = await Subjects.Of(db, actor, record.AboutId!.Value, stop);
        record.BeAbout(subject.RecordType, subject.RecordId);
        await Mentions.Tell(db, actor, subject.RecordId, record.Text, before: null, clock.GetUtcNow(), stop);
    }

    /// <summary>Whoever is named only now is told now.</summary>
    public override async Task Changing(CrmDb db, Actor actor, Note record, FieldValues values, CancellationToken stop)
    {
        if (values.Has("text") && record.AboutId is { } about) await Mentions.Tell(db, actor, about, record.Text, db.Entry(record).Property(note => note.Text).OriginalValue, clock.GetUtcNow(), stop);
    }
}
