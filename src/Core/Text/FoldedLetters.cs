using System.Globalization;
using System.Text;

namespace Tandem.Core.Text;

/// <summary>What single characters fold to, after compatibility decomposition has split accents from their letters.</summary>
internal static class FoldedLetters
{
    public const int Breve = 0x0306;

    private static readonly string[] Digits = [.. Enumerable.Range('0', 10).Select(digit => ((char)digit).ToString())];

    /// <summary>The letters that stand for this one; null when its lower-case form does.</summary>
    public static string? Of(Rune rune) => rune.Value switch
    {
        < 0x80 => null,
        'ß' or 'ẞ' => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'ø' or 'Ø' => "o",
        'đ' or 'Đ' or 'ð' or 'Ð' => "d",
        'ł' or 'Ł' => "l",
        'þ' or 'Þ' => "th",
        'ħ' or 'Ħ' => "h",
        'ŧ' or 'Ŧ' => "t",
        'ŋ' or 'Ŋ' => "n",
        'ı' => "i",
        'ə' or 'Ə' => "e",
        'ς' => "σ",
        '‘' or '’' or 'ʼ' or 'ʻ' or 'ʹ' or '′' => "'",
        '“' or '”' or '„' or '″' => "\"",
        '‐' or '‒' or '–' or '—' or '―' or '−' => "-",
        'ي' or 'ى' or 'ے' => "ی",
        'ك' or 'ڪ' => "ک",
        'ة' or 'ە' or 'ہ' or 'ھ' or 'ۃ' => "ه",
        'ٱ' => "ا",
        'ـ' => "", // tatweel only stretches a word
        _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber ? Digits[(int)Rune.GetNumericValue(rune)] : null,
    };

    /// <summary>
    /// Marks that decorate a letter: accents, Hebrew points, Arabic vowel signs and hamzas, variation selectors.
    /// The signs of Indic, Thai and Japanese writing are part of the word and are not among them.
    /// </summary>
    public static bool IsAccent(Rune rune) => rune.Value >= 0x0300
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        && rune.Value is < 0x0700 or >= 0x0890 and < 0x0900 or >= 0x1AB0 and < 0x1B00 or >= 0x1DC0 and < 0x1E00
            or >= 0x20D0 and < 0x2100 or >= 0xFE00 and < 0xFE10 or >= 0xFE20 and < 0xFE30 or >= 0xE0100;
}
