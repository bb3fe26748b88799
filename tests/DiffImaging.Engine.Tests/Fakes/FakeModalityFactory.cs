using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>A modality that brings a source and defaults.</summary>
internal sealed class FakeModalityFactory(Func<MeasurementDescription, SignalDescription> source, JsonObject defaults, IReadOnlyList<string>? frameSets = null) : IModalityFactory
{
    public Type OptionsType => typeof(object);

    public ModalityPlan Plan(ComponentDefinition definition, MeasurementDescription measurement) => new(source(measurement), defaults) { FrameSets = frameSets ?? [] };
}
