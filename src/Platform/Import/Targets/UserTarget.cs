using Microsoft.EntityFrameworkCore;
using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Core.Text;
using Tandem.Platform.Access;
using Tandem.Platform.Import.Planning;
using Tandem.Platform.Import.Recognition;
using Tandem.Platform.Import.Running;

namespace Tandem.Platform.Import.Targets;

/// <summary>
/// The people who sell, as other systems list them: they become inactive users, so that what they own has its owner. An office becomes a team,
/// a manager's people a team below it.
/// </summary>
internal sealed class UserTarget : ImportTarget
{
    /// <summary>What the other program calls the user: files of the same import refer to it.</summary>
    private const string ForeignId = "foreignId";

    public override string Key => "user";

    public override int Order => 10;

    public override IReadOnlyList<string> Words =>
        ["user", "users", "sales team", "sales teams", "team", "teams", "agent", "agents", "rep", "reps", "owner", "owners", "employee", "employees", "staff", "salespeople",
         "пользователь", "пользователи", "сотрудник", "сотрудники", "отдел продаж", "команда", "کاربر", "کاربران", "کارشناسان", "تیم فروش", "người dùng", "nhân viên", "đội bán hàng"];

    public override IReadOnlyList<ExportPreset> Presets { get; } =
    [
        new("Salesforce", ["ProfileId", "UserRoleId", "LanguageLocaleKey", "EmailEncodingKey", "CommunityNickname", "FederationIdentifier", "TimeZoneSidKey", "IsProfilePhotoActive", "DefaultGroupNotificationFrequency"], 3)
        {
            Fields = [new(ForeignId, "Id"), new("name", "Name"), new("email", "Email"), new("team", "Department")], LeftOut = ["CompanyName", "Division", "Title", "ManagerId"],
        },
        new("EspoCRM", ["userName", "defaultTeamId", "defaultTeamName", "isActive", "emailAddress", "salutationName"], 4)
        {
            Fields = [new(ForeignId, "id"), new("name", "name"), new("email", "emailAddress"), new("team", "defaultTeamName")],
        },
    ];

    public override IReadOnlyList<ImportField> Fields { get; } =
    [
        new("name", "user.name", FieldKind.Text)
        {
            IsTitle = true, IsKey = true, Required = true, MaxLength = User.MaxNameLength,
            Words = ["name", "full name", "sales agent", "agent", "sales rep", "rep", "representative", "salesperson", "seller", "employee", "user", "user name", "owner", "account executive",
                "сотрудник", "фио", "имя", "менеджер по продажам", "продавец", "کارشناس", "کارشناس فروش", "فروشنده", "نام", "نام و نام خانوادگی", "nhân viên", "nhân viên bán hàng", "họ tên", "tên"],
        },
        new("email", "user.email", FieldKind.Email) { IsKey = true, Words = ["email", "e mail", "mail", "email address", "почта", "ایمیل", "thư điện tử"] },
        new(ForeignId, "import.field.foreign-id", FieldKind.Text) { Words = ["id", "user id", "owner id"] },
        new("manager", "import.field.manager", FieldKind.Text)
        {
            MaxLength = User.MaxNameLength, ReferenceTo = "user", MayCreate = true,
            Words = ["manager", "sales manager", "supervisor", "team lead", "lead", "reports to", "boss", "руководитель", "начальник", "مدیر", "مدیر فروش", "سرپرست", "quản lý", "trưởng nhóm"],
        },
        new("team", "user.team", FieldKind.Text) { MaxLength = User.MaxNameLength, Words = ["team", "group", "department", "squad", "отдел", "команда", "группа", "تیم", "گروه", "واحد", "đội", "nhóm", "phòng ban"] },
        new("office", "import.field.office", FieldKind.Text)
        {
            MaxLength = User.MaxNameLength,
            Words = ["regional office", "office", "region", "branch", "territory", "area", "location", "офис", "регион", "филиал", "территория", "دفتر", "منطقه", "شعبه", "ناحیه", "văn phòng", "khu vực", "chi nhánh", "vùng"],
        },
    ];

    public override ImportWriter Open(ImportSession session, FilePlan file) => new UserWriter(session);

    public override ValueTask<Guid?> Make(ImportSession session, string title, CancellationToken stop)
    {
        session.Actor.DemandAdministrator();
        var user = Inactive(title, null, Role.Sales);
        session.Add(user);
        return new(user.Id);
    }

    internal static User Inactive(string name, string? email, Role role)
    {
        var user = new User(name, email, role, teamId: null) { Active = false };
        user.NormalizedEmail = user.Email?.ToUpperInvariant();
        user.NormalizedUserName = user.UserName?.ToUpperInvariant();
        return user;
    }

