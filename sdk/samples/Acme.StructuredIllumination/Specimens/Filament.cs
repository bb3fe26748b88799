using TorchSharp;

namespace Acme.StructuredIllumination.Specimens;

/// <summary>A wavy line y = Height + Slope·x + Swing·sin(2πx/Period + Start) with a Gaussian profile.</summary>
internal sealed record Filament(double Height, double Slope, double Swing, double Period, double Start, double Brightness, double Width)
{
    /// <summary>Draws one that keeps off the bars.</summary>
    /// <param name="chance">The chance.</param>
    /// <param name="options">Extent and width.</param>
    /// <param name="clear">Half the height about the middle that is kept free, in metres.</param>
    /// <param name="isAbove">Whether it lies above the bars.</param>
    public static Filament Draw(Random chance, FluorescentTargetOptions options, double clear, bool isAbove)
    {
        double Between(double low, double high) => low + (high - low) * chance.NextDouble();
        var room = Math.Max(options.Extent / 2 - clear, 0);
        var swing = Between(0, 0.15) * room;
        var tilt = Between(-0.15, 0.15) * room;
        var height = clear + swing + Math.Abs(tilt) + Between(0, 1) * Math.Max(room - swing - Math.Abs(tilt), 0);
        return new Filament(
            isAbove ? -height : height, 2 * tilt / options.Extent, swing, Between(0.3, 1) * options.Extent, Between(0, 2 * Math.PI), Between(0.3, 1), options.FilamentWidth);
    }

    /// <summary>Computes the density, float64, <c>[rows, columns]</c>, in the caller's dispose scope.</summary>
    public torch.Tensor Density(torch.Tensor x, torch.Tensor y)
    {
        using var scope = torch.NewDisposeScope();
        var angle = 2 * Math.PI / Period * x + Start;
        var steepness = Slope + 2 * Math.PI / Period * Swing * angle.cos();
        var distance = (y - Height - Slope * x - Swing * angle.sin()) / (1 + steepness.square()).sqrt();
        return (Brightness * (-4 * Math.Log(2) / (Width * Width) * distance.square()).exp()).MoveToOuterDisposeScope();
    }
}
