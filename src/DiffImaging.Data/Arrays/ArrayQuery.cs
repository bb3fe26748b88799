namespace DiffImaging.Data;

/// <summary>Which array of a file is wanted.</summary>
/// <param name="Variable">Its name or path; null for the only one that fits.</param>
/// <param name="Frames">True when it must hold frames: without a name, only arrays of two axes or more count.</param>
/// <param name="Complex">True when complex numbers will do: without a name, complex arrays count.</param>
internal sealed record ArrayQuery(string? Variable, bool Frames, bool Complex)
{
    private const int Listed = 20;

    /// <summary>Finds the only variable that fits.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="variables">All that it holds.</param>
    public ArrayVariable ChooseOnly(SourceFile file, IReadOnlyList<ArrayVariable> variables)
    {
        var fitting = variables.Where(v => v.IsNumeric && (Complex || !v.IsComplex) && (!Frames || v.HasPlanes)).ToList();
        var kind = (Complex ? "numeric" : "real") + (Frames ? " arrays of two axes or more" : " arrays");
        return fitting.Count switch
        {
            1 => fitting[0],
            0 => throw file.Error($"holds no {kind}; it holds: {List(variables)}"),
            _ => throw file.Error($"holds {fitting.Count} {kind}; say in 'variable' which one to read: {List(fitting)}"),
        };
    }

    /// <summary>The error for a name that is not there.</summary>
    public MeasurementException NotFound(SourceFile file, IReadOnlyList<ArrayVariable> variables) =>
        file.Error($"holds no variable '{Variable}'; it holds: {List(variables)}");

    private static string List(IReadOnlyList<ArrayVariable> variables) => variables.Count == 0
        ? "nothing"
        : string.Join(", ", variables.Take(Listed)) + (variables.Count > Listed ? $" and {variables.Count - Listed} more" : "");
}
