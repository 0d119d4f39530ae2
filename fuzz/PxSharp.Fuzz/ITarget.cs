namespace PxSharp.Fuzz;

/// <summary>A reader of what strangers send, with what must hold whatever they send.</summary>
internal interface ITarget
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>Inputs that are as they should be, to begin with.</summary>
    IEnumerable<byte[]> Seeds();

    /// <summary>Byte strings that mean something to the reader.</summary>
    IEnumerable<byte[]> Words() => [];

    /// <summary>Reads the input.</summary>
    /// <exception cref="FindException">Something does not hold.</exception>
    void Run(byte[] input);

    /// <summary>Whether the reader's documentation names this exception.</summary>
    bool Allows(Exception exception);

    /// <summary>Bytes that may be allocated of an input, however short.</summary>
    long FreeAllocation => 8L << 20;
}
