using System.Collections.Immutable;
using Titer.Sensing.Raman.Preprocessing;
using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Raman.Calibration;

/// <summary>
/// One model of a calibration: preprocessing, PLS contributions as products with the features, and a function of the contributions.
/// </summary>
/// <param name="Name">Preprocessing for people.</param>
/// <param name="Regressor">How the function was found.</param>
/// <param name="InnerRmse">Of the cross-validation by which it was chosen, in the unit of the target.</param>
/// <param name="Weight">Share of its prediction in that of the calibration.</param>
/// <param name="Offsets">One per component: contribution = offset + direction times features.</param>
/// <param name="Directions">One per component, each with one value per feature.</param>
/// <param name="Function">Gives the distance of the prediction from the mean of the training, in the unit of the target.</param>
public sealed record SpectralModel(
    string Name, ImmutableArray<SpectralStep> Steps, Regressor Regressor, double InnerRmse, double Weight,
    ImmutableArray<double> Offsets, ImmutableArray<ImmutableArray<double>> Directions, ScoreModel Function);

/// <summary>Where a calibration is valid: principal components of the preprocessed training spectra, and limits for T2 and Q.</summary>
/// <param name="Mean">Mean of the features.</param>
/// <param name="Loadings">Orthonormal.</param>
/// <param name="Variances">Of the scores.</param>
/// <param name="T2Limit">Hotelling's T2 of nearly all training spectra when they are left out, with a margin.</param>
/// <param name="QLimit">The same of the sum of squares that the components do not explain.</param>
public sealed record SpectralDomain(
    ImmutableArray<SpectralStep> Steps, ImmutableArray<double> Mean, ImmutableArray<ImmutableArray<double>> Loadings,
    ImmutableArray<double> Variances, double T2Limit, double QLimit);

/// <summary>
/// Intervals from the errors of the outer cross-validation (conformal: V. Vovk, A. Gammerman, G. Shafer, Algorithmic Learning in a Random
/// World, 2005; CV+: R. F. Barber et al., Ann. Stat. 49 (2021) 486-507), scaled by the leverage of the spectrum: half width = Quantile95 *
/// sqrt(1 + 1/n + T2/(n - 1)).
/// </summary>
/// <param name="Quantile95">In the unit of the target.</param>
public sealed record SpectralUncertainty(double Quantile95);

/// <summary>What the nested cross-validation found, in the unit of the target.</summary>
/// <param name="Folds">Parts left out.</param>
/// <param name="Rmse">Of the outer cross-validation: everything chosen or learned was chosen or learned without the part left out.</param>
/// <param name="Coverage95">Part of the references inside intervals that the other parts made.</param>
/// <param name="Rejected">Training spectra that would be outside the domain of validity when left out.</param>
public sealed record SpectralValidation(int Folds, double Rmse, double Bias, double R2, double Coverage95, int Rejected);
