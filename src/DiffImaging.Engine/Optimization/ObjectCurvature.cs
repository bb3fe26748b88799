using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The diagonal D of an object variable's Gauss–Newton matrix in the Fourier domain, found by a few random probes.</summary>
/// <remarks>D(f) = S{Re(conj(ẑ) F(A z))} / S{|ẑ|²} for white noise z, S a smoothing over neighbouring frequencies. Imaging systems
/// treat frequencies apart and places alike, so that this diagonal is most of the matrix: a preconditioner that no stage has to give.
/// Source of the probing: [bekas2007].</remarks>
internal static class ObjectCurvature
{
    private const int Probes = 2;

    // Frequencies that the smoothing reaches over: enough of them to average the probes' noise, few enough to keep a pupil's edge.
    private const double Reach = 2.5;

    /// <summary>Estimates D.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="matrix">Its Gauss–Newton matrix at the point.</param>
    /// <param name="value">The object variable.</param>
    /// <param name="key">Its key.</param>
    /// <returns>Real, shape of the variable, FFT order, not negative; in the caller's dispose scope.</returns>
    public static torch.Tensor Estimate(JointProblem problem, GaussNewtonMatrix matrix, torch.Tensor value, string key) => Probe(problem, value, noise =>
    {
        using var tangent = new JointPoint();
        tangent[key] = noise.clone();
        using var product = matrix.Multiply(tangent, new HashSet<string> { key });
        return product[key].clone();
    });

    /// <summary>Estimates the same diagonal of the regularizers' second derivatives.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="terms">The regularizers of the variable that count.</param>
    /// <param name="value">The object variable.</param>
    /// <param name="iteration">Iteration that the weights are taken at.</param>
    /// <inheritdoc cref="Estimate" path="/returns"/>
    public static torch.Tensor OfRegularizers(JointProblem problem, IReadOnlyList<RegularizerTerm> terms, torch.Tensor value, int iteration) => Probe(problem, value, noise =>
    {
        var product = torch.zeros_like(noise);
        RegularizerCurvature.AddTo(product, terms, value, noise, iteration);
        return product;
    });

    private static torch.Tensor Probe(JointProblem problem, torch.Tensor value, Func<torch.Tensor, torch.Tensor> multiply)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        using var generator = new torch.Generator((ulong)problem.Pipeline.Context.Seed, torch.CPU);
        torch.Tensor? products = null, powers = null;
        for (var probe = 0; probe < Probes; probe++)
        {
            var noise = torch.randn(value.shape, value.is_complex() ? torch.ScalarType.ComplexFloat32 : torch.ScalarType.Float32, torch.CPU, generator: generator)
                .to(value.dtype).to(value.device);
            var (input, output) = (torch.fft.fft2(noise), torch.fft.fft2(multiply(noise)));
            products = Sum(products, (input.conj() * output).real);
            powers = Sum(powers, input.real.square() + input.imag.square());
        }

        return (Smooth(products!) / Smooth(powers!)).clamp(min: 0).MoveToOuterDisposeScope();
    }

    private static torch.Tensor Sum(torch.Tensor? sum, torch.Tensor term) => sum is null ? term : sum + term;

    // A window on the autocorrelation is a smoothing of the density, and wraps at the edge of the band as the density does.
    private static torch.Tensor Smooth(torch.Tensor density)
    {
        var (rows, columns) = (density.shape[^2], density.shape[^1]);
        var window = Window(rows, density).unsqueeze(1) * Window(columns, density);
        return torch.fft.fft2(torch.fft.ifft2(density) * window).real;
    }

    private static torch.Tensor Window(long size, torch.Tensor like)
    {
        var place = torch.fft.fftfreq(size, 1.0, dtype: torch.ScalarType.Float32, device: like.device).to(like.dtype);
        return (place.square() * (-2 * Math.PI * Math.PI * Reach * Reach)).exp();
    }
}
