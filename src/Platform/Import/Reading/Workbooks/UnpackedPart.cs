using Tandem.Core;

namespace Tandem.Platform.Import.Reading.Workbooks;

/// <summary>A part of a packed file as it unpacks: refused when it grows out of all proportion, as only a file made to do harm does.</summary>
internal sealed class UnpackedPart(Stream part, long packed, ReadingLimits limits) : Stream
{
    private long unpacked;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => unpacked;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => Count(part.Read(buffer));

    public override int Read(byte[] buffer, int offset, int count) => Count(part.Read(buffer, offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) part.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        unpacked += read;
        if (unpacked > limits.Unpacked && unpacked / limits.Packing > packed) throw new Refused(ReadingRefusals.UnpacksTooLarge, ("megabytes", unpacked / (1024 * 1024)));
        return read;
    }
}
