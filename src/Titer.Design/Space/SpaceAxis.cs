namespace Titer.Design.Space;

/// <summary>One factor of a design space and its levels, evenly spaced.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Low">First level.</param>
/// <param name="High">Last level, above the first.</param>
/// <param name="Levels">At least 2.</param>
public sealed record SpaceAxis(string Name, string Unit, double Low, double High, int Levels)
{
    public double this[int level] => Low + (High - Low) * level / (Levels - 1);
}
