using System.Numerics;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Host.Batches.Joining;

/// <summary>The objects of tiles, laid over each other.</summary>
/// <param name="Grid">Its grid.</param>
/// <param name="Values">The object, [rows, columns]; 0 where no tile is.</param>
/// <param name="Seam">RMS difference of neighbours where they overlap, over the RMS of the object there; NaN where none do.</param>
internal sealed record StitchedObject(SamplingGrid Grid, Complex[] Values, double Seam);
