using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Modalities;
using TorchSharp;

namespace DiffImaging.Engine.Runs;

/// <summary>A checkpoint on disk: a JSON header, then the tensors' bytes. It appears whole or not at all.</summary>
internal static class CheckpointFile
{
    private const string Signature = "DIFFIMAGING-CHECKPOINT-4";
    private const int LargestHeader = 256 << 20;

    private static readonly JsonSerializerOptions Format = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static void Write(string path, Checkpoint checkpoint)
    {
        var tensors = Named(checkpoint).ToList();
        var header = new Header(
            checkpoint.Fingerprint, checkpoint.Phase, checkpoint.PhaseIteration, checkpoint.Iteration, checkpoint.InitialFidelity,
            checkpoint.BestSmooth, checkpoint.Recent, checkpoint.Shrinks, checkpoint.Ends, checkpoint.Solver.Numbers, checkpoint.Rules.Numbers, checkpoint.History, checkpoint.Scans, checkpoint.FrameSets, checkpoint.WeightFactors,
            [.. tensors.Select(pair => new Block(pair.Name, pair.Tensor.dtype, pair.Tensor.shape))]);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".part";
        using (var stream = File.Create(temporary))
        {
            using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
            var text = JsonSerializer.SerializeToUtf8Bytes(header, Format);
            writer.Write(Signature);
            writer.Write(text.Length);
            writer.Write(text);
            foreach (var (_, tensor) in tensors)
            {
                using var scope = torch.NewDisposeScope();
                writer.Write(tensor.cpu().contiguous().bytes);
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <exception cref="ConfigurationException">The file is no whole checkpoint.</exception>
    public static Checkpoint Read(string path, torch.Device device)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
            if (reader.ReadString() != Signature || reader.ReadInt32() is var length && (length <= 0 || length > Math.Min(LargestHeader, reader.BaseStream.Length)))
            {
                throw new ConfigurationException(path, "it is no checkpoint of this version.");
            }

            var header = JsonSerializer.Deserialize<Header>(reader.ReadBytes(length), Format)!;
            var tensors = header.Tensors.ToDictionary(block => block.Name, block => ReadTensor(reader, block, device));
            return new Checkpoint
            {
                Fingerprint = header.Fingerprint,
                Phase = header.Phase,
                PhaseIteration = header.PhaseIteration,
                Iteration = header.Iteration,
                InitialFidelity = header.InitialFidelity,
                BestSmooth = header.BestSmooth,
                Recent = header.Recent,
                Shrinks = header.Shrinks,
                Ends = header.Ends,
                History = header.History,
                Scans = header.Scans,
                FrameSets = header.FrameSets,
                WeightFactors = header.WeightFactors,
                Point = Take(tensors, "point/"),
                Best = Take(tensors, "best/"),
                Solver = new SolverState
                {
                    Numbers = header.Numbers,
                    Tensors = Below(tensors, "solver/"),
                },
                Adapted = new SolverState { Tensors = Below(tensors, "adapted/") },
                Rules = new SolverState { Numbers = header.Rules, Tensors = Below(tensors, "rules/") },
            };
        }
        catch (Exception exception) when (exception is IOException or JsonException or ArgumentException or FormatException or OverflowException)
        {
            throw new ConfigurationException(path, $"the checkpoint cannot be read: {exception.Message} Delete it to start again.");
        }
    }

    private static IEnumerable<(string Name, torch.Tensor Tensor)> Named(Checkpoint checkpoint) =>
        checkpoint.Point.Keys.Select(key => ("point/" + key, checkpoint.Point[key]))
            .Concat(checkpoint.Best.Keys.Select(key => ("best/" + key, checkpoint.Best[key])))
            .Concat(checkpoint.Solver.Tensors.Select(pair => ("solver/" + pair.Key, pair.Value)))
            .Concat(checkpoint.Adapted.Tensors.Select(pair => ("adapted/" + pair.Key, pair.Value)))
            .Concat(checkpoint.Rules.Tensors.Select(pair => ("rules/" + pair.Key, pair.Value)));

    private static torch.Tensor ReadTensor(BinaryReader reader, Block block, torch.Device device)
    {
        var tensor = torch.zeros(block.Shape, block.Type).DetachFromDisposeScope();
        var size = tensor.numel() * tensor.ElementSize;
        var bytes = reader.ReadBytes(checked((int)size));
        if (bytes.Length != size)
        {
            throw new EndOfStreamException($"'{block.Name}' ends after {bytes.Length} of {size} bytes.");
        }

        bytes.CopyTo(tensor.bytes);
        return tensor.to(device, disposeAfter: true).DetachFromDisposeScope();
    }

    private static JointPoint Take(Dictionary<string, torch.Tensor> tensors, string prefix)
    {
        var point = new JointPoint();
        foreach (var (name, tensor) in Below(tensors, prefix))
        {
            point[name] = tensor;
        }

        return point;
    }

    private static Dictionary<string, torch.Tensor> Below(Dictionary<string, torch.Tensor> tensors, string prefix) =>
        tensors.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value);

    private sealed record Block(string Name, torch.ScalarType Type, long[] Shape);

    private sealed record Header(
        string Fingerprint, int Phase, int PhaseIteration, int Iteration, double InitialFidelity, double BestSmooth,
        IReadOnlyList<double> Recent, int Shrinks, PhaseEnds Ends, Dictionary<string, double> Numbers, Dictionary<string, double> Rules, IReadOnlyList<HistoryEntry> History,
        IReadOnlyList<ScanCurve> Scans, IReadOnlyDictionary<string, IReadOnlyList<int>> FrameSets, IReadOnlyDictionary<string, double> WeightFactors, IReadOnlyList<Block> Tensors);
}
