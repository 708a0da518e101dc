using Tandem.Activities.Tasks;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Reading;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Records;

namespace Tandem.Activities.Import;

/// <summary>What files call tasks and their fields; the to-dos and events of calendars are tasks.</summary>
internal sealed class TaskImport(RecordTypes types, RecordRules<TaskItem> rules) : RecordTarget<TaskItem>(types, rules)
{
    private const string Done = "doneAt";
    private const string With = "attendees";
    private const string PersonType = "person";

    private IReadOnlyList<ImportField>? all;

    public override int Order => 60;

    public override IReadOnlyList<TableFormat> Formats => [TableFormat.Calendar];

    public override IReadOnlyList<string> Words =>
        ["task", "tasks", "to do", "todos", "activity", "activities", "event", "events", "meeting", "meetings", "calendar", "задача", "задачи", "дела", "события", "встречи", "календарь",
         "کار", "کارها", "وظیفه", "وظایف", "رویداد", "جلسه", "تقویم", "công việc", "nhiệm vụ", "sự kiện", "cuộc họp", "lịch"];

    public override IReadOnlyList<ImportField> Fields => all ??=
    [
        .. base.Fields,
        new(Done, "task.doneAt", FieldKind.Instant) { Words = ["done", "done at", "completed", "completed at", "completed date", "date completed", "completeddatetime", "завершено", "дата завершения", "انجام شده", "تاریخ انجام", "hoàn thành", "ngày hoàn thành"] },
        new(With, "import.task.attendees", FieldKind.Text) { Words = ["attendees", "participants", "guests", "who email", "contact email", "участники", "гости", "شرکت کنندگان", "مهمانان", "người tham dự"], MaxLength = 20_000 },
    ];

    /// <summary>Two tasks are called alike more often than they are the same.</summary>
    protected override bool TitleTellsApart(FilePlan file) => file.ColumnOf("externalId") is null;

    protected override Task PrepareMore(ImportSession session, IReadOnlyList<ImportRow> rows, CancellationToken stop) =>
        session.RecordTypes.Find(PersonType) is null ? Task.CompletedTask : session.References.Prepare(PersonType, rows.SelectMany(Attendees), stop);

    protected override void Complete(ImportSession session, TaskItem record, ImportRow row, bool creating)
    {
        if (row[Done] is DateTimeOffset done && record.IsOpen)
        {
            var past = done < session.Now ? done : session.Now;
            if (creating) record.HaveBeenDone(null, new Past(past, session.Actor.UserId));
            else record.Complete(null, session.Actor.UserId, past);
        }

        if (creating && record.AboutId is null && session.RecordTypes.Find(PersonType) is not null
            && Attendees(row).Select(address => session.References.Find(PersonType, address)).FirstOrDefault(person => person is not null) is { } about) record.BeAbout(PersonType, about);
    }

    protected override IReadOnlyList<string> WordsOf(string field) => field switch
    {
        "subject" => ["subject", "title", "task", "task name", "summary", "name", "тема", "название", "задача", "موضوع", "عنوان", "tiêu đề", "chủ đề", "công việc"],
        "kind" => ["kind", "type", "task type", "activity type", "тип", "نوع", "loại"],
        "dueAt" => ["due", "due date", "due at", "deadline", "start", "start date", "activity date", "date", "срок", "крайний срок", "дата", "سررسید", "مهلت", "تاریخ", "hạn", "ngày đến hạn", "ngày"],
        "allDay" => ["all day", "all day event", "весь день", "تمام روز", "cả ngày"],
        "assignee" => ["assignee", "assigned to", "owner", "task owner", "responsible", "ответственный", "исполнитель", "مسئول", "phụ trách", "người thực hiện"],
        "priority" => ["priority", "importance", "приоритет", "важность", "اولویت", "ưu tiên", "mức ưu tiên"],
        "description" => ["description", "notes", "note", "comment", "comments", "body", "details", "описание", "комментарий", "توضیحات", "یادداشت", "mô tả", "ghi chú"],
        "externalId" => ["id", "task id", "activity id", "uid", "external id", "код", "شناسه", "mã"],
        _ => [],
    };

    protected override bool CreatesMissing(string recordType) => recordType == "user";

    private static IEnumerable<string> Attendees(ImportRow row) => (row.Text(With) ?? "").Split([';', ',', ' ', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(text => EmailAddresses.TryNormalise(text, out var address) ? address : null).OfType<string>().Take(50);
}
