using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tandem.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OwnersInListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_company_city",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_company_country",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_company_industry",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_person_city",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_person_country",
                table: "customers");

            migrationBuilder.CreateIndex(
                name: "ix_company_city",
                table: "customers",
                columns: new[] { "city_folded", "name_sort_key", "id", "owner_id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_company_country",
                table: "customers",
                columns: new[] { "country", "name_sort_key", "id", "owner_id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_company_industry",
                table: "customers",
                columns: new[] { "industry_folded", "name_sort_key", "id", "owner_id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_city",
                table: "customers",
                columns: new[] { "city_folded", "name_sort_key", "id", "owner_id" },
                filter: "kind = 'person' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_country",
                table: "customers",
                columns: new[] { "country", "name_sort_key", "id", "owner_id" },
                filter: "kind = 'person' AND deleted_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_company_city",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_company_country",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_company_industry",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_person_city",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_person_country",
                table: "customers");

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
                name: "ix_company_industry",
                table: "customers",
                columns: new[] { "industry_folded", "name_sort_key", "id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_city",
                table: "customers",
                columns: new[] { "city_folded", "name_sort_key", "id" },
                filter: "kind = 'person' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_country",
                table: "customers",
                columns: new[] { "country", "name_sort_key", "id" },
                filter: "kind = 'person' AND deleted_at IS NULL");
        }
    }
}
