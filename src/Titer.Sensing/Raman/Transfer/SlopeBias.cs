using Titer.Core;

namespace Titer.Sensing.Raman.Transfer;

/// <summary>
/// Slope and bias of a calibration on another instrument or scale: reference = Bias + Slope * predicted, by least squares on standards (ASTM
/// E1655-17,
/// 23; T. Fearn, J. Near Infrared Spectrosc. 9 (2001) 229-244).
/// </summary>
/// <param name="Residual">Standard deviation of what is left, n - 2 degrees of freedom.</param>
public sealed record SlopeBias(double Slope, double Bias, double Residual, int Standards)
{
    public const int LeastStandards = 4;

    /// <exception cref="InputException">Too few standards, or predictions that do not rise with the reference.</exception>
    public static SlopeBias Fit(IReadOnlyList<double> predicted, IReadOnlyList<double> reference)
    {
        int n = predicted.Count;
        if (n < LeastStandards) throw new InputException("standards", $"{n} standards can be used, and at least {LeastStandards} are needed.");
        double x = predicted.Average(), y = reference.Average(), xx = 0, xy = 0;
        for (int i = 0; i < n; i++)
        {
            xx += (predicted[i] - x) * (predicted[i] - x);
            xy += (predicted[i] - x) * (reference[i] - y);
        }
        if (!(xy > 0)) throw new InputException("standards", "The predictions do not rise with the reference values; no slope can mend this "
            + "calibration.");
        double slope = xy / xx, bias = y - slope * x, squares = 0;
        for (int i = 0; i < n; i++)
        {
            double left = reference[i] - bias - slope * predicted[i];
            squares += left * left;
        }
        return new SlopeBias(slope, bias, Math.Sqrt(squares / (n - 2)), n);
    }
}
