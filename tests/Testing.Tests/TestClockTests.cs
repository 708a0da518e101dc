namespace Tandem.Testing.Tests;

public class TestClockTests
{
    [Fact]
    public async Task Time_passes_only_when_it_is_moved()
    {
        var clock = new TestClock();
        var alarm = Task.Delay(TimeSpan.FromMinutes(5), clock, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromMinutes(4));
        alarm.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMinutes(1));
        await alarm;
        clock.GetUtcNow().ShouldBe(new(2031, 1, 15, 9, 5, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_repeating_timer_fires_at_each_of_its_times_on_the_way()
    {
        var clock = new TestClock();
        var fired = new List<TimeSpan>();
        var start = clock.GetUtcNow();
        using var timer = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow() - start), null, TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        clock.Advance(TimeSpan.FromHours(6));
        fired.ShouldBe([TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(5)]);
    }

    [Fact]
    public async Task A_ticking_clock_also_goes_on_by_itself()
    {
        var clock = new TestClock(ticking: true);
        await Task.Delay(TimeSpan.FromMilliseconds(20), clock, TestContext.Current.CancellationToken);
        var tomorrow = Task.Delay(TimeSpan.FromDays(1), clock, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromDays(1));
        await tomorrow;
        clock.GetUtcNow().ShouldBeInRange(new(2031, 1, 16, 9, 0, 0, 20, TimeSpan.Zero), new(2031, 1, 16, 9, 1, 0, TimeSpan.Zero));
    }
}
