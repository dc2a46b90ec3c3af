namespace Titer.Sensing.Hologram;

/// <summary>A cell before the lens-free camera, as it truly is.</summary>
/// <param name="X">Pixels of the image, from its left edge.</param>
/// <param name="Y">Pixels of the image, from its top.</param>
/// <param name="Depth">Distance from the sensor, um.</param>
public readonly record struct SimulatedCell(double X, double Y, double Depth, bool Alive, CellOptics Optics);
