using System.Globalization;

namespace DiffImaging.Data;

/// <summary>What a file says about one of its variables or datasets.</summary>
/// <param name="Name">Name or path by which it is read.</param>
/// <param name="Shape">Sizes, in the order in which the writing language counts its indices.</param>
/// <param name="Type">Class in the words of the file, such as <c>uint16</c>, <c>complex single</c>, <c>struct</c>.</param>
/// <param name="IsNumeric">True when its numbers can be read.</param>
/// <param name="IsComplex">True when they are complex.</param>
public sealed record ArrayVariable(string Name, IReadOnlyList<long> Shape, string Type, bool IsNumeric, bool IsComplex)
{
    /// <summary>True when it could hold frames: at least two axes are longer than one.</summary>
    public bool HasPlanes => IsNumeric && Shape.Count(length => length > 1) >= 2;

    /// <summary>Name, class and size in words, such as <c>images (uint16, 128 × 128 × 225)</c>.</summary>
    public override string ToString() =>
        $"{Name} ({Type}, {(Shape.Count == 0 ? "scalar" : string.Join(" × ", Shape.Select(n => n.ToString(CultureInfo.InvariantCulture))))})";
}
