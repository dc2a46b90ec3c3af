namespace Titer.Design.Space;

/// <summary>What a design space needs to know of a process: how its factors become a start, and its states qualities.</summary>
public interface ISpaceProcess
{
    /// <summary>Initial state of a mix. Called once per mix.</summary>
    /// <param name="factors">All factors but time.</param>
    void Start(ReadOnlySpan<double> factors, Span<double> state);

    /// <summary>Values of the specified qualities in a state, in the order of the specifications. Called for every run and time; allocates
    /// nothing.</summary>
    void Qualities(ReadOnlySpan<double> state, ReadOnlySpan<double> parameters, Span<double> values);
}
