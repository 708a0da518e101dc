using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tandem.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SubjectsInDirectory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "about_id",
                table: "record_entries",
                type: "uuid",
                nullable: true);

            migrationBuilder.Sql("UPDATE record_entries SET about_id = (SELECT about_id FROM notes WHERE notes.id = record_entries.record_id) WHERE record_type = 'note'");
            migrationBuilder.Sql("UPDATE record_entries SET about_id = (SELECT about_id FROM tasks WHERE tasks.id = record_entries.record_id) WHERE record_type = 'task'");
            migrationBuilder.Sql("UPDATE record_entries SET about_id = (SELECT about_id FROM files WHERE files.id = record_entries.record_id) WHERE record_type = 'file'");
            migrationBuilder.Sql("UPDATE record_entries SET about_id = (SELECT person_id FROM affiliations WHERE affiliations.id = record_entries.record_id) WHERE record_type = 'affiliation'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "about_id",
                table: "record_entries");
        }
    }
}
