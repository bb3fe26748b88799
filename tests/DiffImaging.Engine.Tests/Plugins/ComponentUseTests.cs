using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Sdk.Composition;

namespace DiffImaging.Engine.Tests.Plugins;

/// <summary>What a plugin throws has its name, and the record of calls says whose call is on.</summary>
[TestFixture]
[NonParallelizable]
public sealed class ComponentUseTests
{
    private readonly string _file = Path.GetTempFileName();

    [TearDown]
    public void Remove() => File.Delete(_file);

    [Test]
    public void A_plugin_that_asks_for_more_memory_than_there_can_be_is_named_and_stays_in_the_record()
    {
        using (CallRecord.Open(_file))
        {
            var use = ComponentUse.Of(new ComponentDefinition("lens", "thin-lens", [], "pipeline:lens"));

            Assert.That(() => use.Call("while creating", () => new double[int.MaxValue]), Throws.TypeOf<PluginException>().With.InnerException.InstanceOf<OutOfMemoryException>());
        }

        Assert.That(File.ReadAllText(_file), Does.Contain("thin-lens").And.Contain("while creating"));
    }

    [Test]
    public void A_call_that_nobody_waits_for_any_more_leaves_the_record_to_others()
    {
        using (CallRecord.Open(_file))
        using (var begun = new ManualResetEventSlim())
        using (var goesOn = new ManualResetEventSlim())
        {
            var (slow, next) = (new ComponentUse("slow", ""), new ComponentUse("next", ""));
            var thread = new Thread(() => slow.Call("while loading", () =>
            {
                begun.Set();
                goesOn.Wait();
            }));
            thread.Start();
            begun.Wait();
            slow.GiveUp();

            next.Call("while loading", () =>
            {
                goesOn.Set();
                thread.Join();
                Assert.That(FirstLine(), Does.Contain("\"next\""), "its own call is on, whatever the other thread ends");
            });
        }
    }

    [TestCase(new[] { "one", "one", "one", "one" }, false)]
    [TestCase(new[] { "one", "two", "two" }, false)]
    [TestCase(new[] { "one", "two", "three" }, true)]
    public void Only_different_definitions_add_up(string[] questions, bool isGivenUp)
    {
        var conduct = new PluginConduct();
        foreach (var question in questions)
        {
            conduct.Threw("while planning regularizer tv", question, "threw");
        }

        Assert.That(conduct.Broken is not null, Is.EqualTo(isGivenUp), conduct.Broken);
    }

    private string FirstLine()
    {
        using var reader = new StreamReader(new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadLine()!;
    }
}
