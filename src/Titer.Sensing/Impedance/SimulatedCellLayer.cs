using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;
using Titer.Sensing.Impedance.Circuits;

namespace Titer.Sensing.Impedance;

/// <summary>
/// A layer of cells on a porous support between electrodes, read from 50 kHz down to 2 Hz: medium in series with two membranes,
/// R-p(R,C)-p(R,C), as epithelia are described. Size, membranes and noise are drawn with the specimen. Channels: <c>frequency</c> (Hz),
/// <c>resistance</c>, <c>reactance</c> (Ohm).
/// </summary>
public sealed class SimulatedCellLayer : ISimulatedChip
{
    public const int Points = 35;

    // F of the cables between the instrument and a lead that hangs in the air.
    private const double Stray = 2e-10;

    private readonly Gaussian _noise;
    private readonly double _relativeNoise;

    public SimulatedCellLayer(Gaussian noise)
    {
        _noise = noise;
        Medium = 25 * Math.Exp(0.2 * noise.Next());
        Fast = (500 * Math.Exp(0.3 * noise.Next()), 1e-6 * Math.Exp(0.15 * noise.Next()));
        Slow = (200 * Math.Exp(0.3 * noise.Next()), 3e-5 * Math.Exp(0.15 * noise.Next()));
        _relativeNoise = 0.003 * Math.Exp(0.3 * noise.Next());
    }

    /// <summary>2 Hz to 50 kHz, equal steps of the logarithm, from the highest to the lowest, as instruments sweep.</summary>
    public static ImmutableArray<double> Frequencies { get; } =
        [.. Enumerable.Range(0, Points).Select(i => 5e4 * Math.Pow(2 / 5e4, i / (Points - 1.0)))];

    /// <summary>The truth: Ohm of the medium at 37 Cel, and Ohm and F of the two membranes at 8e9 viable cells per litre.</summary>
    public double Medium { get; }
    public (double Resistance, double Capacitance) Fast { get; }
    public (double Resistance, double Capacitance) Slow { get; }

    public string Source => CircuitSensor.SourceName;

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        double medium = Medium / (1 + 0.02 * (broth.Temperature - 37)), tightness = broth.ViableCells / 8;
        // Gas takes the same part from every current.
        double open = fault == ChipFault.Bubble ? 1 - _noise.Uniform(0.15, 0.4) : 1;
        double noise = fault switch
        {
            ChipFault.OpenLead => 0.5,
            ChipFault.LooseContact => 1,
            _ => _relativeNoise,
        };
        double duration = 0, elapsed = 0;
        foreach (double f in Frequencies) duration += 1 / f;
        var resistance = new double[Points];
        var reactance = new double[Points];
        for (int i = 0; i < Points; i++)
        {
            double omega = 2 * Math.PI * Frequencies[i];
            elapsed += 1 / Frequencies[i];
            // Each frequency takes its number of periods, so that most of a sweep passes at the lowest.
            double slow = fault == ChipFault.Unsteady ? tightness * (1 + 0.6 * elapsed / duration) : tightness;
            Complex z = fault == ChipFault.OpenLead
                ? new Complex(0, -1 / (omega * Stray))
                : (medium + Arc(Fast, slow, omega) + Arc(Slow, slow, omega)) / open;
            double sigma = noise * z.Magnitude;
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

    private static Complex Arc((double Resistance, double Capacitance) membrane, double tightness, double omega) =>
        membrane.Resistance * tightness / new Complex(1, omega * membrane.Resistance * tightness * membrane.Capacitance);
}
