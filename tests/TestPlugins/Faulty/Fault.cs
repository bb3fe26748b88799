namespace TestPlugins.Faulty;

/// <summary>What may go wrong in a stage.</summary>
public enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It throws when it is made.</summary>
    Create,

    /// <summary>It throws in Forward.</summary>
    Forward,

    /// <summary>It calls itself for ever.</summary>
    StackOverflow,

    /// <summary>It throws in a thread of its own.</summary>
    Thread,

    /// <summary>Its native code aborts.</summary>
    Native,

    /// <summary>It writes where no memory is.</summary>
    NullPointer,
}
