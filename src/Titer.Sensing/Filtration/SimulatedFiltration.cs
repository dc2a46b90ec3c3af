using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;
using static Titer.Sensing.Filtration.FiltrationPhysics;

namespace Titer.Sensing.Filtration;

/// <summary>
/// The instruments of one skid with their own zero points and gains. Channels: <c>loadcell</c> (2 V: retentate, collected), <c>balance</c> (3 kg:
/// permeate, buffer used, filled), <c>pressure</c> (3 mA: feed, retentate, permeate side), <c>uv</c> (2 absorbances in the cells before and behind
/// the membrane),
/// <c>conductivity</c> (mS/cm behind it).
/// </summary>
public sealed class SimulatedFiltration
{
    // Pressure drop along the channel, kPa per L/h of cross flow: 20 kPa at 1000 L/h.
    private const double ChannelDrop = 20.0 / 1000, Stray = 4;

    private readonly Gaussian _noise;
    private readonly FiltrationCalibration _nominal = FiltrationCalibration.Nominal;
    private readonly double[] _loadOffset, _tare, _pressureZero, _uvGain;
    private readonly double _conductivityGain;

    public SimulatedFiltration(Gaussian noise)
    {
        _noise = noise;
        _loadOffset = [0.9 * _nominal.RetentateUncertainty * noise.Next(), 0.9 * _nominal.CollectedUncertainty * noise.Next()];
        _tare = [.. Enumerable.Range(0, 3).Select(_ => 0.8 * _nominal.BalanceUncertainty * noise.Next())];
        _pressureZero = [.. Enumerable.Range(0, 3).Select(_ => 0.5 * _nominal.PressureUncertainty * noise.Next())];
        _uvGain = [.. Enumerable.Range(0, 2).Select(_ => 1 + 0.8 * _nominal.AbsorbanceGainUncertainty * noise.Next())];
        _conductivityGain = 1 + 0.8 * _nominal.ConductivityGainUncertainty * noise.Next();
    }

    public ImmutableArray<Channel> Read(in SkidContent skid)
    {
        double drop = ChannelDrop * skid.CrossFlow, permeate = 5;
        return
        [
            new Channel("loadcell", Unit.Volt,
            [
                Load(skid.Retentate, 0, _nominal.RetentateUncertainty, _nominal.RetentateFullScale),
                Load(skid.Collected, 1, _nominal.CollectedUncertainty, _nominal.CollectedFullScale),
            ]),
            new Channel("balance", Unit.Kilogram, [Mass(skid.Permeate, 0), Mass(skid.Diafiltered, 1), Mass(skid.Filled, 2)]),
            new Channel("pressure", Unit.One,
            [
                Pressure(permeate + skid.Pressure + drop / 2, 0), Pressure(permeate + skid.Pressure - drop / 2, 1), Pressure(permeate, 2),
            ]),
            new Channel("uv", Unit.One, [Uv(skid.Rna, skid.Nucleotides, 0), Uv(skid.PermeateRna, skid.PermeateNucleotides, 1)]),
            new Channel("conductivity", Unit.MillisiemensPerCentimetre,
                [SaltConductivity * skid.PermeateSalt * _conductivityGain * (1 + 0.003 * _noise.Next())]),
        ];
    }

    private double Load(double litres, int i, double u, double fullScale) =>
        (litres + _loadOffset[i] + 0.4 * u * _noise.Next()) * _nominal.Density / fullScale * _nominal.LoadSpan;

    private double Mass(double litres, int i) => litres * _nominal.Density + _tare[i] + 0.5 * _nominal.BalanceUncertainty * _noise.Next();

    private double Pressure(double kilopascal, int i) =>
        Current(kilopascal + _pressureZero[i] + 0.3 * _nominal.PressureUncertainty * _noise.Next(), _nominal.PressureFullScale);

    // Stray light bounds what a cell can read.
    private double Uv(double rna, double nucleotides, int i)
    {
        double clear = Absorbance(rna, nucleotides) * _nominal.UvPath * _uvGain[i];
        return -Math.Log10(Math.Pow(10, -clear) + Math.Pow(10, -Stray)) + 0.5 * _nominal.AbsorbanceUncertainty * _noise.Next();
    }
}
