using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tandem.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "affiliations",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    company_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    from_date = table.Column<int>(type: "INTEGER", nullable: true),
                    to_date = table.Column<int>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_affiliations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    team_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hint = table.Column<string>(type: "TEXT", nullable: false),
                    last_used_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "board_choices",
                columns: table => new
                {
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    query = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_choices", x => x.user_id);
                });

            migrationBuilder.CreateTable(
                name: "changes",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    transaction = table.Column<ulong>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    actor_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    record_type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    record_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    about_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    data = table.Column<string>(type: "TEXT", nullable: false),
                    batch_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    quiet = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_changes", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "custom_fields",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    record_type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    labels = table.Column<string>(type: "TEXT", nullable: false),
                    settings = table.Column<string>(type: "TEXT", nullable: false),
                    section = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    order = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_custom_fields", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "custom_records",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    type_key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    name_folded = table.Column<string>(type: "TEXT", nullable: false),
                    name_sort_key = table.Column<string>(type: "TEXT", nullable: false),
                    custom = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    owner_id = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_custom_records", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "custom_types",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    plural = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    icon = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    one = table.Column<string>(type: "TEXT", nullable: false),
                    many = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_custom_types", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "customers",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    name_folded = table.Column<string>(type: "TEXT", nullable: false),
                    name_sort_key = table.Column<string>(type: "TEXT", nullable: false),
                    country = table.Column<string>(type: "TEXT", nullable: true),
                    city = table.Column<string>(type: "TEXT", nullable: true),
                    city_folded = table.Column<string>(type: "TEXT", nullable: true),
                    tags = table.Column<string>(type: "TEXT", nullable: false),
                    custom = table.Column<string>(type: "TEXT", nullable: false),
                    external_id = table.Column<string>(type: "TEXT", nullable: true),
                    external_id_folded = table.Column<string>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    domain = table.Column<string>(type: "TEXT", nullable: true),
                    domain_folded = table.Column<string>(type: "TEXT", nullable: true),
                    website = table.Column<string>(type: "TEXT", nullable: true),
                    industry = table.Column<string>(type: "TEXT", nullable: true),
                    industry_folded = table.Column<string>(type: "TEXT", nullable: true),
                    employees = table.Column<int>(type: "INTEGER", nullable: true),
                    annual_revenue = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    annual_revenue_currency = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    founded = table.Column<int>(type: "INTEGER", nullable: true),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    parent_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    given_name = table.Column<string>(type: "TEXT", nullable: true),
                    family_name = table.Column<string>(type: "TEXT", nullable: true),
                    emails = table.Column<string>(type: "TEXT", nullable: true),
                    email_labels = table.Column<string>(type: "TEXT", nullable: true),
                    primary_email = table.Column<string>(type: "TEXT", nullable: true),
                    primary_email_folded = table.Column<string>(type: "TEXT", nullable: true),
                    phones = table.Column<string>(type: "TEXT", nullable: true),
                    phone_labels = table.Column<string>(type: "TEXT", nullable: true),
                    primary_phone = table.Column<string>(type: "TEXT", nullable: true),
                    primary_phone_folded = table.Column<string>(type: "TEXT", nullable: true),
                    job_title = table.Column<string>(type: "TEXT", nullable: true),
                    birthday = table.Column<int>(type: "INTEGER", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    time_zone = table.Column<string>(type: "TEXT", nullable: true),
                    company_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    photo_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    owner_id = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    xml = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "duplicate_pairs",
                columns: table => new
                {
                    first_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    second_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    record_type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    score = table.Column<int>(type: "INTEGER", nullable: false),
                    reasons = table.Column<string>(type: "TEXT", nullable: false),
                    found_at = table.Column<long>(type: "INTEGER", nullable: false),
                    skipped_at = table.Column<long>(type: "INTEGER", nullable: true),
                    dismissed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    dismissed_by_id = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duplicate_pairs", x => new { x.first_id, x.second_id });
                });

            migrationBuilder.CreateTable(
                name: "exchange_rates",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    currency = table.Column<string>(type: "TEXT", nullable: false),
                    to = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    rate = table.Column<long>(type: "INTEGER", precision: 19, scale: 9, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exchange_rates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "feed_cursors",
                columns: table => new
                {
                    consumer = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    transaction = table.Column<ulong>(type: "INTEGER", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    leased_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    leased_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_cursors", x => x.consumer);
                });

            migrationBuilder.CreateTable(
                name: "files",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    about_type = table.Column<string>(type: "TEXT", nullable: true),
                    about_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    is_picture = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    owner_id = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_files", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idempotent_requests",
                columns: table => new
                {
                    actor_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    request_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: true),
                    location = table.Column<string>(type: "TEXT", nullable: true),
                    body = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotent_requests", x => new { x.actor_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    created_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    plan_json = table.Column<string>(type: "TEXT", nullable: false),
                    preview_json = table.Column<string>(type: "TEXT", nullable: true),
                    report_json = table.Column<string>(type: "TEXT", nullable: true),
                    revert_json = table.Column<string>(type: "TEXT", nullable: true),
                    job_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    revert_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    arguments = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    created_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    leased_until = table.Column<long>(type: "INTEGER", nullable: true),
                    leased_by = table.Column<byte[]>(type: "BLOB", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    cancel_requested = table.Column<bool>(type: "INTEGER", nullable: false),
                    done = table.Column<long>(type: "INTEGER", nullable: false),
                    done_at_start = table.Column<long>(type: "INTEGER", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: true),
                    checkpoint = table.Column<string>(type: "TEXT", nullable: true),
                    result = table.Column<string>(type: "TEXT", nullable: true),
                    result_file_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "list_choices",
                columns: table => new
                {
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    record_type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    columns = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_list_choices", x => new { x.user_id, x.record_type });
                });

            migrationBuilder.CreateTable(
                name: "lost_reasons",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    name_folded = table.Column<string>(type: "TEXT", nullable: false),
                    order = table.Column<int>(type: "INTEGER", nullable: false),
                    retired = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lost_reasons", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "match_keys",
                columns: table => new
                {
                    key = table.Column<long>(type: "INTEGER", nullable: false),
                    record_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_match_keys", x => new { x.record_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "merged_values",
                columns: table => new
                {
                    merge_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    after = table.Column<string>(type: "TEXT", nullable: true),
                    brought = table.Column<string>(type: "TEXT", nullable: false),
                    added = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_merged_values", x => new { x.merge_id, x.field });
                });

            migrationBuilder.CreateTable(
                name: "moved_links",
                columns: table => new
                {
                    merge_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    place = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    row_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    copy = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_moved_links", x => new { x.merge_id, x.place, x.row_id });
                });

            migrationBuilder.CreateTable(
                name: "notes",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    about_type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    about_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    text_folded = table.Column<string>(type: "TEXT", nullable: false),
                    author_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    pinned = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pipelines",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    name_folded = table.Column<string>(type: "TEXT", nullable: false),
                    order = table.Column<int>(type: "INTEGER", nullable: false),
                    archived = table.Column<bool>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pipelines", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "products",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    name_folded = table.Column<string>(type: "TEXT", nullable: false),
                    name_sort_key = table.Column<string>(type: "TEXT", nullable: false),
                    sku = table.Column<string>(type: "TEXT", nullable: true),
                    sku_folded = table.Column<string>(type: "TEXT", nullable: true),
                    family = table.Column<string>(type: "TEXT", nullable: true),
                    family_folded = table.Column<string>(type: "TEXT", nullable: true),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    custom = table.Column<string>(type: "TEXT", nullable: false),
                    price = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    price_currency = table.Column<string>(type: "TEXT", nullable: true),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_products", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "record_entries",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    record_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    record_type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    subtitle = table.Column<string>(type: "TEXT", nullable: true),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    owner_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    trashed = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_entries", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "record_merges",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    together_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    record_type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    survivor_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    loser_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    loser_title = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    undone_at = table.Column<long>(type: "INTEGER", nullable: true),
                    undone_by_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    kept = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_record_merges", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "role_grants",
                columns: table => new
                {
                    role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    record_type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    see = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    edit = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    unowned = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_role_grants", x => new { x.role, x.record_type });
                });

            migrationBuilder.CreateTable(
                name: "sign_in_attempts",
                columns: table => new
                {
                    account = table.Column<byte[]>(type: "BLOB", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_attempts", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "tasks",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    subject_folded = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    about_type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    about_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    all_day = table.Column<bool>(type: "INTEGER", nullable: false),
                    priority = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    custom = table.Column<string>(type: "TEXT", nullable: false),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true),
                    done_by_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    owner_id = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tasks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "teams",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name_folded = table.Column<string>(type: "TEXT", nullable: false),
                    parent_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    lead_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name_folded = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    team_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: true),
                    calendar = table.Column<string>(type: "TEXT", nullable: true),
                    time_zone = table.Column<string>(type: "TEXT", nullable: true),
                    theme = table.Column<string>(type: "TEXT", nullable: true),
                    shortcuts = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    lockout_end = table.Column<long>(type: "INTEGER", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "workspace",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    sells_to = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    languages = table.Column<string>(type: "TEXT", nullable: false),
                    currency = table.Column<string>(type: "TEXT", nullable: false),
                    time_zone = table.Column<string>(type: "TEXT", nullable: false),
                    calendar = table.Column<string>(type: "TEXT", nullable: false),
                    fiscal_calendar = table.Column<string>(type: "TEXT", nullable: false),
                    fiscal_start_month = table.Column<int>(type: "INTEGER", nullable: false),
                    country = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    finished_steps = table.Column<string>(type: "TEXT", nullable: false),
                    demo_batch_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    smtp_host = table.Column<string>(type: "TEXT", nullable: true),
                    smtp_port = table.Column<int>(type: "INTEGER", nullable: false),
                    smtp_tls = table.Column<bool>(type: "INTEGER", nullable: false),
                    smtp_user = table.Column<string>(type: "TEXT", nullable: true),
                    smtp_password_protected = table.Column<string>(type: "TEXT", nullable: true),
                    mail_from = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workspace", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "workspaces",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    hosts = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workspaces", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "import_refusals",
                columns: table => new
                {
                    run_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    file = table.Column<int>(type: "INTEGER", nullable: false),
                    row = table.Column<long>(type: "INTEGER", nullable: false),
                    reasons = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_refusals", x => new { x.run_id, x.file, x.row });
                    table.ForeignKey(
                        name: "fk_import_refusals_imports_run_id",
                        column: x => x.run_id,
                        principalTable: "imports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "stages",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    pipeline_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    name_folded = table.Column<string>(type: "TEXT", nullable: false),
                    order = table.Column<int>(type: "INTEGER", nullable: false),
                    probability = table.Column<long>(type: "INTEGER", precision: 9, scale: 4, nullable: false),
                    rotting_days = table.Column<int>(type: "INTEGER", nullable: true),
                    meaning = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stages", x => x.id);
                    table.ForeignKey(
                        name: "fk_stages_pipelines_pipeline_id",
                        column: x => x.pipeline_id,
                        principalTable: "pipelines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "asp_net_user_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_asp_net_user_claims_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "asp_net_user_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    provider_key = table.Column<string>(type: "TEXT", nullable: false),
                    provider_display_name = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_asp_net_user_logins_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "asp_net_user_tokens",
                columns: table => new
                {
                    user_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_asp_net_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_asp_net_user_tokens_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "deals",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    name_folded = table.Column<string>(type: "TEXT", nullable: false),
                    name_sort_key = table.Column<string>(type: "TEXT", nullable: false),
                    company_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    amount = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: true),
                    amount_from_lines = table.Column<bool>(type: "INTEGER", nullable: false),
                    base_amount = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    base_currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: true),
                    comparable_amount = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    source = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    source_folded = table.Column<string>(type: "TEXT", nullable: true),
                    expected_close = table.Column<int>(type: "INTEGER", nullable: true),
                    external_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    external_id_folded = table.Column<string>(type: "TEXT", nullable: true),
                    tags = table.Column<string>(type: "TEXT", nullable: false),
                    custom = table.Column<string>(type: "TEXT", nullable: false),
                    cycle_days = table.Column<int>(type: "INTEGER", nullable: true),
                    products = table.Column<string>(type: "TEXT", nullable: false),
                    pipeline_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    stage_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    stage_entered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_on = table.Column<int>(type: "INTEGER", nullable: true),
                    lost_reason_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    lost_note = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    stages = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    owner_id = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deals", x => x.id);
                    table.ForeignKey(
                        name: "fk_deals_pipelines_pipeline_id",
                        column: x => x.pipeline_id,
                        principalTable: "pipelines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_deals_stages_stage_id",
                        column: x => x.stage_id,
                        principalTable: "stages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deal_lines",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    deal_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    order = table.Column<int>(type: "INTEGER", nullable: false),
                    product_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    description = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    quantity = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: false),
                    unit_price = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true),
                    discount = table.Column<long>(type: "INTEGER", precision: 9, scale: 6, nullable: false),
                    base_amount = table.Column<long>(type: "INTEGER", precision: 19, scale: 4, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deal_lines", x => x.id);
                    table.ForeignKey(
                        name: "fk_deal_lines_deals_deal_id",
                        column: x => x.deal_id,
                        principalTable: "deals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "deal_people",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    deal_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deal_people", x => x.id);
                    table.ForeignKey(
                        name: "fk_deal_people_deals_deal_id",
                        column: x => x.deal_id,
                        principalTable: "deals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "stage_stays",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    deal_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    stage_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    entered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    left_at = table.Column<long>(type: "INTEGER", nullable: true),
                    by_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    closed_on = table.Column<int>(type: "INTEGER", nullable: true),
                    lost_reason_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    lost_note = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stage_stays", x => x.id);
                    table.ForeignKey(
                        name: "fk_stage_stays_deals_deal_id",
                        column: x => x.deal_id,
                        principalTable: "deals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_affiliations_company_id",
                table: "affiliations",
                column: "company_id");

            migrationBuilder.CreateIndex(
                name: "ix_affiliations_person_id",
                table: "affiliations",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_hash",
                table: "api_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_user_claims_user_id",
                table: "asp_net_user_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_asp_net_user_logins_user_id",
                table: "asp_net_user_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_changes_about_id_sequence",
                table: "changes",
                columns: new[] { "about_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_changes_batch_id",
                table: "changes",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "ix_changes_record_id_sequence",
                table: "changes",
                columns: new[] { "record_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_custom_fields_key",
                table: "custom_fields",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_custom_fields_record_type_name",
                table: "custom_fields",
                columns: new[] { "record_type", "name" },
                unique: true,
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_custom_records_type_key_created_at_id",
                table: "custom_records",
                columns: new[] { "type_key", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_custom_records_type_key_name_folded",
                table: "custom_records",
                columns: new[] { "type_key", "name_folded" });

            migrationBuilder.CreateIndex(
                name: "ix_custom_records_type_key_name_sort_key_id",
                table: "custom_records",
                columns: new[] { "type_key", "name_sort_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_custom_records_type_key_owner_id",
                table: "custom_records",
                columns: new[] { "type_key", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_custom_types_key",
                table: "custom_types",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_custom_types_plural",
                table: "custom_types",
                column: "plural",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_company_city",
                table: "customers",
                columns: new[] { "city_folded", "name_sort_key", "id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_company_country",
                table: "customers",
                columns: new[] { "country", "name_sort_key", "id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_company_created",
                table: "customers",
                columns: new[] { "created_at", "id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_company_domain",
                table: "customers",
                columns: new[] { "domain_folded", "id" },
                filter: "kind = 'company'");

            migrationBuilder.CreateIndex(
                name: "ix_company_employees",
                table: "customers",
                columns: new[] { "employees", "id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_company_external",
                table: "customers",
                column: "external_id_folded",
                filter: "kind = 'company' AND external_id_folded IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_company_industry",
                table: "customers",
                columns: new[] { "industry_folded", "name_sort_key", "id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_company_name",
                table: "customers",
                columns: new[] { "name_sort_key", "id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_company_named",
                table: "customers",
                column: "name_folded",
                filter: "kind = 'company'");

            migrationBuilder.CreateIndex(
                name: "ix_company_owner",
                table: "customers",
                columns: new[] { "owner_id", "name_sort_key", "id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_company_parent",
                table: "customers",
                column: "parent_id",
                filter: "kind = 'company' AND parent_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_company_revenue",
                table: "customers",
                columns: new[] { "annual_revenue", "id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_company_trash",
                table: "customers",
                column: "deleted_at",
                filter: "kind = 'company' AND deleted_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_company_updated",
                table: "customers",
                columns: new[] { "updated_at", "id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_city",
                table: "customers",
                columns: new[] { "city_folded", "name_sort_key", "id" },
                filter: "kind = 'person' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_company",
                table: "customers",
                columns: new[] { "company_id", "name_sort_key", "id" },
                filter: "kind = 'person' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_country",
                table: "customers",
                columns: new[] { "country", "name_sort_key", "id" },
                filter: "kind = 'person' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_created",
                table: "customers",
                columns: new[] { "created_at", "id" },
                filter: "kind = 'person' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_email",
                table: "customers",
                columns: new[] { "primary_email_folded", "id" },
                filter: "kind = 'person'");

            migrationBuilder.CreateIndex(
                name: "ix_person_external",
                table: "customers",
                column: "external_id_folded",
                filter: "kind = 'person' AND external_id_folded IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_name",
                table: "customers",
                columns: new[] { "name_sort_key", "id" },
                filter: "kind = 'person' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_named",
                table: "customers",
                column: "name_folded",
                filter: "kind = 'person'");

            migrationBuilder.CreateIndex(
                name: "ix_person_owner",
                table: "customers",
                columns: new[] { "owner_id", "name_sort_key", "id" },
                filter: "kind = 'person' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_phone",
                table: "customers",
                columns: new[] { "primary_phone_folded", "id" },
                filter: "kind = 'person'");

            migrationBuilder.CreateIndex(
                name: "ix_person_trash",
                table: "customers",
                column: "deleted_at",
                filter: "kind = 'person' AND deleted_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_updated",
                table: "customers",
                columns: new[] { "updated_at", "id" },
                filter: "kind = 'person' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deal_lines_deal_id_order",
                table: "deal_lines",
                columns: new[] { "deal_id", "order" });

            migrationBuilder.CreateIndex(
                name: "ix_deal_lines_product_id",
                table: "deal_lines",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_deal_people_deal_id_person_id",
                table: "deal_people",
                columns: new[] { "deal_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deal_people_person_id",
                table: "deal_people",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_deals_amount_id",
                table: "deals",
                columns: new[] { "amount", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_closed",
                table: "deals",
                columns: new[] { "status", "closed_on", "pipeline_id", "base_amount", "owner_id", "deleted_at" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deals_column",
                table: "deals",
                columns: new[] { "stage_id", "stage_entered_at", "id", "owner_id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deals_column_amount",
                table: "deals",
                columns: new[] { "stage_id", "comparable_amount", "id", "owner_id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deals_column_changed",
                table: "deals",
                columns: new[] { "stage_id", "updated_at", "id", "owner_id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deals_column_close",
                table: "deals",
                columns: new[] { "stage_id", "expected_close", "id", "owner_id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deals_company_id_id",
                table: "deals",
                columns: new[] { "company_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_comparable_amount_id",
                table: "deals",
                columns: new[] { "comparable_amount", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_created_at_id",
                table: "deals",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_expected_close_id",
                table: "deals",
                columns: new[] { "expected_close", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_external_id_folded",
                table: "deals",
                column: "external_id_folded");

            migrationBuilder.CreateIndex(
                name: "ix_deals_name_sort_key_id",
                table: "deals",
                columns: new[] { "name_sort_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deals_open",
                table: "deals",
                columns: new[] { "pipeline_id", "status", "stage_id", "currency", "amount", "owner_id", "stage_entered_at", "expected_close", "deleted_at" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deals_owner_id_created_at_id",
                table: "deals",
                columns: new[] { "owner_id", "created_at", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_deals_updated_at_id",
                table: "deals",
                columns: new[] { "updated_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_pairs_open",
                table: "duplicate_pairs",
                columns: new[] { "record_type", "skipped_at", "score" },
                filter: "dismissed_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_duplicate_pairs_second_id",
                table: "duplicate_pairs",
                column: "second_id");

            migrationBuilder.CreateIndex(
                name: "ix_exchange_rates_to_currency_from",
                table: "exchange_rates",
                columns: new[] { "to", "currency", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_files_about_id",
                table: "files",
                column: "about_id");

            migrationBuilder.CreateIndex(
                name: "ix_files_hash",
                table: "files",
                column: "hash");

            migrationBuilder.CreateIndex(
                name: "ix_idempotent_requests_at",
                table: "idempotent_requests",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_imports_created_at",
                table: "imports",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_created_at",
                table: "jobs",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_state_due_at",
                table: "jobs",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_match_keys_key_record_id",
                table: "match_keys",
                columns: new[] { "key", "record_id" });

            migrationBuilder.CreateIndex(
                name: "ix_moved_links_row_id",
                table: "moved_links",
                column: "row_id");

            migrationBuilder.CreateIndex(
                name: "ix_notes_about_id_pinned_created_at",
                table: "notes",
                columns: new[] { "about_id", "pinned", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_notes_created_at_id",
                table: "notes",
                columns: new[] { "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_products_name_folded",
                table: "products",
                column: "name_folded");

            migrationBuilder.CreateIndex(
                name: "ix_products_name_sort_key_id",
                table: "products",
                columns: new[] { "name_sort_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_products_sku_folded",
                table: "products",
                column: "sku_folded");

            migrationBuilder.CreateIndex(
                name: "ix_record_entries_record_id",
                table: "record_entries",
                column: "record_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_record_entries_record_type_title",
                table: "record_entries",
                columns: new[] { "record_type", "title" });

            migrationBuilder.CreateIndex(
                name: "ix_record_merges_sequence",
                table: "record_merges",
                column: "sequence");

            migrationBuilder.CreateIndex(
                name: "ix_record_merges_standing",
                table: "record_merges",
                column: "loser_id",
                unique: true,
                filter: "undone_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_record_merges_survivor_id",
                table: "record_merges",
                column: "survivor_id");

            migrationBuilder.CreateIndex(
                name: "ix_record_merges_together_id",
                table: "record_merges",
                column: "together_id");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_attempts_last_at",
                table: "sign_in_attempts",
                column: "last_at");

            migrationBuilder.CreateIndex(
                name: "ix_stage_stays_deal_id_entered_at",
                table: "stage_stays",
                columns: new[] { "deal_id", "entered_at" });

            migrationBuilder.CreateIndex(
                name: "ix_stage_stays_stage_id_entered_at",
                table: "stage_stays",
                columns: new[] { "stage_id", "entered_at" });

            migrationBuilder.CreateIndex(
                name: "ix_stages_pipeline_id_order",
                table: "stages",
                columns: new[] { "pipeline_id", "order" });

            migrationBuilder.CreateIndex(
                name: "ix_tasks_about_id",
                table: "tasks",
                column: "about_id");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_done",
                table: "tasks",
                columns: new[] { "owner_id", "done_at" },
                filter: "done_at IS NOT NULL AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_due_at_id",
                table: "tasks",
                columns: new[] { "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_tasks_next",
                table: "tasks",
                columns: new[] { "about_id", "due_at" },
                filter: "done_at IS NULL AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_tasks_open",
                table: "tasks",
                columns: new[] { "owner_id", "due_at" },
                filter: "done_at IS NULL AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_teams_parent_id",
                table: "teams",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "email_index",
                table: "users",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "ix_users_team_id",
                table: "users",
                column: "team_id");

            migrationBuilder.CreateIndex(
                name: "user_name_index",
                table: "users",
                column: "normalized_user_name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "affiliations");

            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "asp_net_user_claims");

            migrationBuilder.DropTable(
                name: "asp_net_user_logins");

            migrationBuilder.DropTable(
                name: "asp_net_user_tokens");

            migrationBuilder.DropTable(
                name: "board_choices");

            migrationBuilder.DropTable(
                name: "changes");

            migrationBuilder.DropTable(
                name: "custom_fields");

            migrationBuilder.DropTable(
                name: "custom_records");

            migrationBuilder.DropTable(
                name: "custom_types");

            migrationBuilder.DropTable(
                name: "customers");

            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "deal_lines");

            migrationBuilder.DropTable(
                name: "deal_people");

            migrationBuilder.DropTable(
                name: "duplicate_pairs");

            migrationBuilder.DropTable(
                name: "exchange_rates");

            migrationBuilder.DropTable(
                name: "feed_cursors");

            migrationBuilder.DropTable(
                name: "files");

            migrationBuilder.DropTable(
                name: "idempotent_requests");

            migrationBuilder.DropTable(
                name: "import_refusals");

            migrationBuilder.DropTable(
                name: "jobs");

            migrationBuilder.DropTable(
                name: "list_choices");

            migrationBuilder.DropTable(
                name: "lost_reasons");

            migrationBuilder.DropTable(
                name: "match_keys");

            migrationBuilder.DropTable(
                name: "merged_values");

            migrationBuilder.DropTable(
                name: "moved_links");

            migrationBuilder.DropTable(
                name: "notes");

            migrationBuilder.DropTable(
                name: "products");

            migrationBuilder.DropTable(
                name: "record_entries");

            migrationBuilder.DropTable(
                name: "record_merges");

            migrationBuilder.DropTable(
                name: "role_grants");

            migrationBuilder.DropTable(
                name: "sign_in_attempts");

            migrationBuilder.DropTable(
                name: "stage_stays");

            migrationBuilder.DropTable(
                name: "tasks");

            migrationBuilder.DropTable(
                name: "teams");

            migrationBuilder.DropTable(
                name: "workspace");

            migrationBuilder.DropTable(
                name: "workspaces");

            migrationBuilder.DropTable(
                name: "users");

            migrationBuilder.DropTable(
                name: "imports");

            migrationBuilder.DropTable(
                name: "deals");

            migrationBuilder.DropTable(
                name: "stages");

            migrationBuilder.DropTable(
                name: "pipelines");
        }
    }
}
