using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tandem.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SavedViews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Columns have a width now: which ones people chose before is forgotten.
            migrationBuilder.Sql("DELETE FROM list_choices");

            migrationBuilder.DropPrimaryKey(
                name: "pk_list_choices",
                table: "list_choices");

            migrationBuilder.AddColumn<byte[]>(
                name: "view_id",
                table: "list_choices",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddPrimaryKey(
                name: "pk_list_choices",
                table: "list_choices",
                columns: new[] { "user_id", "record_type", "view_id" });

            migrationBuilder.CreateTable(
                name: "saved_views",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    record_type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    look = table.Column<string>(type: "TEXT", nullable: false),
                    scope = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    owner_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    team_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    default_for = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_views", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_list_choices_view_id",
                table: "list_choices",
                column: "view_id");

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_record_type_owner_id",
                table: "saved_views",
                columns: new[] { "record_type", "owner_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropPrimaryKey(
                name: "pk_list_choices",
                table: "list_choices");

            migrationBuilder.DropIndex(
                name: "ix_list_choices_view_id",
                table: "list_choices");

            migrationBuilder.DropColumn(
                name: "view_id",
                table: "list_choices");

            migrationBuilder.AddPrimaryKey(
                name: "pk_list_choices",
                table: "list_choices",
                columns: new[] { "user_id", "record_type" });
        }
    }
}
