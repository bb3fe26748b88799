using TorchSharp;

namespace DiffImaging.Engine.Uncertainty;

/// <summary>The covariance of some numbers of the parameters by two definitions, and the combinations of them that the measurement does not determine.</summary>
/// <remarks>The Schur complement S is compared with H_kk, what would be known if all else were: S w = r H_kk w, 0 ≤ r ≤ 1, is what is left of the information along w, whatever the units. Combinations with hardly
/// anything left, and those along which H_kk itself tells nothing, are not determined. The covariances are those where these combinations keep their values: S⁻¹ is then the pseudoinverse in natural scales.</remarks>
/// <param name="Posterior">S⁻¹: how far the numbers may be from the truth, over all objects and parameters of the priors.</param>
/// <param name="Repeatability">S⁻¹ (VᵀJᵀWJV) S⁻¹: what another measurement of the same specimen by the same instrument would change.</param>
/// <param name="Undetermined">Orthonormal directions that are not determined, beside the gauges that the stages fix: along those the numbers keep their values by convention.</param>
internal sealed record ParameterCovariance(double[,] Posterior, double[,] Repeatability, IReadOnlyList<double[]> Undetermined)
{
    /// <summary>Share of the information that must be left; what conjugate gradients and single precision leave in error is less.</summary>
    public const double LeastShare = 1e-5;

    // Of H_kk with its diagonal scaled to 1: below this two numbers are one.
    private const double LeastEigenvalue = 1e-10;

    // Of unit columns: a singular value below is none.
    private const double Rounding = 1e-9;

    /// <summary>Whether S is negative along some combination: the point is no minimum.</summary>
    public bool IsIndefinite { get; private init; }

    /// <summary>Computes it.</summary>
    /// <param name="information">The information.</param>
    public static ParameterCovariance Of(ProfiledInformation information)
    {
        using var scope = torch.NewDisposeScope();
        var (known, profiled, noise) = (torch.tensor(information.Known), torch.tensor(information.Profiled), torch.tensor(information.Noise));
        var diagonal = known.diagonal().clamp(min: 0);
        var scaling = torch.where(diagonal.greater(0), diagonal.clamp(min: double.Epsilon).rsqrt(), torch.zeros_like(diagonal));
        var (values, vectors) = torch.linalg.eigh(scaling.unsqueeze(1) * known * scaling);
        var rank = Above(LeastEigenvalue, values);

        // Columns that are orthonormal in H_kk.
        var basis = scaling.unsqueeze(1) * Last(rank, vectors) * Last(rank, values).rsqrt();
        var (shares, turns) = torch.linalg.eigh(basis.transpose(0, 1).mm(profiled).mm(basis));
        var left = Above(LeastShare, shares);
        var determined = basis.mm(Last(left, turns));
        var fixedOnes = torch.tensor(information.Fixed);
        var undetermined = Complement(torch.cat([Unit(known.mm(determined)), fixedOnes], 1));

        // Any inverse of S on what it determines, seen across the rest, is the pseudoinverse.
        var across = torch.eye(information.Elements.Count, dtype: torch.ScalarType.Float64) - fixedOnes;
        foreach (var direction in undetermined)
        {
            var vector = torch.tensor(direction);
            across -= torch.outer(vector, vector);
        }

        var posterior = across.mm((determined / Last(left, shares)).mm(determined.transpose(0, 1))).mm(across);
        return new ParameterCovariance(Numbers(posterior), Numbers(posterior.mm(noise).mm(posterior)), undetermined) { IsIndefinite = shares.numel() > 0 && shares.min().item<double>() < -LeastShare };
    }

    // Eigenvalues are in ascending order.
    private static long Above(double bound, torch.Tensor eigenvalues) => eigenvalues.greater(bound).sum().item<long>();

    private static torch.Tensor Last(long count, torch.Tensor ascending) => ascending.narrow(-1, ascending.shape[^1] - count, count);

    // S = Σ r H_kk w wᵀ H_kk vanishes along what is orthogonal to all H_kk w.
    private static IReadOnlyList<double[]> Complement(torch.Tensor columns)
    {
        var (left, singular, _) = torch.linalg.svd(columns, fullMatrices: true);
        var spanned = (int)singular.greater(Rounding).sum().item<long>();
        return [.. Enumerable.Range(spanned, (int)columns.shape[0] - spanned).Select(column => left.select(1, column).contiguous().data<double>().ToArray())];
    }

    private static torch.Tensor Unit(torch.Tensor columns) => columns / columns.square().sum([0L]).sqrt();

    private static double[,] Numbers(torch.Tensor matrix)
    {
        var (rows, columns) = ((int)matrix.shape[0], (int)matrix.shape[1]);
        var numbers = matrix.contiguous().data<double>().ToArray();
        var result = new double[rows, columns];
        Buffer.BlockCopy(numbers, 0, result, 0, numbers.Length * sizeof(double));
        return result;
    }
}
