namespace Tandem.Platform.Import.Reading;

/// <summary>Says how far a file is read, and otherwise is that file.</summary>
internal sealed class ReadingProgress(Stream file, Action<long> reached) : Stream
{
    private const long Step = 1 << 20;

    private long furthest;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Reached(file.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Reached(file.Read(buffer));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    private int Reached(int read)
    {
        if (file.Position >= furthest + Step) reached(furthest = file.Position);
        return read;
    }
}
