using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Stumbling;

/// <summary>Lets the light pass, but not at first.</summary>
public sealed class Stumble(StumblingOptions options) : IForwardStage
{
    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        if (!File.Exists(options.Counter) || new FileInfo(options.Counter).Length < options.Failures)
        {
            using (var counter = File.Open(options.Counter, FileMode.Append))
            {
                counter.WriteByte((byte)'x');
            }

            throw new InvalidOperationException("the camera does not answer");
        }

        return input with { Values = input.Tensor.alias() };
    }

    public void Dispose()
    {
    }
}
