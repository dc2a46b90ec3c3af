namespace Titer.Sensing.IonArray;

/// <summary>
/// How much an electrode for ion i answers to ion j: log10 of the potentiometric selectivity coefficient K_ij in
/// E = E0 + (R T / z_i F) ln(a_i + sum K_ij a_j^(z_i/z_j)) (Y. Umezawa, P. Buehlmann, K. Umezawa, K. Tohda, S. Amemiya, Potentiometric
/// selectivity coefficients of ion-selective electrodes, Pure Appl. Chem. 72 (2000) 1851-2082).
/// </summary>
/// <param name="Interferent">Of the same sign of charge as the electrode's ion.</param>
/// <param name="LogK">log10 K_ij.</param>
/// <param name="Uncertainty">Of <paramref name="LogK"/>, 1 sigma; selectivities of different membranes of one kind scatter by 0.1-0.3.</param>
public sealed record Selectivity(IonSpecies Interferent, double LogK, double Uncertainty);
