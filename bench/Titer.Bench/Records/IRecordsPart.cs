namespace Titer.Bench.Records;

/// <summary>Some figures of the record.</summary>
internal interface IRecordsPart
{
    string Name { get; }

    /// <summary>Prints its table and adds its figures; what could not be measured here is null.</summary>
    void Run(Dictionary<string, object?> figures);
}
