using DiffImaging.Engine.Plugins.Loading;

namespace DiffImaging.Engine.Tests.Plugins;

/// <summary>However many plugins never come to an end of loading, the list does.</summary>
[TestFixture]
public sealed class LoadTimeTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(8)]
    public void Endless_plugins_of_the_default_time_leave_some_of_the_minute_in_which_an_answer_is_expected(int endless)
    {
        var time = new LoadTime(30);
        var waited = 0.0;
        for (var count = 0; count < endless; count++)
        {
            waited += time.Seconds;
            time.Spend();
        }

        Assert.That(waited, Is.LessThan(55));
        Assert.That(time.Seconds, Is.GreaterThanOrEqualTo(2), "the next one has time to load");
        Assert.That(time.Origin, Does.Contain("left of 30 s"));
    }

    [Test]
    public void A_time_that_is_short_already_stays()
    {
        var time = new LoadTime(1);

        time.Spend();

        Assert.That((time.Seconds, time.Origin), Is.EqualTo((1.0, "the 'loadTimeout' of the list")));
    }
}
