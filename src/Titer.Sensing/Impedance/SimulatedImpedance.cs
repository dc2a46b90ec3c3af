using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;
using static Titer.Sensing.Impedance.ImpedancePhysics;

namespace Titer.Sensing.Impedance;

/// <summary>
/// One impedance chip and one clone: membranes, inner conductivity and shape of the dispersion are drawn with the chip.
/// Channels: <c>frequency</c> (20 Hz), <c>resistance</c> and <c>reactance</c> (20 Ohm each, real and imaginary part).
/// </summary>
public sealed class SimulatedImpedance : ISimulatedChip
{
    // Conductivity of the medium per K and per mmol/L of ammonium lactate formed, relative to 37 °C and S/m.
    private const double ConductivityPerKelvin = 0.02, ConductivityPerMillimolar = 0.004;
    private const double PermittivityPerKelvin = -0.35;
    // Part of the volume that is gas in any stirred and aerated broth.
    private const double GasHoldUp = 0.01, GasHoldUpSpread = 0.003;

    // F of the cables between the instrument and a lead that hangs in the air.
    private const double StrayCapacitance = 2e-10;

    private readonly Gaussian _noise;
    private readonly ImpedanceCalibration _nominal = ImpedanceCalibration.Nominal;
    private readonly double _cellConstant, _membrane, _inner, _medium, _alpha, _polarisation, _exponent, _polarisationPerHour, _debris;

    public SimulatedImpedance(Gaussian noise)
    {
        _noise = noise;
        _cellConstant = _nominal.CellConstant * (1 + 0.005 * noise.Next());
        _membrane = _nominal.Membrane * (1 + 0.9 * _nominal.ScaleUncertainty * noise.Next());
        _inner = _nominal.InnerConductivity * (1 + 0.06 * noise.Next());
        _medium = _nominal.MediumConductivity * (1 + 0.03 * noise.Next());
        _alpha = _nominal.Alpha + 0.012 * noise.Next();
        _polarisation = _nominal.Polarisation * Math.Exp(0.3 * noise.Next());
        _exponent = _nominal.PolarisationExponent + 0.015 * noise.Next();
        _polarisationPerHour = 0.001 * noise.Next();
        // Vesicles and microcarriers of the medium that look like cells, or a blank taken with some: volume fraction.
        _debris = 0.9 * _nominal.Floor / 100 * noise.Next();
    }

    public string Source => ImpedanceSensor.SourceName;

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        double fraction = broth.ViableCells * 1e9 * broth.CellVolume * 1e-15, radius = Radius(broth.CellVolume);
        double warmer = broth.Temperature - 37;
        double medium = (_medium + ConductivityPerMillimolar * (broth.Lactate + broth.Ammonia - 18)) * (1 + ConductivityPerKelvin * warmer);
        double increment = Increment(fraction + _debris, radius, _membrane), critical = CriticalFrequency(radius, _membrane, _inner, medium);
        // Cells and gas take room from the medium (D. A. G. Bruggeman, Ann. Phys. 416 (1935) 636).
        double gas = GasHoldUp + GasHoldUpSpread * _noise.Next();
        double conductivity = medium * Math.Pow(1 - fraction - gas, 1.5);
        double infinite = (_nominal.InfinitePermittivity + PermittivityPerKelvin * warmer) * Math.Pow(1 - gas, 1.5);
        // A bubble on the electrodes takes the same part from every current, whatever carries it.
        double covered = fault == ChipFault.Bubble ? _noise.Uniform(0.15, 0.4) : 0;
        double cellConstant = _cellConstant / Math.Pow(1 - covered, 1.5);
        double polarisation = _polarisation * Math.Exp(_polarisationPerHour * hours) / (1 - covered);

        var resistance = new double[Points];
        var reactance = new double[Points];
        for (int i = 0; i < Points; i++)
        {
            double f = Frequencies[i];
            Complex z = Total(f, cellConstant, conductivity, ColeCole(f, infinite, increment, critical, _alpha), polarisation, _exponent);
            double sigma = _nominal.Noise * z.Magnitude;
            if (fault == ChipFault.OpenLead)
            {
                z = new Complex(0, -1 / (2 * Math.PI * f * StrayCapacitance));
                sigma = 0.5 * z.Magnitude;
            }
            else if (fault == ChipFault.LooseContact) sigma = z.Magnitude;
            resistance[i] = z.Real + sigma * _noise.Next();
            reactance[i] = z.Imaginary + sigma * _noise.Next();
        }
        return
        [
            new Channel("frequency", Unit.Hertz, Frequencies),
            new Channel("resistance", Unit.Ohm, ImmutableCollectionsMarshal.AsImmutableArray(resistance)),
            new Channel("reactance", Unit.Ohm, ImmutableCollectionsMarshal.AsImmutableArray(reactance)),
        ];
    }
}
