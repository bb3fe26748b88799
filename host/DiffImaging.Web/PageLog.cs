using Microsoft.Extensions.Logging;

namespace DiffImaging.Web;

/// <summary>What the page says in the service's log.</summary>
internal static partial class PageLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "the page {Address} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string address);
}
