namespace Titer.Bench.Mrna;

/// <summary>Some figures of the mRNA process.</summary>
internal interface IMrnaPart
{
    string Name { get; }

    /// <summary>Prints its table and adds its figures; what could not be measured here is null.</summary>
    void Run(Dictionary<string, object?> figures);
}
