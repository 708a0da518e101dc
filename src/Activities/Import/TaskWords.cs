using Tandem.Core.Text;
using Tandem.Activities.Tasks;

namespace Tandem.Activities.Import;

/// <summary>What files call the kinds, priorities and states of tasks.</summary>
internal static class TaskWords
{
    public static readonly IReadOnlyDictionary<string, string[]> Kinds = new Dictionary<string, string[]>
    {
        [TaskKinds.General] = ["task", "tasks", "deadline", "other", "follow up", "reminder", "list email", "cadence", "linkedin", "задача", "дело", "کار", "công việc"],
        [TaskKinds.Call] = ["calls", "phone", "phone call", "cold call", "outbound call", "звонок", "تماس", "gọi điện", "cuộc gọi"],
        [TaskKinds.Meeting] = ["event", "appointment", "demo", "lunch", "visit", "webinar", "встреча", "جلسه", "gặp mặt", "cuộc họp"],
        [TaskKinds.Email] = ["e mail", "mail", "письмо", "ایمیل", "thư"],
    };

    public static readonly IReadOnlyDictionary<string, string[]> Priorities = new Dictionary<string, string[]>
    {
        [TaskPriorities.Low] = ["lowest", "3", "низкий", "کم", "thấp"],
        [TaskPriorities.Normal] = ["medium", "none", "standard", "2", "обычный", "средний", "متوسط", "عادی", "trung bình"],
        [TaskPriorities.High] = ["highest", "urgent", "critical", "1", "высокий", "срочно", "بالا", "زیاد", "cao", "khẩn"],
    };

    private static readonly HashSet<string> DoneWords = Folded("completed", "complete", "done", "closed", "held", "finished", "yes", "true", "1", "выполнено", "выполнена", "завершено", "завершена", "закрыта", "да", "انجام شده", "انجام شد", "تمام شده", "بله", "hoàn thành", "đã xong", "xong");

    private static readonly HashSet<string> CancelledWords = Folded("cancelled", "canceled", "not held", "no show", "отменена", "отменено", "لغو شده", "لغو شد", "đã hủy", "hủy");

    public static bool Done(string? status) => status is not null && DoneWords.Contains(Folding.Fold(status));

    public static bool Cancelled(string? status) => status is not null && CancelledWords.Contains(Folding.Fold(status));

    private static HashSet<string> Folded(params string[] words) => [.. words.Select(word => Folding.Fold(word))];
}
