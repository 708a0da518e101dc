using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tandem.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class CoveredStages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_stage_stays_deal_id_entered_at",
                table: "stage_stays");

            migrationBuilder.CreateIndex(
                name: "ix_stage_stays_deal_id_entered_at_stage_id",
                table: "stage_stays",
                columns: new[] { "deal_id", "entered_at", "stage_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_stage_stays_deal_id_entered_at_stage_id",
                table: "stage_stays");

            migrationBuilder.CreateIndex(
                name: "ix_stage_stays_deal_id_entered_at",
                table: "stage_stays",
                columns: new[] { "deal_id", "entered_at" });
        }
    }
}
