using Titer.Sensing.Impedance.Validity;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>All that was found in one spectrum.</summary>
/// <param name="Test">Null when the frame held no whole spectrum.</param>
/// <param name="Fit">Also of a refused spectrum: what the numbers would be. Null when the frame held no whole spectrum.</param>
/// <param name="CapacitanceLimit">F at which capacitors were bounded as those of a cell layer; infinite when they were not.</param>
public sealed record SpectrumReading(SpectrumVerdict Verdict, KramersKronigResult? Test, FittedCircuit? Fit, double CapacitanceLimit);
