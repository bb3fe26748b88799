namespace DiffImaging.Web.Forms;

/// <summary>How a value is asked for.</summary>
public enum FieldKind
{
    /// <summary>A number, with a unit where it has one.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>One of a few names.</summary>
    Choice,

    /// <summary>Yes or no.</summary>
    Truth,

    /// <summary>A parameter: a nominal value, and whether it is estimated.</summary>
    Parameter,

    /// <summary>Anything else, as JSON.</summary>
    Json,
}
