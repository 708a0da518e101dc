using Tandem.Core;
using Tandem.Core.Records;
using Tandem.Customers.People;

namespace Tandem.Customers.Tests.People;

public class PersonTests
{
    [Fact]
    public void A_name_is_put_together_from_its_parts_until_one_is_given()
    {
        var person = new Person("Anna");
        person.Rename("Anna");
        var parts = new Person("x");
        parts.Rename("Mai");
        parts.CallFamily("Nguyen");
        parts.Name.ShouldBe("Mai", "a name that was given stays");
    }

    [Fact]
    public void The_first_address_is_the_primary_one()
    {
        var person = new Person("Anna");
        person.ReachBy([new ContactPoint("Anna@Work.Example", "work"), new ContactPoint("anna@home.example")]);
        person.PrimaryEmail.ShouldBe("anna@work.example");
        person.EmailPoints.ShouldBe([new ContactPoint("anna@work.example", "work"), new ContactPoint("anna@home.example")]);
        person.ReachFirstBy("anna@home.example");
        person.Emails.ShouldBe(["anna@home.example", "anna@work.example"]);
        person.ReachFirstBy(null);
        person.PrimaryEmail.ShouldBe("anna@work.example");
    }

    [Fact]
    public void An_address_counts_once_and_must_be_one()
    {
        var person = new Person("Anna");
        person.ReachBy([new ContactPoint("a@b.example"), new ContactPoint("A@B.example")]);
        person.Emails.ShouldBe(["a@b.example"]);
        Should.Throw<Refused>(() => person.ReachBy([new ContactPoint("nowhere")])).Code.ShouldBe(RecordRefusals.WrongType);
    }

    [Fact]
    public void There_is_an_end_to_addresses() =>
        Should.Throw<Refused>(() => new Person("Anna").ReachBy([.. Enumerable.Range(0, 21).Select(i => new ContactPoint($"a{i}@b.example"))])).Code.ShouldBe(PersonRefusals.TooManyContactPoints);
}
