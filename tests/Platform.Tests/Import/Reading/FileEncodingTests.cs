using System.Text;
using Tandem.Platform.Import.Reading;

namespace Tandem.Platform.Tests.Import.Reading;

public sealed class FileEncodingTests
{
    static FileEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("windows-1251", "название,город\nООО «Заря»,Москва\nЗАО Восток,Нижний Новгород\nИП Ёлкин,Йошкар-Ола\n")]
    [InlineData("windows-1252", "nom,ville\nCafé Müller,Orléans\nGarçon & Fils,Besançon\nÉcole Sørensen,Malmö\n")]
    [InlineData("windows-1250", "nazwa,miasto\nŁąka Sp. z o.o.,Łódź\nZażółć Gęślą,Kraków\nPřemysl a syn,Příbram\n")]
    [InlineData("windows-1254", "ad,şehir\nYıldız Çiçekçilik,İstanbul\nGüneş Işık,Eskişehir\nDoğan Şirketi,Muğla\n")]
    [InlineData("windows-1256", "الاسم,المدينة\nشركة النور,القاهرة\nمؤسسة الأمل,بيروت\n")]
    [InlineData("utf-8", "نام,شهر\nشرکت آفتاب,تهران\n")]
    [InlineData("utf-8", "plain,ascii\n1,2\n")]
    public void The_encoding_is_found_by_its_letters(string name, string text)
    {
        using var file = new MemoryStream(Encoding.GetEncoding(name).GetBytes(text));
        var found = FileEncoding.Detect(file);
        using var reader = FileEncoding.Open(file, found);
        reader.ReadToEnd().ShouldBe(text);
    }

    [Fact]
    public void Vietnamese_of_windows_is_found()
    {
        var bytes = Encoding.GetEncoding(1258).GetBytes("tên,thành phố\nCông ty Ánh Dương,Đà Nẵng\nNgười Việt,Hà Nội\n".Normalize(NormalizationForm.FormD).Replace("d\u0335", "đ"));
        using var file = new MemoryStream(bytes);
        FileEncoding.Detect(file).CodePage.ShouldBeOneOf(1258, 65001);
    }

    [Theory, InlineData(true, true), InlineData(true, false), InlineData(false, true), InlineData(false, false)]
    public void Sixteen_bit_text_is_found_with_and_without_its_mark(bool littleEndian, bool mark)
    {
        var encoding = new UnicodeEncoding(bigEndian: !littleEndian, byteOrderMark: mark);
        using var file = new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes("name,city,value\nAcme,Berlin,12\nÄrger,Köln,15\n")]);
        using var reader = FileEncoding.Open(file, FileEncoding.Detect(file));
        reader.ReadToEnd().ShouldStartWith("name,city,value\nAcme");
    }

    [Fact]
    public void A_letter_that_is_cut_between_two_reads_is_still_utf8()
    {
        var text = "a,b\n" + string.Concat(Enumerable.Repeat("é,ü\n", 60_000));
        using var file = new MemoryStream([(byte)'x', .. Encoding.UTF8.GetBytes(text)]);
        FileEncoding.Detect(file).ShouldBe(Encoding.UTF8);
    }
}
