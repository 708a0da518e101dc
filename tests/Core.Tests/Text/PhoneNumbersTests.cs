using FsCheck.Fluent;
using Tandem.Core.Text;

namespace Tandem.Core.Tests.Text;

public class PhoneNumbersTests
{
    [Theory]
    [InlineData("+49 (0)30 123456", null, "+4930123456")]
    [InlineData("0049 30 123456", "DE", "+4930123456")]
    [InlineData("0049 30 123456", null, "+4930123456")]
    [InlineData("030/123456", "de", "+4930123456")]
    [InlineData("(415) 555-2671", "US", "+14155552671")]
    [InlineData("1-415-555-2671", "US", "+14155552671")]
    [InlineData("14155552671", "CA", "+14155552671")]
    [InlineData("011 44 20 7946 0018", "US", "+442079460018")]
    [InlineData("020 7946 0018", "GB", "+442079460018")]
    [InlineData("+44 (0)20 7946 0018", "DE", "+442079460018")]
    [InlineData("۰۲۱-۸۸۷۷ ۶۶۵۵", "IR", "+982188776655")]
    [InlineData("٠٩١٢ ١٢٣ ٤٥٦٧", "IR", "+989121234567")]
    [InlineData("\u200E+98 21 8877 6655\u200E", null, "+982188776655")]
    [InlineData("98 912 123 4567", "IR", "+989121234567")]
    [InlineData("8 (495) 123-45-67", "RU", "+74951234567")]
    [InlineData("8 800 100-20-30", "RU", "+78001002030")]
    [InlineData("+7 495 123 45 67", "VN", "+74951234567")]
    [InlineData("090 123 45 67", "VN", "+84901234567")]
    [InlineData("024 3825 1234", "VN", "+842438251234")]
    [InlineData("06 6982 1234", "IT", "+390669821234")]
    [InlineData("06 1 234 5678", "HU", "+3612345678")]
    [InlineData("457 0000", "AG", "+12684570000")]
    [InlineData("011 15 2345 6789", "AR", "+5491123456789")]
    [InlineData("tel. 030 123456 ext. 12", "DE", "+4930123456")]
    [InlineData("+1 415 555 2671 x305", null, "+14155552671")]
    public void A_number_that_can_be_placed_becomes_E_164(string typed, string? country, string expected) =>
        PhoneNumbers.Normalise(typed, country).ShouldBe(new PhoneNumber(expected, true));

    [Theory]
    [InlineData("+14155552671", "+1 415-555-2671")]
    [InlineData("+442079460018", "+44 20 7946 0018")]
    [InlineData("+4930123456", "+49 30 123456")]
    [InlineData("+353852026449", "+353 85 202 6449")]
    [InlineData("+390669821234", "+39 06 6982 1234")]
    [InlineData("+33123456789", "+33 1 23 45 67 89")]
    [InlineData("+5491123456789", "+54 9 11 2345-6789")]
    [InlineData("+982188776655", "+98 21 8877 6655")]
    [InlineData("+989121234567", "+98 912 123 4567")]
    [InlineData("+74951234567", "+7 495 123-45-67")]
    [InlineData("+84901234567", "+84 901 234 567")]
    [InlineData("+80012345678", "+800 1234 5678")]
    public void A_number_is_written_in_the_groups_of_its_country(string stored, string written)
    {
        PhoneNumbers.Written(stored).ShouldBe(written);
        PhoneNumbers.Normalise(written, null).ShouldBe(new PhoneNumber(stored, true), "what is written can be typed in again");
    }

    [Theory]
    [InlineData("030123456")]
    [InlineData("+999123456")]
    [InlineData("+49")]
    [InlineData("+")]
    [InlineData("")]
    public void A_number_that_nothing_is_known_about_is_written_as_it_is(string stored) => PhoneNumbers.Written(stored).ShouldBe(stored);

    [Theory]
    [InlineData("030 123456", null, "030123456")]
    [InlineData("030 123456", "XX", "030123456")]
    [InlineData("112", "US", "112")]
    [InlineData("+999 123 456", "DE", "999123456")]
    [InlineData("+49 1", null, "491")]
    [InlineData("1-800-FLOWERS", "US", "1800")]
    [InlineData("0123456789012345678901234567890", "DE", "0123456789012345678901234567890")]
    [InlineData("98004098۹4980", "IR", "9800409894980")]
    [InlineData("call me", "DE", "")]
    [InlineData("", "DE", "")]
    [InlineData(null, null, "")]
    public void Another_number_keeps_its_digits_and_says_that_it_is_not_international(string? typed, string? country, string digits) =>
        PhoneNumbers.Normalise(typed, country).ShouldBe(new PhoneNumber(digits, false));

    [Fact]
    public void Any_text_is_read_without_an_error_and_E_164_is_read_as_itself() => Prop.ForAll(
        Texts.Of(["+", "0", "1", "4", "9", "۹", "8", "(0)", " ", "-", "x", "ext", "49", "98", "7", "\uD800"]), Gen.Elements("DE", "US", "IR", "RU", "IT", "AR", "VN", "??").ToArbitrary(),
        (text, country) =>
        {
            var number = PhoneNumbers.Normalise(text, country);
            return !number.IsInternational || number.Value.Length <= 16 && PhoneNumbers.Normalise(number.Value, null) == number;
        }).Check(3000);
}
