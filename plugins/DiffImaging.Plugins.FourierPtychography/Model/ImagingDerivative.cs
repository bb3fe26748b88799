using DiffImaging.Sdk.Stages;
using TorchSharp;
using static DiffImaging.Plugins.FourierPtychography.Model.ParameterNames;

namespace DiffImaging.Plugins.FourierPtychography.Model;

/// <summary>The derivative of every pupil by every parameter, as a linear map from parameters to features and back.</summary>
/// <remarks>Everything here is small: no tensor has more than frames · modes · features numbers. float64; see <see cref="PupilFeature"/>.</remarks>
/// <param name="point">Where the derivative is taken.</param>
/// <param name="jacobian">∂s/∂(geometry), <c>[frames, emitters, 2, 8]</c>.</param>
/// <param name="values">The parameters there; borrowed.</param>
/// <param name="frames">The frames.</param>
internal sealed class ImagingDerivative(ImagingPoint point, torch.Tensor jacobian, VariableValues values, FrameRange frames)
{
    private readonly ImagingModel _model = point.Model;

    private int Size => _model.Degree + 1;

    /// <summary>Features of a change of the parameters.</summary>
    /// <param name="tangent">Changes of some parameters; absent ones are zero.</param>
    /// <returns><c>[frames, modes, features]</c>, in the caller's dispose scope; null where nothing changes.</returns>
    public torch.Tensor? Features(VariableValues tangent)
    {
        using var scope = torch.NewDisposeScope();
        if (!tangent.Names.Any(name => name is not (Transmittance or PupilMap)))
        {
            return null;
        }

        var result = torch.zeros(frames.Count, _model.Modes, PupilFeature.Count(_model.Degree), dtype: torch.ScalarType.Float64, device: jacobian.device);
        var stretched = WavelengthChange(tangent);
        var moved = Aspect() * (FrequencyChange(tangent) - point.Frequency * stretched);
        var turn = Turn().unsqueeze(1);
        var cutOff = -point.CutOff * stretched;
        Add(result, PupilFeature.R, -point.Radius * stretched);
        Add(result, PupilFeature.H, 2 * Math.PI * point.Defocus * cutOff);
        result.narrow(2, PupilFeature.EX, 2).add_(moved);
        result.narrow(2, PupilFeature.HX, 2).sub_(moved * turn);
        var monomials = result.narrow(2, PupilFeature.Monomials, Size * Size);
        monomials.sub_(moved.matmul(Slopes()) / _model.NominalRadius);
        monomials.select(2, 0).sub_(2 * Math.PI * point.Defocus * cutOff);
        if (tangent.Find(NumericalAperture) is { } aperture)
        {
            Add(result, PupilFeature.R, point.Radius * aperture / values[NumericalAperture]);
        }

        if (tangent.Find(Defocus) is { } defocus)
        {
            Add(result, PupilFeature.K, DefocusTurn() * defocus);
        }

        if (tangent.Find(Zernike) is { } zernike)
        {
            monomials.add_(zernike.matmul(ImagingPoint.Polynomials(_model, jacobian)) / Stretch().unsqueeze(1));
        }

        if (tangent.Find(Brightness) is { } brightness)
        {
            Add(result, PupilFeature.S, (Part(brightness) / (2 * Part(values[Brightness]))).unsqueeze(1));
        }

        return result.MoveToOuterDisposeScope();
    }

    /// <summary>The adjoint of <see cref="Features"/>.</summary>
    /// <param name="sums">Cotangents of the features, <c>[frames, modes, features]</c>.</param>
    /// <param name="request">The parameters whose cotangents are wanted.</param>
    /// <param name="result">Takes the cotangents, each in its parameter's shape; they live in the caller's dispose scope.</param>
    public void Collect(torch.Tensor sums, CotangentRequest request, VariableValues result)
    {
        using var scope = torch.NewDisposeScope();
        var monomials = sums.narrow(2, PupilFeature.Monomials, Size * Size);
        var radius = sums.select(2, PupilFeature.R);
        var moved = sums.narrow(2, PupilFeature.EX, 2) - Turn().unsqueeze(1) * sums.narrow(2, PupilFeature.HX, 2)
            - monomials.matmul(Slopes().transpose(0, 1)) / _model.NominalRadius;
        var frequency = Aspect() * moved;
        CollectGeometry(frequency, request, result);
        Put(Brightness, () => Scatter(sums.select(2, PupilFeature.S).sum([1L]) / (2 * Part(values[Brightness])), values[Brightness]));
        Put(NumericalAperture, () => (radius * point.Radius).sum() / values[NumericalAperture]);
        Put(Defocus, () => (sums.select(2, PupilFeature.K) * DefocusTurn()).sum());
        // Not a matrix product: its order of summation depends on where its arguments lie in memory.
        Put(Zernike, () => (ImagingPoint.Polynomials(_model, sums) * (monomials / Stretch().unsqueeze(1)).sum([0L, 1L])).sum([1L]));
        Put(WavelengthError, () =>
        {
            var cutOff = 2 * Math.PI * point.Defocus * (sums.select(2, PupilFeature.H) - monomials.select(2, 0));
            return -((frequency * point.Frequency).sum() + (radius * point.Radius).sum() + (cutOff * point.CutOff).sum()) / (1 + values[WavelengthError]);
        });

        void Put(string name, Func<torch.Tensor> cotangent)
        {
            if (request.Wants(name))
            {
                result.Add(name, cotangent().reshape(values[name].shape).MoveToOuterDisposeScope());
            }
        }
    }

