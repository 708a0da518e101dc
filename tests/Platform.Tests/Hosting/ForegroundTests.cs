using Tandem.Platform.Hosting;

namespace Tandem.Platform.Tests.Hosting;

public sealed class ForegroundTests
{
    private readonly TestClock clock = new(new DateTimeOffset(2031, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Background_work_rests_longer_while_many_requests_come_and_soon_after()
    {
        var foreground = new Foreground(clock);
        foreground.RestAfter(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(1));

        for (var request = 0; request < 20; request++) foreground.Count();
        foreground.IsBusy.ShouldBeTrue();
        foreground.RestAfter(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(8));

        clock.Advance(TimeSpan.FromSeconds(1));
        foreground.IsBusy.ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(1));
        foreground.IsBusy.ShouldBeFalse();
    }

    [Fact]
    public void A_few_requests_are_no_reason_to_step_back()
    {
        var foreground = new Foreground(clock);
        for (var seconds = 0; seconds < 5; seconds++)
        {
            for (var request = 0; request < 19; request++) foreground.Count();
            foreground.IsBusy.ShouldBeFalse();
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
