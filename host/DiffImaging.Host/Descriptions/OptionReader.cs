using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Descriptions;

/// <summary>Reads descriptions off an options record: its attributes, and the defaults of a fresh instance.</summary>
internal static class OptionReader
{
    private static readonly string NominalKey = OptionKey.Of(typeof(ParameterOptions)).First(key => key.Property.Name == nameof(ParameterOptions.Nominal)).Name;

    public static IReadOnlyList<OptionDescription> Read(Type type)
    {
        var fresh = Instance(type);
        return [.. OptionKey.Of(type).Select(key => Read(key, fresh))];
    }

    private static OptionDescription Read(OptionKey key, object? fresh)
    {
        var type = Nullable.GetUnderlyingType(key.Property.PropertyType) ?? key.Property.PropertyType;
        var element = ElementOf(type);
        var range = key.Property.GetCustomAttribute<RangeAttribute>();
        var isParameter = typeof(ParameterOptions).IsAssignableFrom(type);
        return new OptionDescription(key.Name, Word(type), key.Unit, key.IsRequired, key.Property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "")
        {
            ValueType = type,
            Range = range is null ? null : (Convert.ToDouble(range.Minimum, null), Convert.ToDouble(range.Maximum, null)),
            Default = key.IsRequired || fresh is null ? null : Plain(key.Property.GetValue(fresh)),
            Values = element.IsEnum ? [.. Enum.GetNames(element).Select(KebabCase.From)] : [],
            IsParameter = isParameter,
            ShortFor = isParameter ? NominalKey : "",
            Options = isParameter || !IsRecord(element) ? [] : Read(element),
        };
    }

    // A plugin's record may throw in its constructor: then its defaults stay unsaid.
    private static object? Instance(Type type)
    {
        try
        {
            return type.IsAbstract ? null : Activator.CreateInstance(type);
        }
        catch (Exception exception) when (exception is TargetInvocationException or MissingMethodException)
        {
            return null;
        }
    }

    private static Type ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : type;

    private static bool IsRecord(Type type) => type.IsClass && type != typeof(string) && type != typeof(JsonObject) && !typeof(ParameterOptions).IsAssignableFrom(type);

    private static string Word(Type type)
    {
        var element = ElementOf(type);
        return element != type ? $"list of {Word(element)}s"
            : type == typeof(FrameParameterOptions) ? "parameter per measurement or frame"
            : type == typeof(ParameterOptions) ? "parameter"
            : type == typeof(bool) ? "true or false"
            : type == typeof(int) || type == typeof(long) ? "whole number"
            : type == typeof(double) ? "number"
            : type == typeof(string) ? "text"
            : type.IsEnum ? "name"
            : type == typeof(JsonObject) ? "component"
            : "object";
    }

    private static object? Plain(object? value) => value switch
    {
        null or ParameterOptions { Nominal.Count: 0 } => null,
        ParameterOptions parameter => Plain(parameter.Nominal),
        Enum name => KebabCase.From(name.ToString()),
        string or bool or double or int or long => value,
        IList { Count: 0 } => null,
        IList list => list.Cast<object?>().Select(Plain).ToList(),
        _ => null,
    };
}
