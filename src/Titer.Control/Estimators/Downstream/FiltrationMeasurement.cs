using Titer.Core;
using Titer.Numerics;
using P = Titer.Processes.Downstream.TangentialFlowParameter;
using X = Titer.Processes.Downstream.TangentialFlowState;

namespace Titer.Control.Estimators.Downstream;

/// <summary>What each instrument of a filtration skid reads in a <see cref="FiltrationState"/>.</summary>
public readonly struct FiltrationMeasurement : IMeasurementModel
{
    /// <summary>Absorbance at 260 nm per g/L of RNA and per mmol/L of nucleotide, 1/cm: 40 ug/mL of RNA give 1 (Sambrook and Russell 2001); mean of
    /// the four nucleotides (Cavaluzzi and Borer 2004, Nucleic Acids Res. 32:e13).</summary>
    public const double RnaAbsorptivity = 25, NucleotideAbsorptivity = 11;

    /// <summary>mS/cm per mmol/L of a 1:1 salt.</summary>
    public const double SaltConductivity = 0.1;

    private readonly Kind _kind;
    private readonly double[] _parameters;

    private FiltrationMeasurement(Kind kind, double[] parameters) => (_kind, _parameters) = (kind, parameters);

    private enum Kind { Volume, Collected, Permeate, Diafiltered, UvRetentate, UvPermeate, Conductivity }

    /// <summary>False for a tag that says nothing about the state.</summary>
    public static bool TryFor(Tag tag, double[] parameters, out FiltrationMeasurement measurement)
    {
        Kind? kind = tag.Name switch
        {
            "retentate-volume" => Kind.Volume,
            "collected-volume" => Kind.Collected,
            "permeate-volume" => Kind.Permeate,
            "diafiltered-volume" => Kind.Diafiltered,
            "UV/retentate" => Kind.UvRetentate,
            "UV/permeate" => Kind.UvPermeate,
            "conductivity" => Kind.Conductivity,
            _ => null,
        };
        measurement = kind is { } k ? new FiltrationMeasurement(k, parameters) : default;
        return kind is not null;
    }

    /// <summary>Whether it says how much liquid is where: nothing but the liquid itself makes such a reading go on being off.</summary>
    public bool IsVolume => _kind is Kind.Volume or Kind.Collected or Kind.Permeate or Kind.Diafiltered;

    /// <summary>
    /// Variance of a reading around what the state with its biases predicts, from the uncertainty that the sensor states, which is mostly that of
    /// its calibration: a fifth of it, at least, is taken as noise.
    /// </summary>
    public double Variance(double standardUncertainty)
    {
        double noise = (_kind is Kind.Permeate or Kind.Diafiltered ? 1 : _kind is Kind.Volume or Kind.Collected ? 0.5 : 0.2) * standardUncertainty;
        return noise * noise;
    }

    public T Read<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T>
    {
        T rna = x[X.IntactRna] + x[X.BrokenRna] + x[X.DoubleStranded];
        return _kind switch
        {
            Kind.Volume => x[X.Volume] + x[FiltrationState.VolumeOffset],
            Kind.Collected => x[FiltrationState.Collected] + x[FiltrationState.CollectedOffset],
            Kind.Permeate => x[X.Permeate],
            Kind.Diafiltered => x[X.Diafiltered],
            Kind.UvRetentate => (RnaAbsorptivity * rna + NucleotideAbsorptivity * x[X.Nucleotides]) * T.Exp(x[FiltrationState.UvRetentate]),
            Kind.UvPermeate => (RnaAbsorptivity * (x[FiltrationState.IntactSieving] * x[X.IntactRna]
                    + x[FiltrationState.BrokenSieving] * x[X.BrokenRna])
                + NucleotideAbsorptivity * x[FiltrationState.NucleotideSieving] * x[X.Nucleotides]) * T.Exp(x[FiltrationState.UvPermeate]),
            _ => SaltConductivity * Sieving(X.Salt) * x[X.Salt] * T.Exp(x[FiltrationState.Conductivity]),
        };
    }

    private double Sieving(int solute) => _parameters[P.Sieving + solute - X.FirstSolute];
}
