using System.Text;
using Tandem.Platform.Import.Reading;

namespace Tandem.Platform.Tests.Import.Reading;

public sealed class TableShapeTests
{
    [Theory]
    [InlineData("name;city;amount\nA;B;1,5\nC;D;2,5", ';')]
    [InlineData("name\tcity\nA, Inc\tB\nC, Ltd\tD", '\t')]
    [InlineData("name|city|note\nA|B|x, y\nC|D|z", '|')]
    [InlineData("sep=;\nname;city\nA;B", ';')]
    [InlineData("only\none\ncolumn", ',')]
    public void The_separator_is_the_one_that_makes_even_rows(string text, char separator) => Of(text).Separator.ShouldBe(separator);

    [Fact]
    public void What_stands_above_the_table_is_passed_over()
    {
        var shape = Of("Report of deals\nMade on 2026-01-05\n\nid,name,amount\n1,A,10\n2,B,20\n3,C,30\n");
        shape.HeaderRow.ShouldBe(4);
        shape.Columns.ShouldBe(["id", "name", "amount"]);
    }

    [Fact]
    public void A_file_without_names_of_columns_begins_with_data()
    {
        var shape = Of("1,anna@tandem.example,10.5\n2,boris@tandem.example,12\n");
        shape.HeaderRow.ShouldBe(0);
        shape.FirstRow.ShouldBe(1);
        shape.Columns.ShouldBe(["#1", "#2", "#3"]);
    }

    [Fact]
    public void Empty_and_repeated_names_are_told_apart() => Of("name,,phone,phone\nA,1,2,3\n").Columns.ShouldBe(["name", "#2", "phone", "phone (2)"]);

    private static TableShape Of(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return TableShape.Detect(file, ReadingLimits.Usual);
    }
}
