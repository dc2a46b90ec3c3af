using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Titer.Core;
using Titer.Numerics;
using Titer.Numerics.Fourier;

namespace Titer.Sensing.Hologram;

/// <summary>
/// One lens-free camera over a flow chamber: cells at random places and depths of a slab, each a sphere of phase and absorption
/// (<see cref="CellOptics"/>); the light behind it is propagated to the sensor, where the intensity of the sum is read with shot noise in eight
/// bits. The conjugate of each
/// cell (its twin image) arises by itself, as only the intensity is read. Channels: <c>size</c> (width, height), <c>image</c> (grey levels,
/// row-major).
/// </summary>
public sealed class SimulatedHologram : ISimulatedChip
{
    // Electrons at the highest grey level, and grey level of the light without cells.
    private const double FullWell = 8000, Bright = 130, White = 255;
    private const double ReadNoise = 12, DarkLevel = 3;

    private readonly Gaussian _noise;
    private readonly HologramCalibration _nominal;
    private readonly double _slab, _level, _slopeX, _slopeY, _curve, _dustX, _dustY;
    private readonly Fft2<float> _fft;
    private readonly float[] _re, _im, _sumRe, _sumIm;

    /// <param name="nominal">What the maker says of the camera: optics, chamber and dilution.</param>
    public SimulatedHologram(Gaussian noise, HologramCalibration nominal)
    {
        (_noise, _nominal) = (noise, nominal);
        _slab = nominal.ChamberDistance + nominal.ChamberDistanceTolerance * noise.Uniform(-1, 1);
        _level = Bright * (1 + 0.05 * noise.Next());
        (_slopeX, _slopeY, _curve) = (0.06 * noise.Next(), 0.06 * noise.Next(), 0.05 * noise.Uniform(0, 1));
        (_dustX, _dustY) = (noise.Uniform(0.2, 0.8), noise.Uniform(0.2, 0.8));
        // Cells outside the field still send light into it.
        int side = FastLength.AtLeast(nominal.Side + 2 * Margin);
        _fft = new Fft2<float>(side, side);
        (_re, _im, _sumRe, _sumIm) = (new float[_fft.Length], new float[_fft.Length], new float[_fft.Length], new float[_fft.Length]);
    }

    private const int Margin = 64;

    /// <inheritdoc />
    public string Source => HologramSensor.SourceName;

    /// <summary>Cells of the last image with their truth; positions in pixels of the image.</summary>
    public ImmutableArray<SimulatedCell> Cells { get; private set; } = [];

    /// <inheritdoc />
    public ImmutableArray<Channel> Read(double hours, in Broth broth, ChipFault fault = ChipFault.None)
    {
        Cells = Draw(broth, fault == ChipFault.Crowd ? 12 : 1);
        return Image(Cells, fault);
    }

