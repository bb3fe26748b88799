using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Pipelines;

/// <summary>A variable of the forward model: an object variable x or an uncertainty parameter θ.</summary>
/// <param name="Stage">Name of the stage that owns it.</param>
/// <param name="Name">Its name in the stage.</param>
/// <param name="Object">The object variable; null for a parameter.</param>
/// <param name="Parameter">The uncertainty parameter; null for an object variable.</param>
public sealed record Variable(string Stage, string Name, ObjectVariable? Object, UncertaintyParameter? Parameter)
{
    /// <summary>Unique key, <c>stage.name</c>.</summary>
    public string Key { get; } = $"{Stage}.{Name}";

    /// <summary>Name of one number of a parameter: its key, with an index where it has several.</summary>
    public string NumberName(int index) => Parameter!.Count == 1 ? Key : $"{Key}[{index}]";

    /// <summary>Whether it is estimated.</summary>
    public bool IsActive => Object is not null || Parameter!.Mode is ParameterMode.Calibrate or ParameterMode.Design;

    /// <summary>Makes its starting value: the empty background, or the nominal value.</summary>
    /// <returns>A tensor in the caller's dispose scope: objects in the context's precision, parameters float64.</returns>
    public torch.Tensor CreateNominal(StageContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var scope = torch.NewDisposeScope();
        if (Object is not { } x)
        {
            return torch.tensor(Parameter!.Nominal.ToArray(), torch.ScalarType.Float64, context.Device).reshape([.. Parameter.Shape]).MoveToOuterDisposeScope();
        }

        var transmittance = torch.full([x.Grid.Rows, x.Grid.Columns], x.Background, context.RealType, context.Device).to(context.ComplexType);
        return Optics.Objects.Transmittance.Invert(transmittance, x.Parametrization).MoveToOuterDisposeScope();
    }
}
