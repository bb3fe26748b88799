using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Stages.IlluminationProfile;

/// <summary>Multiplies the field with exp(Σ c_k P_i(ξ) P_j(η)), P Legendre polynomials over the grid's extent, ξ, η ∈ [−1, 1].</summary>
/// <remarks>Without the constant term, which is the amplitude's. Order: by total degree, then by falling power of x. Its
/// derivatives are autograd's. Field <c>[frames, modes, rows, columns]</c>.</remarks>
internal sealed class IlluminationProfile : IForwardStage
{
    public const string CoefficientsName = "coefficients";

    private readonly torch.Tensor _polynomials;     // [coefficients, rows, columns]
    private readonly SignalDescription _output;
    private readonly StageContext _context;

    public IlluminationProfile(int degree, SignalDescription output, StageContext context)
    {
        using var scope = torch.NewDisposeScope();
        (_output, _context) = (output, context);
        var across = Legendre(degree, output.Grid.Columns, context.Device);
        var down = Legendre(degree, output.Grid.Rows, context.Device);
        _polynomials = torch.stack([.. Exponents(degree).Select(power => down[power.Y].unsqueeze(1) * across[power.X].unsqueeze(0))])
            .DetachFromDisposeScope();
    }

    /// <summary>Degrees in x and y of each coefficient.</summary>
    public static IEnumerable<(int X, int Y)> Exponents(int degree) =>
        Enumerable.Range(1, degree).SelectMany(total => Enumerable.Range(0, total + 1).Select(y => (total - y, y)));

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var exponent = torch.einsum("k,kij->ij", values[CoefficientsName], _polynomials);
        return new Signal((input.Tensor * exponent.exp().to(_context.RealType)).MoveToOuterDisposeScope(), _output);
    }

    public void Dispose() => _polynomials.Dispose();

    // (n + 1) P_{n+1} = (2n + 1) t P_n − n P_{n−1}
    private static List<torch.Tensor> Legendre(int degree, int samples, torch.Device device)
    {
        var t = torch.linspace(-1, 1, samples, torch.ScalarType.Float64, device);
        List<torch.Tensor> result = [torch.ones_like(t), t];
        for (var n = 1; n < degree; n++)
        {
            result.Add(((2 * n + 1) * t * result[n] - n * result[n - 1]) / (n + 1));
        }

        return result;
    }
}