    private sealed class UserWriter(ImportSession session) : ImportWriter
    {
        private readonly Dictionary<UInt128, long> seen = [];
        private readonly Dictionary<string, User> fresh = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Team> teams = new(StringComparer.Ordinal);
        private Dictionary<string, User> known = new(StringComparer.Ordinal);

        public override async Task Prepare(IReadOnlyList<ImportRow> rows, CancellationToken stop)
        {
            session.Actor.DemandAdministrator();
            var names = rows.SelectMany(row => (string?[])[row.Text("name"), row.Text("manager")]).OfType<string>().Select(name => Folding.Fold(name)).Distinct().ToArray();
            var emails = rows.Select(row => row.Text("email")?.ToUpperInvariant()).OfType<string>().Distinct().ToArray();
            var users = await session.Db.Users.Where(user => user.DeletedAt == null && (names.Contains(user.NameFolded) || emails.Contains(user.NormalizedEmail))).ToListAsync(stop);
            known = users.GroupBy(user => user.NameFolded, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
            foreach (var user in users.Where(user => user.NormalizedEmail is not null)) known.TryAdd(user.NormalizedEmail!, user);
            if (!session.IsPreview)
            {
                // What an earlier batch made is in the database by now.
                fresh.Clear();
                teams.Clear();
            }

            foreach (var team in await session.Db.Teams.Where(team => team.DeletedAt == null).ToListAsync(stop)) teams.TryAdd(KeyOf(team.NameFolded, team.ParentId), team);
        }

        public override ValueTask<RowOutcome> Write(ImportRow row, CancellationToken stop)
        {
            var name = row.Text("name") ?? throw Refused.On("name", RecordRefusals.RequiredField, ("field", "name"));
            if (Keys(row).FirstOrDefault(seen.ContainsKey) is var same && seen.TryGetValue(same, out var first)) throw new Refused(ImportRefusals.SameKey, ("row", first));
            Remember(row);
            var team = TeamOf(row);
            if (Find(name, row.Text("email")) is { } user)
            {
                session.References.Add("user", row.Text(ForeignId), user.Id);
                return new(Update(user, team));
            }

            user = Add(name, row.Text("email"), Role.Sales);
            user.TeamId = team?.Id;
            session.References.Add("user", row.Text(ForeignId), user.Id);
            return new(RowOutcome.Created);
        }

        public override void Remember(ImportRow row)
        {
            foreach (var key in Keys(row)) seen.TryAdd(key, row.Number);
        }

        /// <summary>Two users can have neither the same name in a file nor, as they sign in with it, the same address.</summary>
        private static IEnumerable<UInt128> Keys(ImportRow row) =>
            from field in (string[])["name", "email"]
            let text = Folding.Fold(row.Text(field))
            where text is { Length: > 0 }
            select KeyHash.Of(field, text);

        /// <summary>An import changes nothing about people who sign in: what they may see hangs on their team.</summary>
        private RowOutcome Update(User user, Team? team)
        {
            if (!session.Plan.Options.UpdateExisting) return RowOutcome.Skipped;
            if (user.Active || team is null || user.TeamId == team.Id) return RowOutcome.Unchanged;
            user.TeamId = team.Id;
            return RowOutcome.Updated;
        }

        private Team? TeamOf(ImportRow row)
        {
            var office = row.Text("office") is { } named ? Team(named, null, null) : null;
            var own = row.Text("team") is { } team ? Team(team, office, null) : null;
            if (row.Text("manager") is not { } manager) return own ?? office;
            var lead = Find(manager, null);
            if (lead is null)
            {
                lead = Add(manager, null, Role.Manager);
                session.CountMade("user", manager);
            }

            own ??= Team(session.Texts.For(session.Language).Get("import.team-of", ("name", manager)), office, lead);
            own.LeadId ??= lead.Id;
            if (!lead.Active) lead.TeamId ??= own.Id;
            return own;
        }

        private Team Team(string name, Team? above, User? lead)
        {
            var key = KeyOf(Folding.Fold(name), above?.Id);
            if (teams.TryGetValue(key, out var known)) return known;
            var team = new Team(name, above?.Id) { LeadId = lead?.Id };
            session.Add(team);
            session.CountMade("team", name);
            session.References.Add("team", name, team.Id);
            return teams[key] = team;
        }

        private User? Find(string name, string? email)
        {
            if (email is not null && known.TryGetValue(email.ToUpperInvariant(), out var user)) return user;
            var folded = Folding.Fold(name);
            return known.GetValueOrDefault(folded) ?? fresh.GetValueOrDefault(folded);
        }

        private User Add(string name, string? email, Role role)
        {
            var user = Inactive(name, email, role);
            session.Add(user);
            session.References.Add("user", name, user.Id);
            session.References.Add("user", email, user.Id);
            return fresh[user.NameFolded] = user;
        }

        private static string KeyOf(string folded, Guid? above) => $"{above:n}/{folded}";
    }
}
