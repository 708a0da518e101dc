using Tandem.Activities.Timeline;

namespace Tandem.Activities.Tests.Timeline;

public class LinkedTextTests
{
    [Fact]
    public void Addresses_become_links_without_the_punctuation_behind_them() =>
        LinkedText.Pieces("See https://tandem.example/a?b=1, then (http://x.example).").ShouldBe(
        [
            ("See ", null), ("https://tandem.example/a?b=1", "https://tandem.example/a?b=1"), (", then (", null), ("http://x.example", "http://x.example/"), (").", null),
        ]);

    [Fact]
    public void Nothing_but_web_addresses_is_linked() =>
        LinkedText.Pieces("javascript:alert(1) data:text/html,x <script>").ShouldBe([("javascript:alert(1) data:text/html,x <script>", null)]);
}
