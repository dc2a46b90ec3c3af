using System.Collections.Immutable;
using Titer.Core;
using Titer.Numerics;

namespace Titer.Sensing.Pcr;

/// <summary>
/// One well of a droplet PCR chip with its own droplet volume, gain and number of droplets. Positive droplets lean to the low side, a
/// share of them is rain; the first dye leaks into the second channel. Channels as <see cref="DigitalPcrSensor"/> reads them.
/// </summary>
public sealed class SimulatedDigitalPcr : ISimulatedChip
{
    private const double NegativeAmplitude = 1250, NegativeNoise = 45, Rise = 7500, PositiveNoise = 150, MeanTail = 120;
    private const double SecondNegative = 1330, SecondRise = 5000, CrossTalk = 0.2, VolumeScatter = 0.02;
    // Template that a dirty bench leaves in a control, copies per uL.
    private const double ContaminationCopies = 3;

    private readonly Gaussian _noise;
    private readonly bool _twoDyes, _control;
    private readonly double _rain, _gain;
    private readonly int _droplets;

    /// <param name="twoDyes">A second channel for <see cref="Broth.SecondTemplate"/>.</param>
    /// <param name="rain">Share of the positive droplets that stop between the peaks.</param>
    /// <param name="control">A no-template control: holds no template but contamination.</param>
    public SimulatedDigitalPcr(Gaussian noise, bool twoDyes = false, double rain = 0.01, bool control = false)
    {
        (_noise, _twoDyes, _rain, _control) = (noise, twoDyes, rain, control);
        DigitalPcrCalibration nominal = DigitalPcrCalibration.Nominal;
        DropletVolume = nominal.DropletVolume * (1 + nominal.DropletVolumeUncertainty * noise.Next());
        _gain = 1 + 0.02 * noise.Next();
        _droplets = (int)Math.Round(15_000 * (1 + 0.06 * noise.Next()));
    }

    public string Source => DigitalPcrSensor.SourceName;

    /// <summary>Mean droplet volume of this well, nL; the sensor does not know it.</summary>
    public double DropletVolume { get; }

    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        int droplets = fault switch
        {
            ChipFault.EmptyWell => 0,
            ChipFault.PartialVolume => _droplets / 5,
            _ => _droplets,
        };
        double first = Copies(broth.Template, fault), second = Copies(broth.SecondTemplate, fault);
        double[] one = new double[droplets], two = new double[droplets];
        for (int i = 0; i < droplets; i++)
        {
            bool merged = fault == ChipFault.Merged && _noise.Uniform() < 0.06;
            double volume = DropletVolume * (1 + VolumeScatter * _noise.Next()) * (merged ? 2 : 1);
            // A droplet that stops early stops for both dyes.
            double grown = _noise.Uniform() < _rain ? _noise.Uniform(0.05, 0.95) : 1;
            double a = Signal(first, volume, grown, Rise), b = Signal(second, volume, grown, SecondRise);
            // A larger droplet is bright for longer as it passes the detector; its peak is higher by the cube root of its volume.
            double size = fault == ChipFault.Dropout ? 0.02 : _gain * (merged ? Math.Cbrt(2) : 1);
            one[i] = size * (NegativeAmplitude + a + NegativeNoise * _noise.Next());
            two[i] = size * (SecondNegative + b + CrossTalk * a + NegativeNoise * _noise.Next());
        }
        var channels = ImmutableArray.CreateBuilder<Channel>();
        channels.Add(new Channel("amplitude-1", Unit.One, [.. one]));
        if (_twoDyes) channels.Add(new Channel("amplitude-2", Unit.One, [.. two]));
        if (_control) channels.Add(new Channel("control", Unit.One, [1]));
        return channels.ToImmutable();
    }

    private double Copies(double template, ChipFault fault) => fault switch
    {
        ChipFault.Saturated => 20_000,
        ChipFault.Contamination => (_control ? 0 : template) + ContaminationCopies,
        _ => _control ? 0 : template,
    };

    /// <summary>What the droplet adds to the negative signal: nothing without a copy.</summary>
    private double Signal(double copies, double volume, double grown, double rise)
    {
        if (_noise.Poisson(PcrPhysics.Occupancy(copies, volume)) == 0) return 0;
        double late = -MeanTail * Math.Log(1 - _noise.Uniform());
        return grown * (rise - late + PositiveNoise * _noise.Next());
    }
}