    /// <summary>The image of given cells.</summary>
    public ImmutableArray<Channel> Image(ImmutableArray<SimulatedCell> cells, ChipFault fault = ChipFault.None)
    {
        Array.Clear(_sumRe);
        Array.Clear(_sumIm);
        foreach (SimulatedCell cell in cells) Add(cell);
        if (fault == ChipFault.Bubble) AddBubble();
        int side = _nominal.Side, edge = (_fft.Columns - side) / 2;
        var image = new double[side * side];
        double power = fault switch { ChipFault.LaserOff => 0, ChipFault.Saturated => 2.6, _ => 1 };
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++)
            {
                int at = (edge + y) * _fft.Columns + edge + x;
                double u = 2.0 * x / side - 1, v = 2.0 * y / side - 1;
                double light = _level * (1 + _slopeX * u + _slopeY * v - _curve * (u * u + v * v)) * power;
                if (fault == ChipFault.Dust) light *= Dust(x - _dustX * side, y - _dustY * side);
                double re = 1 + _sumRe[at], im = _sumIm[at], electrons = light * (re * re + im * im) / White * FullWell;
                electrons = _noise.Poisson(electrons) + ReadNoise * _noise.Next();
                image[y * side + x] = Math.Clamp(Math.Round(DarkLevel + electrons / FullWell * White), 0, White);
            }
        return
        [
            new Channel("size", Unit.Count, [side, side]),
            new Channel("image", Unit.Count, ImmutableCollectionsMarshal.AsImmutableArray(image)),
        ];
    }

    private ImmutableArray<SimulatedCell> Draw(in Broth broth, double crowd)
    {
        double radius = HologramPhysics.Radius(broth.CellVolume), volume = _nominal.ObservedVolume(_fft.Columns), dilution = _nominal.Dilution;
        var cells = ImmutableArray.CreateBuilder<SimulatedCell>();
        foreach ((double density, bool alive) in (ReadOnlySpan<(double, bool)>)[(broth.ViableCells, true), (broth.DeadCells, false)])
        {
            double count = _noise.Poisson(crowd * density * 1e9 / dilution * volume);
            for (int i = 0; i < count; i++)
                cells.Add(new SimulatedCell(
                    _noise.Uniform(-Margin, _nominal.Side + Margin), _noise.Uniform(-Margin, _nominal.Side + Margin),
                    _slab + _nominal.ChamberDepth * _noise.Uniform(-0.5, 0.5), alive, CellOptics.Draw(_noise, alive, radius)));
        }
        return cells.ToImmutable();
    }

    private void Add(SimulatedCell cell)
    {
        double wave = 2 * Math.PI / _nominal.Wavelength, pitch = _nominal.PixelPitch, edge = (_fft.Columns - _nominal.Side) / 2.0;
        Place(cell.X + edge, cell.Y + edge, cell.Optics.Radius * Math.Sqrt(cell.Optics.Elongation) / pitch, cell.Depth, (x, y) =>
        {
            double chord = cell.Optics.Chord(x * pitch, y * pitch);
            return (Math.Exp(-cell.Optics.Absorption * chord), wave * cell.Optics.IndexStep * chord);
        });
    }

    /// <summary>A gas bubble at the wall of the chamber: opaque, as total reflection throws the light aside, and larger than any cell.</summary>
    private void AddBubble()
    {
        double radius = _noise.Uniform(0.12, 0.2) * _nominal.Side;
        Place(_fft.Columns * _noise.Uniform(0.4, 0.6), _fft.Rows * _noise.Uniform(0.4, 0.6), radius, _slab, (x, y) =>
            (x * x + y * y < radius * radius ? 0.02 : 1, 0));
    }

    /// <summary>Adds an object to the field at the sensor.</summary>
    /// <param name="transmission">Amplitude and phase at a place relative to the centre, pixels.</param>
    private void Place(double centreX, double centreY, double radius, double depth,
        Func<double, double, (double Amplitude, double Phase)> transmission)
    {
        Array.Clear(_re);
        Array.Clear(_im);
        int reach = (int)radius + 2;
        for (int y = (int)centreY - reach; y <= (int)centreY + reach; y++)
            for (int x = (int)centreX - reach; x <= (int)centreX + reach; x++)
            {
                if (x < 0 || y < 0 || x >= _fft.Columns || y >= _fft.Rows) continue;
                (double amplitude, double phase) = transmission(x - centreX, y - centreY);
                (double sin, double cos) = Math.SinCos(phase);
                _re[y * _fft.Columns + x] = (float)(amplitude * cos - 1);
                _im[y * _fft.Columns + x] = (float)(amplitude * sin);
            }
        _fft.Forward(_re, _im);
        var space = new AngularSpectrum(_fft.Rows, _fft.Columns, _nominal.PixelPitch, _nominal.Wavelength / _nominal.MediumIndex, depth);
        _fft.Inverse(_re, _im, space, _re, _im);
        for (int i = 0; i < _re.Length; i++)
        {
            _sumRe[i] += _re[i];
            _sumIm[i] += _im[i];
        }
    }

    /// <summary>A grain on the cover of the sensor: a dark spot without fringes, always at the same place.</summary>
    private static double Dust(double x, double y) => x * x + y * y < 49 ? 0.25 : 1;
}
