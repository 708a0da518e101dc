using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tandem.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class PageLayouts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "page_layouts",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    record_type = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    sections = table.Column<string>(type: "TEXT", nullable: false),
                    quick = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_page_layouts", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_page_layouts_record_type_role",
                table: "page_layouts",
                columns: new[] { "record_type", "role" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "page_layouts");
        }
    }
}
