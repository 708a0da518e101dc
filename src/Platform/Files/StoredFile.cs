using Tandem.Platform.Data;

namespace Tandem.Platform.Files;

/// <summary>A file that someone put in. Its bytes lie on disk under the hash of their content, so that equal files are stored once.</summary>
public sealed class StoredFile : OwnedRecord, IAttachment
{
    private StoredFile()
    {
    }

    public StoredFile(string name, string contentType, long size, string hash, Guid? owner, string? aboutType, Guid? aboutId, bool isPicture = false)
    {
        Name = name;
        ContentType = contentType;
        Size = size;
        Hash = hash;
        AboutType = aboutType;
        AboutId = aboutId;
        IsPicture = isPicture;
        AssignTo(owner);
    }

    /// <summary>A file that was put in for oneself becomes one of a record.</summary>
    internal void BelongTo(string aboutType, Guid aboutId) => (AboutType, AboutId) = (aboutType, aboutId);

    public string Name { get; private set; } = "";

    public string ContentType { get; private set; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; private set; }

    /// <summary>SHA-256 of the content, lower-case hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    public string? AboutType { get; private set; }

    public Guid? AboutId { get; private set; }

    /// <summary>The face of the record that it is about, which shows it everywhere, rather than one of its files.</summary>
    public bool IsPicture { get; private set; }
}
