using System.Diagnostics;
using TorchSharp;

// The yardstick of every other figure: one bare two-dimensional transform of a complex64 field.
const int Size = 1024;
const int Repetitions = 20;

using var scope = torch.NewDisposeScope();
var field = torch.randn(Size, Size, dtype: torch.complex64, generator: new torch.Generator(seed: 1));
torch.fft.fft2(field);

var watch = Stopwatch.StartNew();
for (var i = 0; i < Repetitions; i++)
{
    using var transform = torch.fft.fft2(field);
}

Console.WriteLine($"fft2 {Size} x {Size} complex64: {watch.Elapsed.TotalMilliseconds / Repetitions:F1} ms on {torch.get_num_threads()} thread(s)");
