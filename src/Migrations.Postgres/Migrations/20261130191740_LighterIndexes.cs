using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tandem.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class LighterIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The kinds of keys have changed: the feed is read again for them.
            migrationBuilder.Sql("TRUNCATE match_keys; DELETE FROM feed_cursors WHERE consumer = 'duplicates';");

            migrationBuilder.DropIndex(
                name: "ix_company_owner",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_person_company",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_person_owner",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_changes_about_id_sequence",
                table: "changes");

            migrationBuilder.DropIndex(
                name: "ix_changes_batch_id",
                table: "changes");

            migrationBuilder.CreateIndex(
                name: "ix_company_owner",
                table: "customers",
                columns: new[] { "owner_id", "name_sort_key", "id" },
                filter: "kind = 'company' AND owner_id IS NOT NULL AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_company",
                table: "customers",
                columns: new[] { "company_id", "name_sort_key", "id" },
                filter: "kind = 'person' AND company_id IS NOT NULL AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_owner",
                table: "customers",
                columns: new[] { "owner_id", "name_sort_key", "id" },
                filter: "kind = 'person' AND owner_id IS NOT NULL AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_changes_about_id_sequence",
                table: "changes",
                columns: new[] { "about_id", "sequence" },
                filter: "about_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_changes_batch_id",
                table: "changes",
                column: "batch_id",
                filter: "batch_id IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_company_owner",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_person_company",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_person_owner",
                table: "customers");

            migrationBuilder.DropIndex(
                name: "ix_changes_about_id_sequence",
                table: "changes");

            migrationBuilder.DropIndex(
                name: "ix_changes_batch_id",
                table: "changes");

            migrationBuilder.CreateIndex(
                name: "ix_company_owner",
                table: "customers",
                columns: new[] { "owner_id", "name_sort_key", "id" },
                filter: "kind = 'company' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_company",
                table: "customers",
                columns: new[] { "company_id", "name_sort_key", "id" },
                filter: "kind = 'person' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_person_owner",
                table: "customers",
                columns: new[] { "owner_id", "name_sort_key", "id" },
                filter: "kind = 'person' AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_changes_about_id_sequence",
                table: "changes",
                columns: new[] { "about_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_changes_batch_id",
                table: "changes",
                column: "batch_id");
        }
    }
}
