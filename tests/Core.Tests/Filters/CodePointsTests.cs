using System.Globalization;
using System.Text;
using FsCheck.Fluent;
using Tandem.Core.Filters;
using Tandem.Core.Tests.Text;

namespace Tandem.Core.Tests.Filters;

public class CodePointsTests
{
    [Fact]
    public void Texts_order_as_their_UTF_8_bytes_do() => Prop.ForAll(Texts.Written, Texts.Written, (a, b) =>
    {
        foreach (var (first, second) in ((string, string)[])[(a, b), (a + "\uFB01", a + "😀"), (a + "😀", a + "😁" + b), (a, a)])
        {
            var expected = Encoding.UTF8.GetBytes(first).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(second));
            if (Math.Sign(CodePoints.Compare(first, second)) != Math.Sign(expected)) return false;
        }

        return true;
    }).Check(500);

    [Fact]
    public void The_culture_of_the_thread_changes_no_answer()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("cs-CZ"); // where ch is one letter, between h and i
        try
        {
            Sample.Holds("title starts with \"c\" and code starts with \"c\" and code < \"d\" and title < \"d\"", new Deal { Title = "Chata", Code = "chata" }).ShouldBeTrue();
            Sample.Holds("code ends with \"h\"", new Deal { Title = "x", Code = "bach" }).ShouldBeTrue();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
