using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tandem.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LighterIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Keys are kept once by record and once by key, without a third time by row number. The feed is read again for them: their kinds have changed.
            migrationBuilder.Sql("""
                DROP TABLE match_keys;
                CREATE TABLE match_keys (key INTEGER NOT NULL, record_id BLOB NOT NULL, CONSTRAINT pk_match_keys PRIMARY KEY (record_id, key)) WITHOUT ROWID;
                CREATE INDEX ix_match_keys_key_record_id ON match_keys (key, record_id);
                DELETE FROM feed_cursors WHERE consumer = 'duplicates';
                """);

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
