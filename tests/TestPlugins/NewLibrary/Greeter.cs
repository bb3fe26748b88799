using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TestPlugins.Library;

namespace TestPlugins.NewLibrary;

/// <summary>Lets the light pass and says what its library says.</summary>
public sealed class Greeter : IForwardStage
{
    private bool _hasGreeted;

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        if (!_hasGreeted)
        {
            Console.WriteLine(Greeting.Welcome());
            _hasGreeted = true;
        }

        return input with { Values = input.Tensor.alias() };
    }

    public void Dispose()
    {
    }
}
