using Tandem.Core.Text;
using Tandem.Sales.Pipelines;

namespace Tandem.Sales.Import;

/// <summary>What the names of stages say in the languages of the product: whether they close a deal, and how early they come.</summary>
internal static class StageWords
{
    // Lost first: «не реализовано» and «ناموفق» contain words of success.
    private static readonly string[] Lost =
    [
        "lost", "closed lost", "lose", "declined", "rejected", "cancelled", "canceled", "abandoned", "dead", "disqualified", "unsuccessful", "no deal", "проигран", "проигрыш", "отказ", "не реализован", "неуспеш", "потерян", "отменен", "провал",
        "باخت", "ناموفق", "از دست رفت", "رد شد", "لغو", "شکست", "منتفی", "thua", "thất bại", "không thành công", "mất", "hủy", "từ chối",
    ];

    private static readonly string[] Won =
    [
        "won", "closed won", "win", "success", "sold", "signed", "ordered", "paid", "выигран", "успех", "успешн", "реализован", "оплачен", "продан", "заключен",
        "برد", "برنده", "موفق", "فروخته", "فروش قطعی", "امضا شد", "پرداخت شد", "thắng", "thành công", "đã bán", "đã ký", "chốt được", "hoàn thành",
    ];

    // As the whole name of a stage only: much happens with customers before they are some.
    private static readonly HashSet<string> Customers = [.. ((string[])["customer", "client", "клиент", "مشتری", "khách hàng"]).Select(word => Folding.Fold(word))];

    private static readonly (int Place, string[] Words)[] Row =
    [
        (5, ["new", "incoming", "inbox", "raw", "lead", "новая", "новый", "неразобран", "первичн", "جدید", "سرنخ", "ورودی", "mới", "tiềm năng"]),
        (15, ["prospect", "cold", "suspect", "research", "поиск", "شناسایی", "thăm dò"]),
        (25, ["contact", "reach", "attempt", "appointment", "контакт", "звонок", "تماس", "liên hệ", "tiếp cận"]),
        (35, ["qualif", "evaluat", "квалиф", "оценк", "ارزیابی", "صلاحیت", "đánh giá", "xác định"]),
        (45, ["engag", "discover", "meeting", "demo", "needs", "analysis", "interest", "develop", "встреч", "потребност", "презентац", "демо", "نیاز", "جلسه", "ارائه", "معرفی", "gặp", "nhu cầu", "giới thiệu", "demo"]),
        (60, ["propos", "quot", "offer", "present", "validat", "предложен", "кп", "расчет", "پیشنهاد", "پیش فاکتور", "báo giá", "đề xuất"]),
        (75, ["negotiat", "decision", "review", "trial", "pilot", "переговор", "согласован", "решени", "مذاکره", "تصمیم", "đàm phán", "thương lượng"]),
        (88, ["contract", "verbal", "commit", "legal", "sign", "договор", "счет", "قرارداد", "ký", "hợp đồng"]),
    ];

    /// <summary>Whether the name says won or lost; null when it says neither.</summary>
    public static string? MeaningOf(string name) => Says(name, Lost) ? StageMeaning.Lost : Says(name, Won) || Customers.Contains(Folding.Fold(name)) ? StageMeaning.Won : null;

    /// <summary>How far along the way the name says it is, 0 to 100; null when it says nothing.</summary>
    public static int? PlaceOf(string name)
    {
        foreach (var (place, words) in Row)
            if (Says(name, words)) return place;
        return null;
    }

    /// <summary>Whether the name of a column and that of a stage share the beginning of a word: <c>engage_date</c> and <c>Engaging</c>.</summary>
    public static bool ShareStem(string column, string stage)
    {
        var words = Words(column);
        return Words(stage).Any(one => words.Any(other => one == other || (Math.Min(one.Length, other.Length) >= 4 && one.AsSpan().CommonPrefixLength(other) >= Math.Max(4, Math.Min(one.Length, other.Length) - 1))));
    }

    private static bool Says(string name, string[] words)
    {
        var text = " " + string.Join(' ', Words(name)) + " ";
        // Short words must stand alone; longer ones may be the stem of what stands there.
        return words.Select(word => Folding.Fold(word)).Any(word => text.Contains(word.Length <= 4 ? " " + word + " " : " " + word, StringComparison.Ordinal));
    }

    private static string[] Words(string text) => Folding.Fold(string.Concat(text.Select(c => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark ? c : ' '))).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
