using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Titer.Core;
using Titer.Numerics;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>
/// Extended multiplicative signal correction: a spectrum is fitted by a reference, a polynomial of the wavenumber and known interferents; polynomial
/// and interferents go off, and the rest is divided by the coefficient of the reference (H. Martens, E. Stark, J. Pharm. Biomed. Anal. 9 (1991)
/// 625-635; N. K. Afseth, A. Kohler, Chemom. Intell. Lab. Syst. 117 (2012) 92-99). With order 0 and no interferents it is multiplicative scatter
/// correction (P. Geladi, D. MacDougall, H. Martens, Appl. Spectrosc. 39 (1985) 491-500).
/// </summary>
/// <param name="Order">Of the polynomial.</param>
/// <param name="Reference">One value per channel; null until it is learned as the mean of the training spectra.</param>
/// <param name="Interferents">Spectra whose contribution is taken off.</param>
/// <param name="From">Region of the fit, 1/cm; the whole axis when null.</param>
/// <param name="ScaleOnly">Nothing is taken off, only divided: the reference as internal standard.</param>
public sealed record ScatterCorrection(
    int Order, ImmutableArray<double>? Reference = null, ImmutableArray<ImmutableArray<double>>? Interferents = null,
    double? From = null, double? To = null, bool ScaleOnly = false) : SpectralStep
{
    private const int HighestOrder = 8;

    // A given reference stays; one that is learned has to be learned again in every fold.
    [JsonIgnore] public override bool Learns => Reference is null;

    public override SpectralStep Learn(RowMatrix spectra, SpectralAxis axis) => Reference is null ? this with { Reference = [.. spectra.Mean()] }
        : this;

    public override SpectralOperation On(SpectralAxis axis) => Bind(axis);

    internal ScatterOperation Bind(SpectralAxis axis)
    {
        if (Order is < 0 or > HighestOrder) throw new InputException("scatter correction", $"A polynomial of order {Order} is not between 0 "
            + $"and {HighestOrder}.");
        if (Reference is not { } reference) throw new InputException("scatter correction", "It has no reference spectrum.");
        ImmutableArray<ImmutableArray<double>> others = Interferents ?? [];
        if (reference.Length != axis.Channels || others.Any(o => o.Length != axis.Channels))
            throw new InputException("scatter correction", $"Its spectra do not have the {axis.Channels} channels of the axis.");
        Range region = axis.Between(From ?? double.NegativeInfinity, To ?? double.PositiveInfinity);
        var basis = new List<double[]>();
        double middle = 0.5 * (axis.First + axis.Last), half = 0.5 * (axis.Last - axis.First);
        for (int k = 0; k <= Order; k++)
        {
            int power = k;
            basis.Add([.. axis.Wavenumbers.Select(v => Math.Pow((v - middle) / half, power))]);
        }
        basis.AddRange(others.Select(o => o.ToArray()));
        basis.Add([.. reference]);
        return new ScatterOperation(axis, basis, region, ScaleOnly);
    }
}
