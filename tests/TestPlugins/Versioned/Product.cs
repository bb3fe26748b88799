using TorchSharp;

namespace TestPlugins.Versioned;

/// <summary>A product with a hand-written derivative: a class of the plugin's that native code calls back.</summary>
public sealed class Product : torch.autograd.SingleTensorFunction<Product>
{
    public override string Name => nameof(Product);

    public override torch.Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        ArgumentNullException.ThrowIfNull(vars);
        var (value, factor) = ((torch.Tensor)vars[0], (torch.Tensor)vars[1]);
        ctx.save_for_backward([factor]);
        return value * factor;
    }

    public override List<torch.Tensor> backward(torch.autograd.AutogradContext ctx, torch.Tensor grad_output)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        return [grad_output * ctx.get_saved_variables()[0], null!];
    }
}
