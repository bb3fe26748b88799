namespace DiffImaging.Plugins.FourierPtychography.Model;

/// <summary>The functions of the pupil's bin that every change of log P is a sum of; of one frame and mode.</summary>
/// <remarks>d log P = S + e (R + EX X/ρ + EY Y/ρ) + i [K κ + (HX X + HY Y + H)/h + Σ M_ba y^b x^a]: X, Y the bin's distance from the pupil's
/// centre in bins, ρ² = X² + Y², e = (1 − A)/softness the slope of the edge, h = √(1 − (Bin ρ/w)²), κ = ρ²/(1 + h), and x, y = X, Y on the nominal
/// disc. The monomials follow at <see cref="Monomials"/>. A tangent gives the factors, a cotangent the sums over the bins.</remarks>
internal static class PupilFeature
{
    /// <summary>A constant of the log-amplitude.</summary>
    public const int S = 0;

    /// <summary>The radius.</summary>
    public const int R = 1;

    /// <summary>Edge moved along −x.</summary>
    public const int EX = 2;

    /// <summary>Edge moved along −y.</summary>
    public const int EY = 3;

    /// <summary>Phase of the defocus.</summary>
    public const int K = 4;

    /// <summary>Slope of the defocus along x.</summary>
    public const int HX = 5;

    /// <summary>Slope of the defocus along y.</summary>
    public const int HY = 6;

    /// <summary>Phase of a change of the wavelength.</summary>
    public const int H = 7;

    /// <summary>The first monomial; row-major, powers of y slower.</summary>
    public const int Monomials = 8;

    /// <summary>Number of features for a wavefront of some degree.</summary>
    public static int Count(int degree) => Monomials + (degree + 1) * (degree + 1);
}
