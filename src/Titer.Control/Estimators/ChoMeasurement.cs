using Titer.Core;
using Titer.Numerics;
using Titer.Processes.CellCulture;
using A = Titer.Control.Estimators.AdaptiveState;
using P = Titer.Processes.CellCulture.ChoParameter;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Estimators;

/// <summary>What each sensor of the bioreactor reads in a given <see cref="AdaptiveState"/>.</summary>
public readonly struct ChoMeasurement : ISensorModel
{
    /// <summary>Volume of broth percent taken by 10^9 cells/L of the nominal size, 1770 fL (sphere of 15 um).</summary>
    public const double BiovolumePerCells = 0.177;

    /// <summary>
    /// Part of a laboratory method's standard uncertainty that stays with the instrument, and likewise the part of each result:
    /// half the variance each.
    /// </summary>
    public const double InstrumentShare = 0.7071067811865476;

    private readonly Kind _kind;
    private readonly int _state, _bias;
    private readonly double[] _nominal;

    private ChoMeasurement(Kind kind, int state, int bias, double[] nominal) => (_kind, _state, _bias, _nominal) = (kind, state, bias, nominal);

    private enum Kind { State, PH, OxygenSaturation, Biovolume, Viability, Scaled }

    /// <summary>False for a tag that says nothing about the culture (stirrer speed, gas flows).</summary>
    public static bool TryFor(Tag tag, double[] nominal, out ChoMeasurement measurement)
    {
        (Kind Kind, int State, int Bias)? found = tag.Name switch
        {
            "pH" => (Kind.PH, 0, A.PHBias),
            "lab/pH" => (Kind.PH, 0, A.LabPH),
            "DO" => (Kind.OxygenSaturation, 0, -1),
            "temperature" or "temperature/ion-fet" or "temperature/optode" => (Kind.State, X.Temperature, -1),
            "biovolume" => (Kind.Biovolume, X.ViableCells, A.CellVolume),
            "volume" => (Kind.State, X.Volume, -1),
            "glucose" => (Kind.State, X.Glucose, A.GlucoseBias),
            "lactate" => (Kind.State, X.Lactate, A.LactateBias),
            "glutamine" => (Kind.State, X.Glutamine, A.GlutamineBias),
            "lab/glutamine" => (Kind.State, X.Glutamine, -1),
            "ammonia" => (Kind.State, X.Ammonia, A.AmmoniaBias),
            "lab/ammonia" => (Kind.State, X.Ammonia, -1),
            "lab/glucose" => (Kind.Scaled, X.Glucose, A.LabGlucose),
            "lab/lactate" => (Kind.State, X.Lactate, -1),
            "lab/VCD" => (Kind.Scaled, X.ViableCells, A.LabCells),
            "lab/viability" => (Kind.Viability, 0, -1),
            "lab/titre" => (Kind.Scaled, X.Antigen, A.LabTitre),
            _ => null,
        };
        measurement = found is { } f ? new ChoMeasurement(f.Kind, f.State, f.Bias, nominal) : default;
        return found is not null;
    }

    /// <inheritdoc/>
    public double Variance(double standardUncertainty)
    {
        double random = _bias is A.LabCells or A.LabGlucose or A.LabTitre or A.LabPH ? InstrumentShare * standardUncertainty : standardUncertainty;
        return random * random;
    }

    /// <inheritdoc/>
    public double UnknownOffset(double standardUncertainty) => _bias >= 0 ? 0 : standardUncertainty;

    public T Read<T>(ReadOnlySpan<T> x) where T : struct, IScalar<T>
    {
        T bias = _bias >= 0 ? x[_bias] : 0;
        return _kind switch
        {
            Kind.PH => CarbonateEquilibrium.PH<T>(x[X.StrongIons], x[X.InorganicCarbon], _nominal[P.Buffer], _nominal[P.BufferPK]) + bias,
            Kind.OxygenSaturation => 100.0 * x[X.Oxygen] / GasTransfer.AirSaturation(x[X.Temperature]),
            Kind.Biovolume => BiovolumePerCells * x[X.ViableCells] * T.Exp(bias),
            Kind.Scaled => x[_state] * T.Exp(bias),
            Kind.Viability => 100.0 * x[X.ViableCells] / (x[X.ViableCells] + x[X.DeadCells]),
            _ => x[_state] + bias,
        };
    }
}
