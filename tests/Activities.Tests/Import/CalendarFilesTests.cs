using Microsoft.EntityFrameworkCore;
using Tandem.Activities.Tasks;
using Tandem.Testing;

namespace Tandem.Activities.Tests.Import;

public sealed class CalendarFilesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [OnBothDatabases]
    public async Task To_dos_and_events_become_tasks_and_the_same_calendar_again_changes_nothing(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        var path = TestData.PathOf("ics/Serialization/Calendar1.ics");
        var run = await app.Make([path]);
        run.Plan.Files.Single().Target.ShouldBe("task");
        var report = (await app.Carry(run)).Files.Single();
        (report.Rows, report.Created, report.Refused).ShouldBe((45, 44, 1));
        (await app.Refusals(run)).Select(one => (one.Row, one.Read().Single().Code)).ShouldBe([(30L, "import.cancelled-entry")]);
        await using var db = app.Open();
        var wood = await db.Set<TaskItem>().SingleAsync(task => task.Subject == "Fill wood pile", Stop);
        (wood.Kind, wood.AllDay, wood.ExternalId, wood.Description).ShouldBe((TaskKinds.General, false, "9ebd7d36-1e73-11db-8c03-f85d3350626a", "The wood pile needs to be filled before winter comes."));
        (await db.Set<TaskItem>().CountAsync(task => task.Kind == TaskKinds.Meeting, Stop)).ShouldBe(13);
        (await app.Carry(await app.Make([path]))).Files.Single().Unchanged.ShouldBe(44);
        (await app.Revert(run)).Removed.ShouldBe(44);
    }

    [OnBothDatabases]
    public async Task What_was_done_comes_as_done_and_whom_it_was_with_is_found(DatabaseEngine engine)
    {
        await using var app = await ImportBench.Start(engine);
        using var api = await app.Api();
        var person = await api.Create("people", new { name = "Ewa Nowak", emails = new[] { new { value = "ewa@tandem.example" } } });
        const string Calendar = "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:1\nSUMMARY:Offer\nSTATUS:{0}\nCOMPLETED;TZID=Europe/Berlin:20260105T100000\nATTENDEE:mailto:nobody@tandem.example\nATTENDEE:mailto:EWA@tandem.example\nEND:VTODO\n"
            + "BEGIN:VTODO\nUID:2\nSUMMARY:Offer\nDUE;VALUE=DATE:20260301\nEND:VTODO\nBEGIN:VEVENT\nUID:3\nSUMMARY:Bad\nDTSTART:1234\nEND:VEVENT\nBEGIN:VEVENT\nUID:4\nEND:VEVENT\nEND:VCALENDAR\n";
        var run = await app.Make(("calendar.ics", Calendar.Replace("{0}", "COMPLETED", StringComparison.Ordinal)));
        (await app.Carry(run)).Files.Single().Created.ShouldBe(2);
        (await app.Refusals(run)).Select(one => (one.Row, one.Read().Single().Code)).ShouldBe([(3L, "import.not-a-date"), (4L, "record.required-field")]);
        await using var db = app.Open();
        var done = await db.Set<TaskItem>().SingleAsync(task => task.ExternalId == "1", Stop);
        (done.DoneAt, done.AboutId).ShouldBe((new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), person));
        var open = await db.Set<TaskItem>().SingleAsync(task => task.ExternalId == "2", Stop);
        (open.IsOpen, open.AllDay).ShouldBe((true, true));
        // Done meanwhile in the other program: the task is done here as well, once.
        await app.Carry(await app.Make(("calendar.ics", "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:2\nSUMMARY:Offer\nCOMPLETED:20260302T080000Z\nEND:VTODO\nEND:VCALENDAR\n")));
        await db.Entry(open).ReloadAsync(Stop);
        open.IsOpen.ShouldBeFalse();
    }
}
