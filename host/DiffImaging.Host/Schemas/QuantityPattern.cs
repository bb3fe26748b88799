using System.Text.RegularExpressions;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Schemas;

/// <summary>What quantities look like in a definition, as regular expressions that every JSON Schema validator reads alike (ECMA-262).</summary>
internal static class QuantityPattern
{
    // The blanks of ECMA-262 and of .NET differ in these two, which people get from word processors.
    private const string Blank = @"[\s\u00a0\u202f]";
    private const string Number = @"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?";

    /// <summary>A whole number.</summary>
    public const string Whole = @"^\s*[+-]?[0-9]+\s*$";

    /// <summary>A number with or without a unit of a dimension.</summary>
    /// <param name="unit">The SI unit.</param>
    public static string Of(string unit)
    {
        var symbols = Quantity.Symbols(unit).OrderByDescending(symbol => symbol.Length).ToLookup(symbol => char.IsAsciiDigit(symbol[0]), Escape);

        // A unit that begins with a digit needs a blank before it: "51/m" is 51 and something unknown.
        string?[] units =
        [
            symbols[false].Any() ? $"{Blank}*({string.Join('|', symbols[false])})" : null,
            symbols[true].Any() ? $"{Blank}+({string.Join('|', symbols[true])})" : null,
        ];
        var optional = string.Join('|', units.OfType<string>());
        return $"^{Blank}*{Number}{(optional.Length == 0 ? "" : $"({optional})?")}{Blank}*$";
    }

    /// <summary>A list of one or none may be written as a value alone, or an empty text.</summary>
    public static string OrNothing(string pattern) => "^$|" + pattern;

    // Regex.Escape would escape blanks and '#' too, which a validator with Unicode regular expressions refuses.
    private static string Escape(string symbol) => Regex.Replace(symbol, @"[.*+?^${}()|\[\]\\/]", @"\$&");
}
