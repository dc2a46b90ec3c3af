using System.Runtime.Intrinsics;
using Titer.Numerics.Fourier;

namespace Titer.Sensing.Hologram;

/// <summary>
/// Transfer function of free space over a distance z: exp(2 pi i z (sqrt(1/lambda^2 - fx^2 - fy^2) - 1/lambda)), the plane wave along the axis
/// being taken off (J. W. Goodman, Introduction to Fourier Optics (2005) 3.10). Evanescent waves are zero. Frequencies whose phase turns by more than
/// the sampling of the spectrum can follow are cut off (K. Matsushima, T. Shimobaba, Opt. Express 17 (2009) 19662, eq. 13): on a padded field
/// they would only fold back to places where they do not belong.
/// </summary>
public readonly struct AngularSpectrum : ISpectralFilter<float>
{
    private readonly int _columns;
    private readonly double _wave, _distance, _perRow, _perColumn, _limitRow, _limitColumn;

    /// <param name="rows">Rows of the spectrum; all frequencies up to the sampling limit of <paramref name="pitch"/>.</param>
    /// <param name="columns">Columns of the spectrum.</param>
    /// <param name="pitch">Distance of two samples, um.</param>
    /// <param name="wavelength">In the medium, um.</param>
    /// <param name="distance">um; negative is back towards the light source.</param>
    public AngularSpectrum(int rows, int columns, double pitch, double wavelength, double distance)
    {
        _columns = columns;
        _wave = 1 / wavelength;
        _distance = distance;
        _perRow = 1 / (rows * pitch);
        _perColumn = 1 / (columns * pitch);
        _limitRow = Limit(_perRow);
        _limitColumn = Limit(_perColumn);
    }

    private double Limit(double step) => _wave / Math.Sqrt(1 + 4 * step * step * _distance * _distance);

    /// <inheritdoc />
    public void Apply(Span<ComplexLanes<float>> columns, int firstColumn)
    {
        Vector256<double> lowSquares = Squares(firstColumn, out Vector256<double> lowOpen);
        Vector256<double> highSquares = Squares(firstColumn + 4, out Vector256<double> highOpen);
        int rows = columns.Length;
        for (int r = 0; r <= rows / 2; r++)
        {
            double f = r * _perRow;
            ComplexLanes<float> factor = default;
            if (f <= _limitRow)
            {
                Vector256<double> row = Vector256.Create(f * f);
                Vector256<float> turns = Vector256.Narrow(
                    Turns(lowSquares + row, lowOpen, out Vector256<double> low), Turns(highSquares + row, highOpen, out Vector256<double> high));
                Vector256<float> open = Vector256.Narrow(low, high);
                factor = Phasor.Of(turns);
                factor = new ComplexLanes<float>(factor.Re * open, factor.Im * open);
            }
            columns[r] *= factor;
            // The transfer function is even.
            if (r > 0 && r < rows - r) columns[rows - r] *= factor;
        }
    }

    /// <summary>fx^2 of four columns, and 1 where the band is open.</summary>
    private Vector256<double> Squares(int first, out Vector256<double> open)
    {
        Vector256<double> column = Vector256.Create(first, first + 1.0, first + 2, first + 3);
        column = Vector256.ConditionalSelect(
            Vector256.GreaterThan(column, Vector256.Create(_columns / 2.0)), column - Vector256.Create((double)_columns), column);
        Vector256<double> f = column * _perColumn;
        open = Vector256.ConditionalSelect(
            Vector256.LessThanOrEqual(Vector256.Abs(f), Vector256.Create(_limitColumn)), Vector256<double>.One, Vector256<double>.Zero);
        return f * f;
    }

    /// <summary>Turns of the phase without whole ones: -z f^2 / (sqrt(1/lambda^2 - f^2) + 1/lambda), which loses no digits at small f.</summary>
    private Vector256<double> Turns(Vector256<double> squares, Vector256<double> column, out Vector256<double> open)
    {
        Vector256<double> along = Vector256.Create(_wave * _wave) - squares;
        open = Vector256.ConditionalSelect(Vector256.GreaterThan(along, Vector256<double>.Zero), column, Vector256<double>.Zero);
        Vector256<double> turns = -_distance * squares / (Vector256.Sqrt(Vector256.Max(along, Vector256<double>.Zero)) + Vector256.Create(_wave));
        return turns - Vector256.Round(turns);
    }
}
