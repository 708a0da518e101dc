using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Platform.Import.Running;

/// <summary>Stands for the key of a row, so that the keys of millions of rows fit into memory.</summary>
public static class KeyHash
{
    public static UInt128 Of(string field, string folded) => Of(field + "\n" + folded);

    public static UInt128 Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
