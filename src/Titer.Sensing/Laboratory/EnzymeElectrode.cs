namespace Titer.Sensing.Laboratory;

/// <summary>One enzyme electrode: nA without substrate, nA of the saturated enzyme, Km in mmol/L; relative uncertainty and floor in mmol/L.</summary>
public sealed record EnzymeElectrode(double Background, double Highest, double Half, double Relative, double Floor);
