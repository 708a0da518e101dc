using Tandem.Core.Records;
using Tandem.Customers.People;
using Tandem.Platform.Import.Recognition;
using Tandem.Platform.Import.Reading;
using Tandem.Platform.Import.Running;
using Tandem.Platform.Import.Targets;
using Tandem.Platform.Records;

namespace Tandem.Customers.Import;

/// <summary>What files call people and their fields.</summary>
internal sealed class PersonImport(RecordTypes types, RecordRules<Person> rules) : RecordTarget<Person>(types, rules)
{
    private IReadOnlyList<ImportField>? all;

    public override int Order => 35;

    public override IReadOnlyList<string> Words =>
        ["person", "people", "contact", "contacts", "address book", "addressbook", "lead", "leads", "subscriber", "subscribers", "member", "members",
         "контакт", "контакты", "люди", "лиды", "شخص", "اشخاص", "مخاطب", "مخاطبین", "مخاطبان", "liên hệ", "danh bạ", "người liên hệ"];

    public override IReadOnlyList<ExportPreset> Presets => PersonExports.All;

    /// <summary>A file names people in one column or in two.</summary>
    public override IReadOnlyList<ImportField> Fields => all ??=
    [
        .. base.Fields.Select(known => known.Name switch
        {
            "email" => known with { Further = "emails" },
            "phone" => known with { Further = "phones" },
            _ => known.IsTitle ? known with { Required = false } : known,
        }),
        new("phoneCountry", "import.field.phone-country", FieldKind.Country) { PlacesPhones = true, Words = ["phone country", "phone country code"] },
    ];

    public override IEnumerable<Core.Refused> Objections(Platform.Import.Planning.FilePlan file) =>
        file.Columns.Exists(column => column.Field is "name" or "givenName" or "familyName") ? [] : [new Core.Refused(ImportRefusals.ColumnMissing, ("field", "name"))];

    public override IReadOnlyList<TableFormat> Formats => [TableFormat.Cards];

    /// <summary>Address books are full of people who are an address and nothing else.</summary>
    protected override void Complete(ImportSession session, Person record, ImportRow row, bool creating)
    {
        if (creating && record.Name.Length == 0 && record.PrimaryEmail is { } address) record.Rename(address);
    }

    /// <summary>Further addresses stand behind the first one; they do not take its place.</summary>
    protected override object? ValueOf(ImportRow row, Field field) => field.Name switch
    {
        "emails" => Together(row["email"], row["emails"]),
        "phones" => Together(row["phone"], row["phones"]),
        _ => base.ValueOf(row, field),
    };

    private static object? Together(object? first, object? others) => (first, others) switch
    {
        (string one, IReadOnlyList<ContactPoint> more) => new List<ContactPoint>([new ContactPoint(one), .. more.Where(point => point.Value != one)]),
        _ => others,
    };

    protected override IReadOnlyList<string> WordsOf(string field) => field switch
    {
        "name" => ["name", "full name", "display name", "contact", "contact name", "person", "фио", "имя и фамилия", "полное имя", "نام", "نام و نام خانوادگی", "نام کامل", "họ tên", "họ và tên"],
        "givenName" => ["first name", "firstname", "given name", "forename", "имя", "نام کوچک", "tên"],
        "familyName" => ["last name", "lastname", "surname", "family name", "фамилия", "نام خانوادگی", "họ"],
        "title" => ["title", "job title", "jobtitle", "position", "role", "function", "должность", "سمت", "عنوان شغلی", "chức danh", "chức vụ"],
        "company" => ["company", "company name", "account", "account name", "organization", "organisation", "employer", "associated company", "компания", "организация", "شرکت", "سازمان", "công ty", "tổ chức"],
        "email" => ["email", "e mail", "email address", "primary email", "mail", "work email", "e mail 1 value", "почта", "электронная почта", "ایمیل", "رایانامه", "thư điện tử"],
        "emails" => ["other emails", "secondary email", "additional emails", "email 2"],
        "phone" => ["phone", "phone number", "mobile", "mobile phone", "cell", "cell phone", "telephone", "tel", "work phone", "phone 1 value", "телефон", "мобильный", "тел", "تلفن", "موبایل", "تلفن همراه", "điện thoại", "số điện thoại", "di động"],
        "phones" => ["other phones", "home phone", "other phone", "secondary phone", "phone 2"],
        "city" => ["city", "town", "mailing city", "город", "شهر", "thành phố"],
        "country" => ["country", "mailing country", "страна", "کشور", "quốc gia", "nước"],
        "birthday" => ["birthday", "birth date", "date of birth", "dob", "birthdate", "дата рождения", "день рождения", "تاریخ تولد", "ngày sinh"],
        "language" => ["language", "preferred language", "язык", "زبان", "ngôn ngữ"],
        "owner" => ["owner", "contact owner", "assigned to", "responsible", "ответственный", "مسئول", "phụ trách"],
        "externalId" => ["id", "contact id", "person id", "record id", "external id", "код", "شناسه", "mã"],
        "tags" => ["tags", "labels", "groups", "теги", "برچسبها", "nhãn", "thẻ"],
        _ => [],
    };

    protected override bool CreatesMissing(string recordType) => recordType is "company" or "user";
}
