namespace Tandem.Testing;

/// <summary>
/// A clock that a test moves; timers fire as it passes their time. By default it stands still in between; a ticking one also goes on by
/// itself, so that a server's background work runs as it would.
/// </summary>
public sealed class TestClock(DateTimeOffset start, bool ticking = false) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private readonly long begun = System.GetTimestamp();
    private readonly bool ticks = ticking;
    private TimeSpan skipped;

    /// <summary>Starts on Wednesday 15 January 2031, 09:00 UTC: later than the real clock, so that browsers keep what has a time limit.</summary>
    public TestClock(bool ticking = false) : this(new DateTimeOffset(2031, 1, 15, 9, 0, 0, TimeSpan.Zero), ticking)
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return start + skipped + (ticks ? System.GetElapsedTime(begun) : TimeSpan.Zero);
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves on, and fires the timers on the way in their order.</summary>
    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    /// <inheritdoc cref="Advance"/>
    public void MoveTo(DateTimeOffset time)
    {
        while (true)
        {
            Timer? due;
            lock (gate)
            {
                due = timers.Where(timer => timer.Due <= time).MinBy(timer => timer.Due);
                SkipTo(due?.Due ?? time);
                due?.Reschedule();
            }

            if (due is null) break;
            due.Fire();
        }

        lock (gate) timers.ForEach(timer => timer.Wind());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void SkipTo(DateTimeOffset time)
    {
        if (time - GetUtcNow() is var rest && rest > TimeSpan.Zero) skipped += rest;
    }

    private sealed class Timer : ITimer
    {
        private readonly TestClock clock;
        private readonly TimerCallback callback;
        private readonly object? state;
        private readonly ITimer? real;
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        public Timer(TestClock clock, TimerCallback callback, object? state)
        {
            this.clock = clock;
            this.callback = callback;
            this.state = state;
            if (clock.ticks) real = System.CreateTimer(_ => FireIfDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : clock.GetUtcNow() + dueTime;
                clock.timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan) clock.timers.Add(this);
                Wind();
            }

            return true;
        }

        /// <summary>Called under the clock's lock when the time has come.</summary>
        public void Reschedule()
        {
            if (period > TimeSpan.Zero) Due = clock.GetUtcNow() + period;
            else clock.timers.Remove(this);
        }

        public void Fire() => callback(state);

        /// <summary>Sets the alarm of a ticking clock.</summary>
        public void Wind()
        {
            if (real is null) return;
            var rest = clock.timers.Contains(this) ? Due - clock.GetUtcNow() : Timeout.InfiniteTimeSpan;
            if (rest != Timeout.InfiniteTimeSpan) rest = rest < TimeSpan.Zero ? TimeSpan.Zero : rest > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : rest;
            real.Change(rest, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
            real?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void FireIfDue()
        {
            lock (clock.gate)
            {
                if (!clock.timers.Contains(this)) return;
                var due = Due <= clock.GetUtcNow();
                if (due) Reschedule();
                Wind();
                if (!due) return;
            }

            Fire();
        }
    }
}
