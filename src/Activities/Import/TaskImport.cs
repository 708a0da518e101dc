using Tandem.Activities.Tasks;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Data;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Reading;
using Tandem.Platform.Import.Recognition;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Records;

namespace Tandem.Activities.Import;

/// <summary>What files call tasks and their fields; the to-dos and events of calendars are tasks.</summary>
internal sealed class TaskImport(RecordTypes types, RecordRules<TaskItem> rules) : RecordTarget<TaskItem>(types, rules)
{
    private const string Done = "doneAt";
    private const string With = "attendees";
    private const string Status = "status";
    private const string Contact = "contact";
    private const string Regarding = "regarding";
    private const string Time = "dueTime";
    private const string PersonType = "person";

    // What a task is about, by name or id: a deal before the people and the company of it.
    private static readonly string[] Subjects = ["deal", PersonType, "company"];

    private IReadOnlyList<ImportField>? all;
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    public override int Order => 60;

    public override IReadOnlyList<TableFormat> Formats => [TableFormat.Calendar];

    public override IReadOnlyList<string> Words =>
        ["task", "tasks", "to do", "todos", "activity", "activities", "event", "events", "meeting", "meetings", "calendar", "задача", "задачи", "дела", "события", "встречи", "календарь",
         "کار", "کارها", "وظیفه", "وظایف", "رویداد", "جلسه", "تقویم", "công việc", "nhiệm vụ", "sự kiện", "cuộc họp", "lịch"];

    public override IReadOnlyList<ExportPreset> Presets => TaskExports.All;

    public override IReadOnlyList<ImportField> Fields => all ??=
    [
        .. base.Fields.Select(known => known.Name switch { "kind" => known with { ChoiceWords = TaskWords.Kinds }, "priority" => known with { ChoiceWords = TaskWords.Priorities }, _ => known }),
        new(Status, "import.task.status", FieldKind.Text) { Words = ["status", "task status", "state", "done", "completed", "статус", "выполнено", "وضعیت", "trạng thái"] },
        new(Contact, "import.task.contact", FieldKind.Text) { Words = ["contact", "contact name", "associated contact", "person", "who", "контакт", "مخاطب", "người liên hệ"] },
        new(Regarding, "import.task.regarding", FieldKind.Text) { Words = ["related to", "regarding", "deal", "opportunity", "company", "account", "сделка", "компания", "معامله", "شرکت", "thương vụ", "công ty"] },
        new(Time, "import.task.time", FieldKind.Text) { Words = ["due time", "start time", "time", "время", "ساعت", "giờ"] },
        new(Done, "task.doneAt", FieldKind.Instant) { Words = ["done", "done at", "completed", "completed at", "completed date", "date completed", "completeddatetime", "завершено", "дата завершения", "انجام شده", "تاریخ انجام", "hoàn thành", "ngày hoàn thành"] },
        new(With, "import.task.attendees", FieldKind.Text) { Words = ["attendees", "participants", "guests", "who email", "contact email", "участники", "гости", "شرکت کنندگان", "مهمانان", "người tham dự"], MaxLength = 20_000 },
    ];

    /// <summary>Two tasks are called alike more often than they are the same.</summary>
    protected override bool TitleTellsApart(FilePlan file) => file.ColumnOf("externalId") is null;

    protected override async Task PrepareMore(ImportSession session, IReadOnlyList<ImportRow> rows, CancellationToken stop)
    {
        zone = session.Zone;
        foreach (var type in Subjects.Where(type => session.RecordTypes.Find(type) is not null))
            await session.References.Prepare(type, rows.SelectMany(row => type == PersonType ? Attendees(row).Append(row.Text(Contact)).Append(row.Text(Regarding)) : [row.Text(Regarding)]), stop);
    }

    protected override void Complete(ImportSession session, TaskItem record, ImportRow row, bool creating)
    {
        var status = row.Text(Status);
        if (TaskWords.Cancelled(status)) throw new Refused(ReadingRefusals.CancelledEntry);
        if ((row[Done] as DateTimeOffset? ?? (TaskWords.Done(status) ? record.DueAt ?? session.Now : null)) is { } done && record.IsOpen)
        {
            var past = done < session.Now ? done : session.Now;
            if (creating) record.HaveBeenDone(null, new Past(past, session.Actor.UserId));
            else record.Complete(null, session.Actor.UserId, past);
        }

        if (creating && record.AboutId is null && AboutOf(session, row) is { } about) record.BeAbout(about.Type, about.Id);
    }

    protected override object? ValueOf(ImportRow row, Field field) => field.Name switch
    {
        "dueAt" when row["dueAt"] is DateTimeOffset day && TimeOf(row) is { } time => day + time.ToTimeSpan(),
        "allDay" when row["allDay"] is null && row["dueAt"] is DateTimeOffset due => TimeOf(row) is null && TimeZoneInfo.ConvertTime(due, zone).TimeOfDay == TimeSpan.Zero ? null : false,
        _ => base.ValueOf(row, field),
    };

    private static TimeOnly? TimeOf(ImportRow row) => TimeOnly.TryParse(row.Text(Time), System.Globalization.CultureInfo.InvariantCulture, out var time) && time != TimeOnly.MinValue ? time : null;

    private static (string Type, Guid Id)? AboutOf(ImportSession session, ImportRow row)
    {
        var named = Subjects.Select(type => (Type: type, Text: row.Text(Regarding))).Append((Type: PersonType, Text: row.Text(Contact))).Concat(Attendees(row).Select(address => (Type: PersonType, Text: (string?)address)));
        foreach (var (type, text) in named.OrderBy(one => Array.IndexOf(Subjects, one.Type)))
            if (text is not null && session.RecordTypes.Find(type) is not null && Known(session, type, text) is { } id) return session.References.IsOnlyPreviewed(id) ? null : (type, id);
        return null;
    }

    /// <summary>A task is worth having without what it is about: a name that several have leaves that open.</summary>
    private static Guid? Known(ImportSession session, string type, string text)
    {
        try
        {
            return session.References.Find(type, text);
        }
        catch (Refused)
        {
            return null;
        }
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
