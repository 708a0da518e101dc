using Tandem.Activities.Tasks;
using Tandem.Core;

namespace Tandem.Activities.Tests.Tasks;

public class TaskItemTests
{
    private static readonly DateTimeOffset Noon = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_task_is_done_once_and_says_what_came_out()
    {
        var task = new TaskItem("Call Jens");
        task.Complete(" reached ", null, Noon);
        task.IsOpen.ShouldBeFalse();
        task.Outcome.ShouldBe("reached");
        task.Raised.ShouldBe([new TaskCompleted("Call Jens", "reached")]);
        Should.Throw<Refused>(() => task.Complete(null, null, Noon)).Code.ShouldBe(TaskRefusals.AlreadyDone);
    }

    [Fact]
    public void What_is_done_can_be_opened_again_but_not_put_off()
    {
        var task = new TaskItem("Call Jens");
        Should.Throw<Refused>(task.Reopen).Code.ShouldBe(TaskRefusals.NotDone);
        task.Complete(null, null, Noon);
        Should.Throw<Refused>(() => task.Reschedule(Noon, allDay: false)).Code.ShouldBe(TaskRefusals.AlreadyDone);
        task.Reopen();
        task.IsOpen.ShouldBeTrue();
        task.DoneAt.ShouldBeNull();
    }

    [Fact]
    public void Putting_a_task_off_to_the_same_time_is_nothing()
    {
        var task = new TaskItem("Call Jens");
        task.FallDue(Noon, allDay: false);
        task.Reschedule(Noon, allDay: false);
        task.Raised.ShouldBeEmpty();
    }
}
