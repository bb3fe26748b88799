namespace DiffImaging.Sdk.Tests.Conformance;

internal sealed record NoOptions;
