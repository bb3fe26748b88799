using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Variation;

/// <summary>The image whose variation is measured, as a chart of the object variable: there and back.</summary>
internal sealed class ImageChart
{
    private readonly ObjectView _view;
    private readonly ObjectVariable _target;
    private readonly ObjectPart _part;

    public ImageChart(ObjectVariable target, ObjectPart part) =>
        (_target, _part, _view) = (target, part, new ObjectView(target, part));

    /// <summary>Rows and columns of the image.</summary>
    public (int Rows, int Columns) Size => (_target.Grid.Rows, _target.Grid.Columns);

    /// <summary>Whether the image of the proximal operator is complex: two numbers that jump together.</summary>
    public bool IsComplex => _part == ObjectPart.Complex
        && _target.Parametrization is ObjectParametrization.Complex or ObjectParametrization.LogAmplitudePhase;

    private bool IsModulus => _target.IsComplex && _part == ObjectPart.Amplitude;

    /// <summary>Takes the image out of the variable, in operations that autograd can record.</summary>
    /// <returns>Complex or real <c>[rows, columns]</c>, or real <c>[2, rows, columns]</c>, in the caller's dispose scope.</returns>
    public torch.Tensor Image(torch.Tensor variable)
    {
        _view.Require(variable);
        return IsModulus ? variable.abs() : _view.Select(variable);
    }

    /// <summary>Takes the image out of the variable, two planes as one complex image.</summary>
    /// <returns><c>[rows, columns]</c>, in the caller's dispose scope.</returns>
    public torch.Tensor Join(torch.Tensor variable)
    {
        var image = Image(variable);
        return image.dim() > 2 ? torch.complex(image.select(0, 0), image.select(0, 1)) : image;
    }

    /// <summary>Puts an image that was joined back into the variable; the nearest point that has it.</summary>
    /// <returns>A fresh tensor in the caller's dispose scope.</returns>
    public torch.Tensor Split(torch.Tensor variable, torch.Tensor image)
    {
        if (IsModulus)
        {
            // The phase stays; where there is none, 0 is as near as any.
            var modulus = variable.abs();
            var direction = torch.where(modulus > 0, variable / modulus, torch.ones_like(variable));
            return direction * image.clamp_min(0);
        }

        return _target.Parametrization == ObjectParametrization.LogAmplitudePhase && _part == ObjectPart.Complex
            ? torch.stack([image.real, image.imag])
            : _view.Replace(variable, image);
    }
}
