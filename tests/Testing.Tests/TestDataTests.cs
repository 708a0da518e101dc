namespace Tandem.Testing.Tests;

public class TestDataTests
{
    [Theory]
    [InlineData("maven_crm/sales_pipeline.csv")]
    [InlineData("csv_spectrum/csvs/utf8.csv")]
    public void The_sets_that_tests_need_stand_in_the_repository(string file)
    {
        File.Exists(Repository.PathOf("tests/data/" + file)).ShouldBeTrue();
        File.ReadAllBytes(TestData.PathOf(file)).ShouldBe(File.ReadAllBytes(Repository.PathOf("tests/data/" + file)));
    }

    [Fact]
    public void A_set_that_nobody_has_is_named_in_the_error() =>
        Should.Throw<FileNotFoundException>(() => TestData.PathOf("no_such_set")).Message.ShouldContain("no_such_set");
}
