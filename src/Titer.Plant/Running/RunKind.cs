namespace Titer.Plant.Running;

public enum RunKind
{
    /// <summary>A bioreactor under control.</summary>
    Bioreactor,
    /// <summary>Cultures that are watched without control authority.</summary>
    Monitor,
}
