using System.Globalization;
using TorchSharp;

namespace DiffImaging.Sdk.Testing;

/// <summary>Runs one check in a dispose scope of its own; an exception is a failure with its message.</summary>
internal static class ConformanceCheck
{
    public static ConformanceResult Run(string name, Func<(bool Passed, string Message)> check)
    {
        try
        {
            using var scope = torch.NewDisposeScope();
            var (passed, message) = check();
            return new ConformanceResult(name, passed, message);
        }
        catch (Exception exception)
        {
            return new ConformanceResult(name, false, $"It threw {exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>Judges an error against a tolerance.</summary>
    public static (bool Passed, string Message) Within(double error, double tolerance, string what) => (error <= tolerance,
        string.Create(CultureInfo.InvariantCulture, $"{what}: relative error {error:0.0e+0}, tolerated {tolerance:0.0e+0}."));

    /// <summary>Judges a list of problems, which should be empty.</summary>
    public static (bool Passed, string Message) None(IReadOnlyCollection<string> problems, string good = "Nothing to object to.") =>
        problems.Count == 0 ? (true, good) : (false, string.Join(" ", problems));
}
