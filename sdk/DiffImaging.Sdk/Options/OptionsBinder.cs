using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Sdk.Options;

/// <summary>Binds raw options to a record, strictly: no unknown key, no missing one, units and ranges checked.</summary>
public static class OptionsBinder
{
    /// <summary>Binds options.</summary>
    /// <typeparam name="T">A record of settings. Properties may be numbers (with <see cref="UnitAttribute"/> and
    /// <see cref="RangeAttribute"/>), booleans, strings, enumerations (kebab-case), <see cref="ParameterOptions"/>, records of
    /// these, and lists of any of them.</typeparam>
    /// <param name="options">Raw options; null counts as empty.</param>
    /// <param name="findings">Takes one error for every mistake, with the path of the key.</param>
    /// <returns>The record; not to be used where there are errors.</returns>
    public static T Bind<T>(JsonObject? options, FindingList findings)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(findings);
        return (T)BindRecord(typeof(T), options ?? [], "1", findings);
    }

    internal static object BindRecord(Type type, JsonObject options, string unit, FindingList findings)
    {
        var result = Activator.CreateInstance(type)
            ?? throw new InvalidOperationException($"{type} has no parameterless constructor.");
        var keys = OptionKey.Of(type);
        foreach (var (name, node) in options)
        {
            if (keys.FirstOrDefault(key => string.Equals(key.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } key)
            {
                findings.Error(name, $"unknown key '{name}'; {NearestName.Hint(name, [.. keys.Select(k => k.Name)])}.");
                continue;
            }

            // An explicit null leaves the default: a null must not reach a property that never is one.
            if (node is null)
            {
                continue;
            }

            // A parameter's numbers are in the unit of the option that holds the parameter.
            var effectiveUnit = typeof(ParameterOptions).IsAssignableFrom(type) ? unit : key.Unit;
            if (ValueBinder.TryBind(key.Property.PropertyType, node, effectiveUnit, findings.Below(key.Name), out var value))
            {
                key.Property.SetValue(result, value);
                CheckRange(key, value, findings);
            }
        }

        foreach (var missing in keys.Where(key => key.IsRequired && !Contains(options, key.Name)))
        {
            findings.Error(missing.Name, $"missing; {Describe(missing)} is required.");
        }

        return result;
    }

    private static void CheckRange(OptionKey key, object? value, FindingList findings)
    {
        if (key.Property.GetCustomAttribute<RangeAttribute>() is not { } range)
        {
            return;
        }

        var numbers = value switch
        {
            double number => [number],
            int number => [number],
            ParameterOptions parameter => parameter.Nominal,
            IReadOnlyList<double> list => list,
            _ => Array.Empty<double>(),
        };
        var (lower, upper) = (Convert.ToDouble(range.Minimum, null), Convert.ToDouble(range.Maximum, null));
        foreach (var number in numbers.Where(number => number < lower || number > upper || !double.IsFinite(number)))
        {
            var unit = key.Unit == "1" ? "" : " " + key.Unit;
            var hint = key.Unit == "m" && Math.Abs(number) > upper && Math.Abs(number) >= 1
                ? FormattableString.Invariant($" A bare number is in metres: write \"{number:G6} nm\", \"{number:G6} µm\" or \"{number:G6} mm\".")
                : "";
            findings.Error(key.Name, FormattableString.Invariant(
                $"found {number:G6}{unit}, expected {Describe(key)} from {lower:G6} to {upper:G6}{unit}.{hint}"));
        }
    }

    private static string Describe(OptionKey key) => key.Unit == "m" ? $"'{key.Name}', a length" : $"'{key.Name}'";

    private static bool Contains(JsonObject options, string name) =>
        options.Any(pair => pair.Value is not null && string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase));
}
