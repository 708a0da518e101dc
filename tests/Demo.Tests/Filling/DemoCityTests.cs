using Tandem.Core.Text;
using Tandem.Demo.Filling;

namespace Tandem.Demo.Tests.Filling;

public class DemoCityTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("fa")]
    [InlineData("ru")]
    [InlineData("vi")]
    public void Phone_numbers_fit_their_country_and_belong_to_nobody(string language)
    {
        // What the regulators of Ireland, Britain, Germany and France keep for films and books; elsewhere no subscriber's number begins with a zero.
        string[] kept = ["+3532091", "+442079460", "+441614960", "+441314960", "+493023125", "+494066969", "+3319900", "+3346571"];
        foreach (var city in DemoWords.In(language).Cities.Select(DemoCity.Of).Where(city => city.Phone.Length > 0))
        {
            var number = city.Phone.Replace('#', '7');
            PhoneNumbers.Normalise(number, city.Country).ShouldBe(new PhoneNumber(number, true), city.Name);
            PhoneNumbers.Normalise(PhoneNumbers.Written(number), null).Value.ShouldBe(number);
            PhoneNumbers.Written(number).ShouldContain(' ', customMessage: $"{city.Name} is written in groups");
            (kept.Any(number.StartsWith) || city.Phone.Contains("00", StringComparison.Ordinal)).ShouldBeTrue(city.Name);
        }
    }
}
