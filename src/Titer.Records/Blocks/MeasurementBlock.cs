namespace Titer.Records;

/// <summary>Bounds of the entries that hold many measurements.</summary>
public static class MeasurementBlock
{
    /// <summary>
    /// Most measurements of one block. It bounds what reading an entry takes whatever its bytes say: some 10 MB.
    /// </summary>
    public const int Most = 1 << 16;
}
