using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Targets;
using Tandem.Sales.Deals;

namespace Tandem.Sales.Import;

/// <summary>What files call deals and their parts.</summary>
internal static class DealFields
{
    public const string External = "externalId", Name = "name", Stage = "stage", Status = "status", Amount = "amount", Currency = "currency", Company = "company", Person = "person", Owner = "owner",
        Product = "product", Quantity = "quantity", Created = "createdOn", Expected = "expectedClose", Closed = "closedOn", Source = "source", Reason = "lostReason", Tags = "tags";

    /// <summary>In front of a stage's value: the day on which a deal came into it.</summary>
    public const string StageDate = "stage-date:";

    public static readonly string[] FileWords =
    [
        "deal", "deals", "opportunity", "opportunities", "sales pipeline", "pipeline", "opps", "сделка", "сделки", "воронка", "معامله", "معاملات", "فرصت", "فرصتها", "فرصت فروش", "قیف فروش", "thương vụ", "cơ hội", "giao dịch",
    ];

    public static readonly IReadOnlyList<ImportField> Fixed =
    [
        new(ImportField.OwnId, "import.field.id", FieldKind.Text) { IsRecordId = true },
        new(External, "deal.externalId", FieldKind.Text)
        {
            IsKey = true, MaxLength = Deal.MaxExternalIdLength,
            Words = ["id", "deal id", "opportunity id", "record id", "external id", "number", "deal number", "код сделки", "номер", "номер сделки", "شناسه", "شناسه معامله", "کد", "شماره", "mã", "mã thương vụ", "mã cơ hội"],
        },
        new(Name, "deal.name", FieldKind.Text)
        {
            IsTitle = true, MaxLength = Deal.MaxNameLength,
            Words = ["deal name", "dealname", "opportunity name", "opportunity", "deal", "title", "topic", "subject", "name", "название", "название сделки", "тема", "عنوان", "عنوان معامله", "نام معامله", "tên", "tên thương vụ", "tên cơ hội", "tiêu đề"],
        },
        new(Stage, "deal.stage", FieldKind.Text)
        {
            Words = ["stage", "deal stage", "stage name", "sales stage", "pipeline stage", "deal pipeline stage id", "status", "phase", "step", "стадия", "этап", "этап сделки", "статус", "مرحله", "وضعیت", "مرحله معامله", "giai đoạn", "trạng thái", "bước"],
        },
        new(Status, "import.field.outcome", FieldKind.Text)
        {
            Words = ["deal status", "status", "outcome", "won lost", "result", "статус сделки", "статус", "итог", "وضعیت", "نتیجه", "trạng thái", "kết quả"],
        },
        new(Amount, "deal.amount", FieldKind.Money)
        {
            Words = ["amount", "value", "close value", "deal value", "deal amount", "expected revenue", "revenue", "total", "price", "budget", "сумма", "сумма сделки", "бюджет", "стоимость", "مبلغ", "ارزش", "مبلغ معامله", "giá trị", "số tiền", "doanh thu"],
        },
        new(Currency, "import.field.currency", FieldKind.Currency) { CurrencyOf = Amount, Words = ["currency", "currency code", "deal currency", "валюта", "ارز", "واحد پول", "tiền tệ", "loại tiền"] },
        new(Company, "deal.company", FieldKind.Text)
        {
            ReferenceTo = "company", MayCreate = true,
            Words = ["company", "account", "account name", "company name", "client", "customer", "organization", "organisation", "associated company", "компания", "клиент", "контрагент", "شرکت", "مشتری", "công ty", "khách hàng"],
        },
        new(Person, "deal.people", FieldKind.Text) { ReferenceTo = "person", Words = ["contact", "contact name", "person", "primary contact", "associated contact", "контакт", "контактное лицо", "مخاطب", "شخص", "người liên hệ", "liên hệ"] },
        new(Owner, "deal.owner", FieldKind.Text)
        {
            ReferenceTo = "user", MayCreate = true,
            Words = ["owner", "deal owner", "opportunity owner", "sales agent", "agent", "sales rep", "rep", "salesperson", "assigned to", "account executive", "user", "ответственный", "менеджер", "продавец",
                "مسئول", "مالک", "کارشناس", "کارشناس فروش", "người phụ trách", "phụ trách", "nhân viên", "nhân viên bán hàng"],
        },
        new(Product, "import.field.product", FieldKind.Text)
        {
            ReferenceTo = "product", MayCreate = true, Words = ["product", "product name", "item", "products", "sku", "товар", "продукт", "услуга", "محصول", "کالا", "sản phẩm", "hàng hóa"],
        },
        new(Quantity, "import.field.quantity", FieldKind.Decimal) { Words = ["quantity", "qty", "units", "количество", "кол во", "تعداد", "مقدار", "số lượng"] },
        new(Created, "import.field.created-on", FieldKind.Date)
        {
            Words = ["created", "create date", "created date", "date created", "created at", "created on", "createdate", "open date", "start date", "дата создания", "создана", "تاریخ ایجاد", "تاریخ ثبت", "ngày tạo"],
        },
        new(Closed, "deal.closedOn", FieldKind.Date)
        {
            Words = ["close date", "closed date", "closed on", "date closed", "closed at", "closedate", "won date", "won time", "lost date", "дата закрытия", "закрыта", "تاریخ بسته شدن", "تاریخ خاتمه", "ngày đóng", "ngày chốt"],
        },
        new(Expected, "deal.expectedClose", FieldKind.Date)
        {
            Words = ["expected close date", "expected close", "forecast date", "estimated close date", "target date", "ожидаемая дата закрытия", "план закрытия", "تاریخ پیش بینی", "ngày dự kiến", "ngày dự kiến đóng"],
        },
        new(Source, "deal.source", FieldKind.Text) { MaxLength = Deal.MaxSourceLength, Words = ["source", "lead source", "channel", "origin", "источник", "منبع", "nguồn"] },
        new(Reason, "deal.lostReason", FieldKind.Text) { Words = ["lost reason", "loss reason", "closed lost reason", "reason lost", "reason", "причина отказа", "причина проигрыша", "دلیل از دست رفتن", "دلیل باخت", "lý do thua", "lý do mất"] },
        new(Tags, "deal.tags", FieldKind.Tags) { Words = ["tags", "labels", "теги", "برچسبها", "nhãn", "thẻ"] },
    ];

    /// <summary>The value that says where a deal stands: some programs keep apart whether it was won or lost.</summary>
    public static string? Standing(string? stage, string? status) => status is { Length: > 0 } && StageWords.MeaningOf(status) is not null ? status : stage;

    /// <summary>Also a date for each stage of the file.</summary>
    public static IReadOnlyList<ImportField> Of(FilePlan file) => file.Ladder is not { } ladder ? Fixed :
        [.. Fixed, .. ladder.Rungs.Where(rung => rung.Meaning == Pipelines.StageMeaning.Open).Select(rung => new ImportField(StageDate + rung.Value, "→ " + rung.Name, FieldKind.Date, LabelIsText: true))];
}
