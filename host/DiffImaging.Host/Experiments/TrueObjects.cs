using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Simulation;
using DiffImaging.Optics.Objects;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Host.Experiments;

/// <summary>The specimen of a simulation as the object variables of the model that inverts it.</summary>
internal static class TrueObjects
{
    /// <summary>Samples the specimen on the grid of each object variable, in its own parametrisation.</summary>
    /// <returns>By key; in the caller's dispose scope.</returns>
    public static Dictionary<string, torch.Tensor> Of(JointProblem problem, StageContext context, SimulatedMeasurement truth) =>
        problem.Variables.Where(variable => variable.Object is not null).ToDictionary(variable => variable.Key, variable =>
        {
            var value = ObjectComparison.TrueTransmittance(truth.Specimen, variable.Object!.Grid, problem.Pipeline.Plan.Output.Grid, truth.Refinement);
            return Transmittance.Invert(value, variable.Object!.Parametrization).to(variable.Object.IsComplex ? context.ComplexType : context.RealType);
        });
}
