namespace Titer.Bench.Sensing;

/// <summary>The figures of one chip.</summary>
internal interface ISensingPart
{
    string Name { get; }

    /// <summary>Prints its table and adds its figures; what could not be measured here (no data, no reference) is null.</summary>
    void Run(Dictionary<string, object?> figures);
}
