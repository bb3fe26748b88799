using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Uncertainty;

/// <summary>The section <c>uncertainty</c>: of which parameters error bars are computed when a run has ended, and how.</summary>
public sealed record UncertaintyOptions
{
    /// <summary>Keys of the parameters; empty for all that are estimated, those of few numbers first, up to <see cref="MostNumbers"/>.</summary>
    [Description("Keys of the parameters that get error bars; empty for all that are estimated, those of few numbers first, up to mostNumbers.")]
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Most numbers of all parameters together; 0 computes no error bars.</summary>
    [Description("Most numbers of all parameters together where they are not named; each costs as much as one or two steps of gauss-newton. 0 computes no error bars unless parameters are named."), Range(0, 512)]
    public int MostNumbers { get; init; } = 4;

    /// <summary>Frames that count; empty for those of the fit.</summary>
    [Description("Frames that count: names of the modality's frame sets, numbers, ranges such as 3-17; those of the fit where empty.")]
    public IReadOnlyList<string> Frames { get; init; } = [];

    /// <summary>The fidelity's second derivatives.</summary>
    [Description("exact second derivatives of the fidelity, or expected ones as in gauss-newton, which leave the curvature of the model itself out and stand in where the exact ones are not positive.")]
    public SecondDerivatives SecondDerivatives { get; init; } = SecondDerivatives.Exact;

    /// <summary>Most products with the matrix for one number.</summary>
    [Description("Most conjugate gradient iterations for one number."), Range(1, 100000)]
    public int LinearIterations { get; init; } = 200;

    /// <summary>Share of its first size at which the residual of the linear system is small enough.</summary>
    [Description("The linear system of a number is solved when its residual has fallen to this share."), Range(0, 1)]
    public double LinearTolerance { get; init; } = 1e-2;

    /// <summary>Random draws that the bias of the joint maximum is estimated by; 0 for none.</summary>
    [Description("Random draws that the bias of the joint maximum is estimated by, best a multiple of four: each costs twice what the error bars of a number do. 0 estimates none."), Range(0, 1000)]
    public int BiasSamples { get; init; }

    /// <summary>Cells along each side of the field by whose spread the jackknife goes; 0 for none.</summary>
    [Description("Cells along each side of the field by whose spread the jackknife goes; each is to be larger than what hangs together in object and residual. 0 computes none."), Range(0, 64)]
    public int Cells { get; init; } = 4;

    /// <summary>Draws that the object's standard deviation is mapped by; 0 for no map.</summary>
    [Description("Draws from the posterior that the standard deviations of the object's amplitude and phase are mapped by, place by place; of n draws they are uncertain by 1/√(2n). 0 makes no maps."), Range(0, 10000)]
    public int ObjectSamples { get; init; }

    /// <summary>Whether the noise is as the fidelity has it, or as large as the residual; null for estimated where a phase of the schedule estimates it, and known otherwise.</summary>
    [Description("known: the noise is as the fidelity has it; estimated: it is as large as the residual. By default estimated where a phase of the schedule estimates it.")]
    public NoiseScale? NoiseScale { get; init; }

    /// <summary>The keys of the parameters that get error bars.</summary>
    /// <param name="estimated">The parameters that the run moves.</param>
    internal IReadOnlyList<string> Choose(IEnumerable<Variable> estimated)
    {
        var candidates = estimated.Where(variable => ScaledParameters.IsDense(variable.Parameter!)).ToList();
        if (Parameters.Count > 0)
        {
            return [.. candidates.Where(variable => Parameters.Contains(variable.Key)).Select(variable => variable.Key)];
        }

        var (chosen, numbers) = (new List<string>(), 0);
        foreach (var variable in candidates.OrderBy(variable => variable.Parameter!.Count))
        {
            numbers += variable.Parameter!.Count;
            if (numbers > MostNumbers)
            {
                break;
            }

            chosen.Add(variable.Key);
        }

        return chosen;
    }
}
