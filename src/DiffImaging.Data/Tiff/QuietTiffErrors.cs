using System.Globalization;
using BitMiracle.LibTiff.Classic;

namespace DiffImaging.Data;

/// <summary>Keeps the TIFF library's first error on this thread for the exception's message, in place of the console.</summary>
/// <remarks>The library has one handler for the whole process and calls it on the thread that works.</remarks>
internal sealed class QuietTiffErrors : TiffErrorHandler
{
    private static readonly QuietTiffErrors Instance = new();

    [ThreadStatic]
    private static string? _firstError;

    /// <summary>The first error on this thread since <see cref="Begin"/>, or null.</summary>
    public static string? FirstError => _firstError;

    public static void Begin()
    {
        Tiff.SetErrorHandler(Instance);
        _firstError = null;
    }

    public override void ErrorHandler(Tiff tif, string method, string format, params object[] args) =>
        _firstError ??= $"{method}: {string.Format(CultureInfo.InvariantCulture, format, args)}";

    public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
    {
    }

    public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
    {
    }

    public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
    {
    }
}
