namespace Titer.Control.Estimators;

/// <summary>How a state of n numbers moves in time. Implemented by structs, so that the filter calls it directly.</summary>
public interface ISigmaPointModel
{
    /// <summary>Moves <paramref name="x"/> in place over <paramref name="hours"/>.</summary>
    void Propagate(Span<double> x, double hours);

    /// <summary>False when moving one state cannot change how the others move (a pure sensor bias): its sigma points need no propagation.</summary>
    bool Drives(int state);

    /// <summary>Standard deviation of the process noise that gathers in one hour, per state; it grows with the square root of time.</summary>
    void ProcessNoise(ReadOnlySpan<double> x, Span<double> perSquareRootHour);
}
