namespace DiffImaging.Sdk.Stages;

/// <summary>Which cotangents are wanted of a linearisation, so that none is computed in vain.</summary>
/// <param name="Input">Whether the cotangent of the input is wanted.</param>
/// <param name="Variables">Names of the variables whose cotangents are wanted.</param>
public sealed record CotangentRequest(bool Input, IReadOnlySet<string> Variables)
{
    /// <summary>Whether the cotangent of a variable is wanted.</summary>
    public bool Wants(string variable) => Variables.Contains(variable);
}