    private void CollectGeometry(torch.Tensor frequency, CotangentRequest request, VariableValues result)
    {
        if (!Directional.Any(request.Wants))
        {
            return;
        }

        using var scope = torch.NewDisposeScope();
        var (emitters, wavelengths) = (_model.Array.Emitters.Count, _model.Spectrum.Count);
        var direction = (frequency * PerDirection()).reshape(frames.Count, emitters, wavelengths, 2).sum([2L]);
        var geometry = (jacobian * direction.unsqueeze(-1)).sum([1L, 2L]);
        foreach (var (name, first, count) in Columns().Where(column => request.Wants(column.Name)))
        {
            var part = geometry.narrow(1, first, count);
            var cotangent = name == LedShift ? Scatter(part, values[name]) : part.sum([0L]).reshape(values[name].shape);

            // Past this scope and past that of the caller of this method.
            result.Add(name, cotangent.MoveToOuterDisposeScope().MoveToOuterDisposeScope());
        }
    }

    private static IEnumerable<(string Name, int First, int Count)> Columns() =>
        [(LedShift, 0, 2), (ArrayRotation, 2, 1), (ArrayShift, 3, 2), (ArrayHeight, 5, 1), (ArrayTilt, 6, 2)];

    private torch.Tensor FrequencyChange(VariableValues tangent)
    {
        var geometry = torch.zeros(frames.Count, _model.Array.Emitters.Count, jacobian.shape[3], dtype: torch.ScalarType.Float64, device: jacobian.device);
        foreach (var (name, first, count) in Columns())
        {
            if (tangent.Find(name) is { } change)
            {
                geometry.narrow(2, first, count).add_(name == LedShift ? Part(change).unsqueeze(1) : change.reshape(-1));
            }
        }

        var direction = (jacobian * geometry.unsqueeze(2)).sum([3L]);
        return direction.unsqueeze(2).expand(-1, -1, _model.Spectrum.Count, -1).reshape(frames.Count, _model.Modes, 2) * PerDirection();
    }

    // dλ/λ of a change of the wavelength's relative error.
    private torch.Tensor WavelengthChange(VariableValues tangent) => tangent.Find(WavelengthError) is { } error
        ? error / (1 + values[WavelengthError])
        : torch.zeros([], torch.ScalarType.Float64, jacobian.device);

    // Bins for one unit of direction cosine, [modes, 2].
    private torch.Tensor PerDirection() =>
        point.CutOff.unsqueeze(1) * ImagingPoint.Numbers([_model.Image.Width, _model.Image.Height], jacobian) / _model.RefractiveIndex;

    private torch.Tensor Aspect() => ImagingPoint.Numbers([_model.AspectX, _model.AspectY], jacobian);

    private torch.Tensor Stretch() => ImagingPoint.Numbers(point.Stretch, jacobian);

    private torch.Tensor DefocusTurn() => -2 * Math.PI * _model.Bin * _model.Bin / point.CutOff;

    private torch.Tensor Turn() => DefocusTurn() * point.Defocus;

    // ∂/∂x and ∂/∂y of the wavefront on the nominal disc, as polynomials: [2, (degree + 1)²].
    private torch.Tensor Slopes()
    {
        var powers = torch.arange(1, Size, dtype: torch.ScalarType.Float64, device: jacobian.device).diag(-1);
        return torch.stack([point.Wavefront.matmul(powers), powers.transpose(0, 1).matmul(point.Wavefront)]).reshape(2, -1);
    }

    private torch.Tensor Part(torch.Tensor perFrame) => perFrame.narrow(0, frames.Start, frames.Count);

    private torch.Tensor Scatter(torch.Tensor part, torch.Tensor whole)
    {
        var result = torch.zeros_like(whole);
        Part(result).copy_(part);
        return result;
    }

    private static void Add(torch.Tensor features, int feature, torch.Tensor change) => features.select(2, feature).add_(change);
}
