using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;
using static Titer.Sensing.Electrophoresis.ElectrophoresisPhysics;

namespace Titer.Sensing.Electrophoresis;

/// <summary>
/// An at-line electrophoresis chip: a sample is drawn, diluted, denatured and run beside a ladder, its lanes arrive 9 to 11 min later. Each
/// run has its own matrix, voltage, injections and baselines; ladder stock and pipette stay. Channels as <see cref="ElectrophoresisSensor"/> reads
/// them.
/// </summary>
public sealed class SimulatedElectrophoresis
{
    public const double Dilution = 40;
    private const int Samples = 1400;
    private const double Interval = 0.05, Shortest = 22, Longest = 60, Scale = 3000, Width = 0.3, MarkerArea = 20, AreaPerConcentration = 1,
        Noise = 0.3;
    private const double ShortestDelay = 9.0 / 60, LongestDelay = 11.0 / 60;

    private readonly Gaussian _noise;
    private readonly ElectrophoresisCalibration _nominal = ElectrophoresisCalibration.Nominal;
    private readonly double _ladder, _dilution;
    private readonly double[] _bins = new double[Samples];
    private readonly Queue<(double Drawn, double Due, ImmutableArray<Channel> Channels)> _pending = new();

    public SimulatedElectrophoresis(Gaussian noise)
    {
        _noise = noise;
        _ladder = 1 + _nominal.LadderUncertainty * noise.Next();
        _dilution = 1 + 0.7 * _nominal.DilutionUncertainty * noise.Next();
    }

    /// <summary>Draws a sample of the mix as it is now, h since the start of the batch.</summary>
    public void Draw(double hours, in Broth broth, ChipFault fault = ChipFault.None) =>
        _pending.Enqueue((hours, hours + _noise.Uniform(ShortestDelay, LongestDelay), Run(broth, fault)));

    /// <summary>The oldest result that is ready; call again for the next one.</summary>
    public bool TryReport(double hours, out ImmutableArray<Channel> channels)
    {
        channels = [];
        if (!_pending.TryPeek(out var sample) || sample.Due > hours) return false;
        _pending.Dequeue();
        channels = sample.Channels.Add(new Channel("sampled", Unit.Hour, [hours - sample.Drawn]));
        return true;
    }

    private ImmutableArray<Channel> Run(in Broth broth, ChipFault fault)
    {
        // Temperature and age of the matrix are common to the lanes of a run.
        double run = 1 + 0.02 * _noise.Next();
        ImmutableArray<double> ladder = Lane(run, _nominal.LadderConcentration * _ladder, marker: true, default);
        double diluted = fault == ChipFault.Overloaded ? 1 : Dilution * _dilution * (1 + 0.7 * _nominal.DilutionUncertainty * _noise.Next());
        ImmutableArray<double> sample = Lane(run, Math.Max(0, broth.Rna) * 1000 / diluted, fault != ChipFault.NoMarker, broth);
        return
        [
            new Channel("ladder", Unit.One, ladder),
            new Channel("sample", Unit.One, sample),
            new Channel("interval", Unit.Second, [Interval]),
            new Channel("dilution", Unit.One, [Dilution]),
        ];
    }

    /// <summary>The trace of one lane; without a broth that of the ladder.</summary>
    private ImmutableArray<double> Lane(double run, double concentration, bool marker, in Broth broth)
    {
        double stretch = run * (1 + 0.005 * _noise.Next()), injected = 1 + 0.1 * Math.Clamp(_noise.Next(), -3, 3);
        // What the alignment by the marker leaves.
        double bend = _nominal.TimeUncertainty * _noise.Next();
        Array.Clear(_bins);
        if (marker) Band(_nominal.Marker, MarkerArea);
        double mass = concentration * AreaPerConcentration * (1 + 0.9 * _nominal.InjectionUncertainty * _noise.Next());
        if (broth.TranscriptLength > 0) Transcript((int)broth.TranscriptLength, broth.IntactFraction, mass);
        else
            foreach (int strand in _nominal.Ladder) Band(strand, mass / _nominal.Ladder.Length);
        double offset = 5 + 2 * _noise.Next(), slope = 0.02 * _noise.Next(), swing = 0.02 * _noise.Next(), phase = _noise.Uniform(0, 2 * Math.PI);
        var trace = new double[Samples];
        int reach = (int)(5 * Width / Interval) + 1;
        for (int i = 0; i < Samples; i++)
        {
            if (_bins[i] == 0) continue;
            for (int j = Math.Max(0, i - reach); j <= Math.Min(Samples - 1, i + reach); j++)
            {
                double d = (j - i) * Interval / Width;
                trace[j] += injected * _bins[i] * Math.Exp(-0.5 * d * d) / (Width * Math.Sqrt(2 * Math.PI));
            }
        }
        for (int i = 0; i < Samples; i++)
        {
            double t = i * Interval;
            trace[i] = Math.Min(_nominal.Ceiling,
                trace[i] + offset + slope * t + swing * Math.Sin(2 * Math.PI * t / 40 + phase) + Noise * _noise.Next());
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(trace);

        void Band(double length, double area)
        {
            double t = Time(length, Shortest, Longest, Scale);
            double at = t * stretch * (1 + bend * (t - Shortest) / (Longest - Shortest)) / Interval;
            int bin = Math.Clamp((int)Math.Floor(at), 0, Samples - 2);
            double part = Math.Clamp(at - bin, 0, 1), light = area * t / ReferenceTime;
            _bins[bin] += (1 - part) * light;
            _bins[bin + 1] += part * light;
        }

        void Transcript(int length, double intact, double whole)
        {
            double breaks = Breaks(intact, length);
            Band(length, whole * intact);
            for (int n = 1; n < length; n++) Band(n, whole * FragmentMass(n, length, breaks));
        }
    }
}
