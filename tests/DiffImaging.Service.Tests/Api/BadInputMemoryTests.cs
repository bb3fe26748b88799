using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using NUnit.Framework.Interfaces;

namespace DiffImaging.Service.Tests.Api;

/// <summary>Everything that <see cref="BadInputTests"/> sends is sent again and again: what it took is given back.</summary>
[TestFixture]
public sealed class BadInputMemoryTests
{
    private const int Rounds = 3;

    // The first rounds fill what is kept for good, as pools and compiled code: of thirty rounds the tenth held 1.5 MB more than the first, the thirtieth no more than the third.
    // A leak of a kilobyte a request would be 400 kB a round.
    private const int WarmUp = 6;
    private const long AllowedManaged = 1_000_000;

    // The system gets pages back when the collector thinks fit: this tells of a leak outside it, of 50 kB a request.
    private const long AllowedWorkingSet = 50_000_000;

    [Test]
    public async Task Memory_is_back_where_it_was()
    {
        using var tests = new BadInputTests();
        await tests.Start();
        try
        {
            var (sent, requests) = (0, 0);
            using var counter = new MeterListener { InstrumentPublished = (instrument, listener) => Count(instrument, listener) };
            counter.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref requests));
            counter.Start();
            var figures = new List<(long Managed, long WorkingSet, int Requests)>();
            for (var round = 0; round < WarmUp + Rounds; round++)
            {
                requests = 0;
                sent = await RunAllAsync(tests);
                figures.Add((Settled(), WorkingSet(), requests));
            }

            TestContext.Out.WriteLine("| round | tests | requests | managed | working set of the service and the test |");
            TestContext.Out.WriteLine("|---|---|---|---|---|");
            for (var round = 0; round < figures.Count; round++)
            {
                TestContext.Out.WriteLine(FormattableString.Invariant($"| {round + 1} | {sent} | {figures[round].Requests} | {figures[round].Managed / 1e6:0.00} MB | {figures[round].WorkingSet / 1e6:0.0} MB |"));
            }

            Assert.That(figures[^1].Requests, Is.GreaterThan(270));
            Assert.That(figures[^1].Managed, Is.LessThan(figures[WarmUp - 1].Managed + AllowedManaged));
            Assert.That(figures[^1].WorkingSet, Is.LessThan(figures[WarmUp - 1].WorkingSet + AllowedWorkingSet));
        }
        finally
        {
            await tests.Stop();
        }
    }

    private static void Count(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name == "http.server.request.duration")
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static async Task<int> RunAllAsync(BadInputTests tests)
    {
        var count = 0;
        foreach (var method in typeof(BadInputTests).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            foreach (var arguments in Cases(method))
            {
                await (Task)method.Invoke(tests, arguments)!;
                await tests.Nothing_is_left_and_the_service_lives();
                count++;
            }
        }

        return count;
    }

    private static IEnumerable<object?[]> Cases(MethodInfo method)
    {
        var cases = method.GetCustomAttributes<TestCaseAttribute>().Select(one => one.Arguments);
        var sources = method.GetCustomAttributes<TestCaseSourceAttribute>()
            .SelectMany(source => (IEnumerable<ITestCaseData>)typeof(BadInputTests).GetMethod(source.SourceName!, BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, null)!)
            .Select(one => one.Arguments);
        return [.. cases, .. sources, .. method.IsDefined(typeof(TestAttribute)) ? [[]] : Array.Empty<object?[]>()];
    }

    private static long Settled() => GC.GetTotalMemory(forceFullCollection: true);

    private static long WorkingSet()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
