using System.Buffers;
using System.Security.Cryptography;
using Tandem.Core;
using Tandem.Platform.Hosting;

namespace Tandem.Platform.Files;

/// <summary>Content that was put into the store.</summary>
/// <param name="Hash">SHA-256, lower-case hexadecimal: the content's name in the store.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ContentType">What the first bytes say, not what the sender said.</param>
public sealed record StoredContent(string Hash, long Size, string ContentType);

/// <summary>
/// The bytes of files, on disk under the hash of their content: equal files are stored once. A file is complete before it has its name,
/// so that a crash leaves at most a temporary file, which the cleaning removes.
/// </summary>
public sealed class FileStore(TandemOptions options)
{
    /// <summary>Content younger than this is never removed: its row may not be committed yet.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    public string FolderOf(string workspace) => workspace == WorkspaceRegistry.DefaultName
        ? Path.Combine(options.DataFolder, "files")
        : Path.Combine(options.DataFolder, "workspaces", workspace, "files");

    public string PathOf(string workspace, string hash) => Path.Combine(FolderOf(workspace), hash[..2], hash[2..]);

    /// <summary>Takes content in as it streams, in constant memory.</summary>
    /// <param name="fileName">Only its ending is used, to tell kinds of text and office files apart.</param>
    /// <param name="limit">Bytes; more is refused with <see cref="FileRefusals.TooLarge"/>.</param>
    public async Task<StoredContent> Put(string workspace, Stream content, string fileName, long? limit, CancellationToken stop)
    {
        var most = limit ?? options.MaxUpload;
        var incoming = Path.Combine(FolderOf(workspace), "incoming");
        Directory.CreateDirectory(incoming);
        var temporary = Path.Combine(incoming, Ids.New().ToString("n"));
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long size = 0;
            var head = Array.Empty<byte>();
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
            {
                int read;
                while ((read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop)) > 0)
                {
                    size += read;
                    if (size > most) throw new Refused(FileRefusals.TooLarge, ("megabytes", most / (1024 * 1024)));
                    if (head.Length == 0) head = buffer.AsSpan(0, Math.Min(read, ContentSniffer.Needs)).ToArray();
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), stop);
                }

                file.Flush(flushToDisk: true);
            }

            var name = Convert.ToHexStringLower(hash.GetHashAndReset());
            var path = PathOf(workspace, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Equal content is replaced by itself: its age starts again, so that the cleaning leaves it alone.
            File.Move(temporary, path, overwrite: true);
            return new StoredContent(name, size, ContentSniffer.TypeOf(head, fileName));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            File.Delete(temporary);
        }
    }

    /// <summary>Opens content for reading; null when it is not there.</summary>
    public FileStream? Open(string workspace, string hash)
    {
        var path = PathOf(workspace, hash);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan) : null;
    }

    /// <summary>Hashes of all stored content with when it was last put in, in no order.</summary>
    public IEnumerable<(string Hash, DateTimeOffset At)> All(string workspace)
    {
        var folder = new DirectoryInfo(FolderOf(workspace));
        if (!folder.Exists) yield break;
        foreach (var part in folder.EnumerateDirectories("??"))
            foreach (var file in part.EnumerateFiles())
                yield return (part.Name + file.Name, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
    }

    /// <summary>Removes content unless it was put in again after <paramref name="olderThan"/>; whether it did.</summary>
    public bool Remove(string workspace, string hash, DateTimeOffset olderThan)
    {
        var file = new FileInfo(PathOf(workspace, hash));
        if (!file.Exists || file.LastWriteTimeUtc >= olderThan.UtcDateTime) return false;
        file.Delete();
        return true;
    }

    /// <summary>Removes what uploads left behind that never ended.</summary>
    public void RemoveUnfinished(string workspace, DateTimeOffset olderThan)
    {
        var folder = new DirectoryInfo(Path.Combine(FolderOf(workspace), "incoming"));
        if (!folder.Exists) return;
        foreach (var file in folder.EnumerateFiles().Where(file => file.LastWriteTimeUtc < olderThan.UtcDateTime)) file.Delete();
    }
}

public static class FileRefusals
{
    public const string TooLarge = "file.too-large";
    public const string NoFile = "file.no-file";
    public const string NotAPicture = "file.not-a-picture";
    public const string UnknownSubject = "file.unknown-subject";
}
