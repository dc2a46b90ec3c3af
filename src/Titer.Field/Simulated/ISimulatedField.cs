namespace Titer.Field.Simulated;

/// <summary>A field whose world is a model, in which things can be made to go wrong while it runs.</summary>
public interface ISimulatedField : IField
{
    /// <summary>Something goes wrong from now on, besides what was planned.</summary>
    /// <param name="now">Time of the tick, no earlier than the last one.</param>
    /// <param name="fault">Its name among the faults of the plant.</param>
    /// <param name="hours">How long it lasts; null for as long as such a fault does when nobody says.</param>
    void Inject(DateTimeOffset now, string fault, double? hours);
}
