using Tandem.Core.Records;
using Tandem.Customers.Companies;
using Tandem.Platform.Import.Recognition;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Records;

namespace Tandem.Customers.Import;

/// <summary>What files call companies and their fields.</summary>
internal sealed class CompanyImport(RecordTypes types, RecordRules<Company> rules) : RecordTarget<Company>(types, rules)
{
    public override int Order => 30;

    public override IReadOnlyList<string> Words =>
        ["company", "companies", "account", "accounts", "organization", "organizations", "organisation", "organisations", "client", "clients", "customer", "customers", "business", "firm",
         "компания", "компании", "организация", "организации", "контрагент", "контрагенты", "клиент", "клиенты", "شرکت", "شرکتها", "مشتری", "مشتریان", "سازمان", "công ty", "khách hàng", "doanh nghiệp", "tổ chức"];

    public override IReadOnlyList<ExportPreset> Presets => CompanyExports.All;

    protected override IReadOnlyList<string> WordsOf(string field) => field switch
    {
        "name" => ["company", "company name", "account", "account name", "organization", "organization name", "organisation", "client", "client name", "customer name", "business name",
            "название", "наименование", "название компании", "контрагент", "نام", "نام شرکت", "نام مشتری", "tên", "tên công ty", "tên khách hàng"],
        "domain" => ["domain", "company domain", "company domain name", "домен", "دامنه", "tên miền"],
        "website" => ["website", "web site", "url", "homepage", "site", "web", "сайт", "веб сайт", "وب سایت", "وبسایت", "trang web"],
        "industry" => ["sector", "industry", "branch", "vertical", "line of business", "segment", "отрасль", "сфера деятельности", "сектор", "صنعت", "حوزه فعالیت", "ngành", "lĩnh vực"],
        "employees" => ["employees", "number of employees", "employee count", "headcount", "size", "company size", "staff", "сотрудников", "численность", "количество сотрудников", "تعداد کارکنان", "کارکنان", "số nhân viên", "quy mô"],
        "annualRevenue" => ["revenue", "annual revenue", "turnover", "sales", "выручка", "оборот", "годовой доход", "درآمد", "درآمد سالانه", "گردش مالی", "doanh thu", "doanh thu năm"],
        "phone" => ["phone", "phone number", "telephone", "tel", "телефон", "تلفن", "شماره تلفن", "điện thoại", "số điện thoại"],
        "country" => ["country", "office location", "location", "headquarters", "hq", "billing country", "nation", "страна", "کشور", "quốc gia", "nước"],
        "city" => ["city", "town", "billing city", "город", "شهر", "thành phố"],
        "address" => ["address", "street", "billing street", "billing address", "адрес", "نشانی", "آدرس", "địa chỉ"],
        "founded" => ["year established", "founded", "year founded", "established", "foundation year", "since", "год основания", "سال تأسیس", "năm thành lập"],
        "parent" => ["subsidiary of", "parent", "parent company", "parent account", "holding", "group", "belongs to", "головная компания", "материнская компания", "холдинг", "شرکت مادر", "công ty mẹ"],
        "owner" => ["owner", "account owner", "account manager", "assigned to", "sales rep", "responsible", "ответственный", "менеджер", "مسئول", "کارشناس", "phụ trách", "người phụ trách"],
        "externalId" => ["id", "account id", "company id", "record id", "external id", "organization id", "customer id", "код", "شناسه", "mã", "mã khách hàng"],
        "tags" => ["tags", "labels", "теги", "метки", "برچسبها", "nhãn", "thẻ"],
        "description" => ["description", "notes", "about", "comment", "описание", "примечание", "توضیحات", "mô tả", "ghi chú"],
        _ => [],
    };

    /// <summary>For spelling doubts only: industries are free text.</summary>
    protected override IReadOnlyList<string> VocabularyOf(string field) => field == "industry" ? Industries : [];

    protected override bool CreatesMissing(string recordType) => recordType is CompanyRecord.TypeKey or "user";

    private static readonly string[] Industries =
    [
        "Agriculture", "Automotive", "Banking", "Biotechnology", "Chemicals", "Construction", "Consulting", "Education", "Electronics", "Employment", "Energy", "Engineering", "Entertainment",
        "Finance", "Financial services", "Food", "Government", "Healthcare", "Hospitality", "Insurance", "Logistics", "Machinery", "Manufacturing", "Marketing", "Media", "Medical", "Mining",
        "Pharmaceuticals", "Publishing", "Real estate", "Recreation", "Retail", "Services", "Shipping", "Software", "Technology", "Telecommunications", "Textiles", "Tourism", "Transportation", "Utilities", "Wholesale",
        "Банки", "Образование", "Медицина", "Недвижимость", "Производство", "Розничная торговля", "Связь", "Сельское хозяйство", "Строительство", "Технологии", "Транспорт", "Услуги", "Финансы", "Энергетика",
        "آموزش", "بانکداری", "بیمه", "پزشکی", "حمل و نقل", "خدمات", "خرده فروشی", "ساختمان", "فناوری", "کشاورزی", "مخابرات", "نرم افزار",
        "Bán lẻ", "Bảo hiểm", "Bất động sản", "Công nghệ", "Dịch vụ", "Giáo dục", "Ngân hàng", "Sản xuất", "Vận tải", "Viễn thông", "Xây dựng", "Y tế",
    ];
}
