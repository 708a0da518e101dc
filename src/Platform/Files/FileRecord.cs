using Tandem.Core.Records;

namespace Tandem.Platform.Files;

/// <summary>Files in the directory of records: found by name, visible with the record they are about.</summary>
internal sealed class FileRecord : RecordType<StoredFile>
{
    public FileRecord() : base("file", "files", "paperclip")
    {
        var name = Text("name", f => f.Name).IsSearchable().IsListed();
        Text("contentType", f => f.ContentType).IsListed();
        Decimal("size", f => f.Size).IsListed();
        Text("hash", f => f.Hash);
        Text("aboutType", f => f.AboutType);
        Reference("owner", "user", f => f.OwnerId).IsListed();
        Times();
        Titled(name);
    }
}
