using TorchSharp;

namespace DiffImaging.Plugins.Noise.Likelihoods;

/// <summary>Brings intensities to v = I + σ²/n, the variance of a pixel in units of 1/n, kept above zero.</summary>
/// <remarks>A prediction or measurement below −σ²/n cannot be told from one there: v is held at a small floor. The
/// gradient passes the floor, so that a prediction that is too low is pushed up and not left there.</remarks>
internal sealed class PhotonScale
{
    /// <summary>Smallest variance, in photons: no pixel is known better than this, and 1/v has a bound.</summary>
    public const double SmallestCount = 1e-6;

    private readonly double _shift;
    private readonly double _floor;

    /// <param name="photons">n, detected photons for one unit of the measurement.</param>
    /// <param name="readNoise">σ, in electrons.</param>
    public PhotonScale(double photons, double readNoise) =>
        (Photons, _shift, _floor) = (photons, readNoise * readNoise / photons, SmallestCount / photons);

    /// <summary>n.</summary>
    public double Photons { get; }

    /// <summary>Computes v; outside autograd.</summary>
    /// <returns>A fresh tensor in the caller's dispose scope.</returns>
    public torch.Tensor Of(torch.Tensor intensity) =>
        _shift == 0 ? intensity.clamp(_floor) : intensity.add(_shift).clamp_(_floor);

    /// <summary>Computes v of a prediction in operations that autograd can record.</summary>
    /// <returns>A fresh tensor in the caller's dispose scope.</returns>
    public torch.Tensor OfPrediction(torch.Tensor predicted)
    {
        using var scope = torch.NewDisposeScope();
        var shifted = predicted + _shift;
        return (shifted + (shifted.detach().clamp(_floor) - shifted.detach())).MoveToOuterDisposeScope();
    }
}
