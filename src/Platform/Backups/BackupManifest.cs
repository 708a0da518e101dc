using System.Text.Json;
using Tandem.Platform.Data;

namespace Tandem.Platform.Backups;

/// <summary>What stands first in a backup: what it is of, and a checksum for everything in it.</summary>
/// <param name="Format">Grows when the form of backups changes.</param>
/// <param name="Program">Version that made it.</param>
/// <param name="Engine">Database it came from and can go back to.</param>
/// <param name="Migrations">Those that the database had, in their order.</param>
/// <param name="Parts">The database: one file, or one per table.</param>
/// <param name="Files">Hashes of the stored files' content; each is its own checksum.</param>
internal sealed record BackupManifest(int Format, string Program, DateTimeOffset MadeAt, string Workspace, DatabaseEngine Engine, IReadOnlyList<string> Migrations,
    IReadOnlyList<BackupPart> Parts, IReadOnlyList<string> Files)
{
    public const int CurrentFormat = 1;

    public const string Name = "manifest.json";

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Form);

    public static BackupManifest? FromJson(Stream json) => JsonSerializer.Deserialize<BackupManifest>(json, Form);

    private static readonly JsonSerializerOptions Form = new(JsonForms.Stored) { WriteIndented = true };
}

/// <param name="Name">In the archive, below <c>database/</c>.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Hash">SHA-256, lower-case hexadecimal.</param>
internal sealed record BackupPart(string Name, long Size, string Hash);

/// <summary>A backup cannot be made or restored; the message says why, for the administrator at the command line.</summary>
public sealed class BackupFailed(string message) : Exception(message);
