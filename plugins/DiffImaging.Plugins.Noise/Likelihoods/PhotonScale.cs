using TorchSharp;

namespace DiffImaging.Plugins.Noise.Likelihoods;

/// <summary>Brings intensities to v = I + σ²/n, the variance of a pixel in units of 1/n, kept above zero.</summary>
/// <remarks>A prediction or measurement below −σ²/n cannot be told from one there: v is held at a small floor. The
/// gradient passes the floor, so that a prediction that is too low is pushed up and not left there.</remarks>
internal sealed class PhotonScale
{
    /// <summary>Smallest variance, in photons: no pixel is known better than this, and 1/v has a bound.</summary>
    public const double SmallestCount = 1e-6;

    /// <param name="photons">n, detected photons for one unit of the measurement.</param>
    /// <param name="readNoise">σ, in electrons.</param>
    public PhotonScale(double photons, double readNoise) =>
        (Photons, Shift, Floor) = (photons, readNoise * readNoise / photons, SmallestCount / photons);

    /// <summary>n.</summary>
    public double Photons { get; }

    /// <summary>σ²/n.</summary>
    public double Shift { get; }

    /// <summary>The smallest v.</summary>
    public double Floor { get; }

    /// <summary>Computes v; outside autograd.</summary>
    /// <returns>A fresh tensor in the caller's dispose scope.</returns>
    public torch.Tensor Of(torch.Tensor intensity) =>
        Shift == 0 ? intensity.clamp(Floor) : intensity.add(Shift).clamp_(Floor);

    /// <summary>Computes v of a prediction in operations that autograd can record.</summary>
    /// <returns>A fresh tensor in the caller's dispose scope.</returns>
    public torch.Tensor OfPrediction(torch.Tensor predicted)
    {
        using var scope = torch.NewDisposeScope();
        var shifted = predicted + Shift;
        return (shifted + (shifted.detach().clamp(Floor) - shifted.detach())).MoveToOuterDisposeScope();
    }
}
