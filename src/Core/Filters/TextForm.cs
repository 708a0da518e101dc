using System.Text;
using Tandem.Core.Text;

namespace Tandem.Core.Filters;

/// <summary>The form of a filter's text that equals the stored form of a field.</summary>
internal static class TextForm
{
    /// <summary>For a part of a value, or a whole one. A phone number is compared by its digits.</summary>
    public static string Of(FieldKind kind, string text) => kind == FieldKind.Phone ? Digits(text) : Folding.Fold(text);

    /// <summary>For a whole value: phone numbers and e-mail addresses in the form in which they are stored.</summary>
    public static string Whole(FieldKind kind, string text) => kind switch
    {
        FieldKind.Phone => PhoneNumbers.Normalise(text, null).Value is { Length: > 0 } number ? number : Digits(text),
        FieldKind.Email when EmailAddresses.TryNormalise(text, out var address) => address,
        _ => Of(kind, text),
    };

    private static string Digits(string text)
    {
        var digits = new StringBuilder();
        foreach (var c in Folding.Fold(text))
        {
            if (char.IsAsciiDigit(c) || c == '+' && digits.Length == 0) digits.Append(c);
        }

        return digits.ToString();
    }
}
