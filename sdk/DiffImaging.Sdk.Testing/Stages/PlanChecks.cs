using System.Text.Json.Nodes;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Testing.Numerics;

namespace DiffImaging.Sdk.Testing.Stages;

/// <summary>What a plan must be, and what it must say of mistakes.</summary>
internal sealed class PlanChecks(ForwardStageSubject subject)
{
    public IReadOnlyList<ConformanceResult> Run() =>
    [
        ConformanceCheck.Run("The plan has no error and makes no tensor", Plain),
        ConformanceCheck.Run("The plan covers adjacent roles in the order of the light", Roles),
        ConformanceCheck.Run("The plan's variables are sound", Variables),
        .. OptionsChecks.Run(subject.Factory.OptionsType, subject.Options,
            options => subject.Factory.Plan(subject.Definition(options), subject.Input).Findings),
        ConformanceCheck.Run("A plan for light of another kind does not throw", OtherDomains),
    ];

    private (bool, string) Plain()
    {
        var ledger = new TensorLedger();
        var errors = subject.Plan().Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.ToString());
        return ConformanceCheck.None([.. errors, .. ledger.MadeSince == 0 ? Array.Empty<string>() : [$"{ledger.MadeSince} tensors were made."]]);
    }

    private (bool, string) Roles()
    {
        var plan = subject.Plan();
        var problems = new List<string>();
        if (plan.Roles.Count == 0)
        {
            problems.Add("No role is covered.");
        }

        if (plan.Roles.Zip(plan.Roles.Skip(1)).Any(pair => (int)pair.Second != (int)pair.First + 1))
        {
            problems.Add($"The roles {string.Join(", ", plan.Roles)} are not adjacent.");
        }

        if (!plan.Output.Roles.SequenceEqual([.. subject.Input.Roles, .. plan.Roles]))
        {
            problems.Add($"The output covers {string.Join(", ", plan.Output.Roles)}, expected the input's roles and {string.Join(", ", plan.Roles)}.");
        }

        if (plan.Output.Domain == SignalDomain.None)
        {
            problems.Add("The output's domain is None.");
        }

        return ConformanceCheck.None(problems);
    }

    private (bool, string) Variables()
    {
        var plan = subject.Plan();
        string[] names = [.. plan.Objects.Select(variable => variable.Name), .. plan.Parameters.Select(parameter => parameter.Name)];
        var problems = names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"'{group.Key}' is declared twice.")
            .Concat(names.Where(name => name.Length == 0 || !char.IsLower(name[0])).Select(name => $"'{name}' is not in camelCase."))
            .Concat(plan.Gauges.SelectMany(gauge => gauge.Variables.Except(names).Select(name => $"The gauge '{gauge.Name}' names '{name}', which is no variable.")))
            .Concat(plan.Gauges.SelectMany(gauge => gauge.Fixed.SelectMany(directions => Problems(gauge, directions, plan.Parameters))))
            .Concat(plan.Parameters.SelectMany(Problems));
        return ConformanceCheck.None([.. problems], $"Variables: {string.Join(", ", names)}.");
    }

    private static IEnumerable<string> Problems(UncertaintyParameter parameter)
    {
        var count = parameter.Shape.Aggregate(1L, (product, size) => product * size);
        if (parameter.Nominal.Count != count)
        {
            yield return $"'{parameter.Name}' has {parameter.Nominal.Count} nominal values for the shape {TensorMeasure.Shape(parameter.Shape)}.";
        }

        if (!(parameter.Scale > 0) || !double.IsFinite(parameter.Scale))
        {
            yield return $"'{parameter.Name}' has the scale {parameter.Scale}, expected a positive number.";
        }

        if (parameter.Bounds is { } bounds && parameter.Nominal.Any(value => !(value >= bounds.Lower && value <= bounds.Upper)))
        {
            yield return $"A nominal value of '{parameter.Name}' is outside its bounds {bounds.Lower} … {bounds.Upper}.";
        }

        if (parameter.Unit.Length == 0)
        {
            yield return $"'{parameter.Name}' has no unit; a pure number has the unit \"1\".";
        }
    }

    private static IEnumerable<string> Problems(Gauge gauge, FixedDirections directions, IReadOnlyList<UncertaintyParameter> parameters)
    {
        var name = directions.Parameter;
        if (parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } fixedOne || !gauge.Variables.Contains(name))
        {
            yield return $"The gauge '{gauge.Name}' fixes '{name}', which is no parameter among its variables.";
            yield break;
        }

        foreach (var direction in directions.Directions())
        {
            if (direction.Length != fixedOne.Count)
            {
                yield return $"The gauge '{gauge.Name}' has a direction of {direction.Length} elements for the {fixedOne.Count} of '{name}'.";
            }

            if (direction.Any(value => !double.IsFinite(value)) || direction.All(value => value == 0))
            {
                yield return $"The gauge '{gauge.Name}' has a direction of '{name}' that is zero or not finite.";
            }
        }
    }

    private (bool, string) OtherDomains()
    {
        foreach (var domain in Enum.GetValues<SignalDomain>())
        {
            subject.Factory.Plan(subject.Definition(), subject.Input with { Domain = domain });
        }

        subject.Factory.Plan(subject.Definition(), subject.Input with { Grid = new SamplingGrid(1, 1, subject.Input.Grid.Pitch) });
        subject.Factory.Plan(subject.Definition(new JsonObject()), subject.Input);
        return (true, "Tried every domain, a grid of one sample and empty options.");
    }
}
