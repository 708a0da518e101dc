using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Tandem.Platform.Data;

namespace Tandem.Migrations.Sqlite.Migrations;

/// <summary>
/// The trigram index over the directory of records. Triggers keep it: the text is stored once, in the table itself, and an update that
/// leaves the text alone costs nothing.
/// </summary>
[DbContext(typeof(CrmDb))]
[Migration("20261121000001_SearchIndex")]
public class SearchIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE VIRTUAL TABLE record_entries_fts USING fts5(text, content='record_entries', content_rowid='number', tokenize="trigram case_sensitive 1");
        CREATE TRIGGER record_entries_fts_insert AFTER INSERT ON record_entries BEGIN
            INSERT INTO record_entries_fts(rowid, text) VALUES (new.number, new.text);
        END;
        CREATE TRIGGER record_entries_fts_delete AFTER DELETE ON record_entries BEGIN
            INSERT INTO record_entries_fts(record_entries_fts, rowid, text) VALUES ('delete', old.number, old.text);
        END;
        CREATE TRIGGER record_entries_fts_update AFTER UPDATE OF text ON record_entries WHEN old.text <> new.text BEGIN
            INSERT INTO record_entries_fts(record_entries_fts, rowid, text) VALUES ('delete', old.number, old.text);
            INSERT INTO record_entries_fts(rowid, text) VALUES (new.number, new.text);
        END;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        DROP TRIGGER record_entries_fts_insert;
        DROP TRIGGER record_entries_fts_delete;
        DROP TRIGGER record_entries_fts_update;
        DROP TABLE record_entries_fts;
        """);
}
