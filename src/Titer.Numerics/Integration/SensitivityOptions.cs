namespace Titer.Numerics;

/// <summary>
/// Forward sensitivities carried beside the state: column j solves M ds/dt = (df/dx) s + df/dp_j. The first <paramref name="Parameters"/> columns
/// belong to the parameters; any further columns have no df/dp and carry directions of the initial state (dx/dx0 with the identity as start).
/// In the state vector column j follows the n states at [n + j * n, n + (j + 1) * n).
/// </summary>
/// <param name="Parameters">Columns with a df/dp, in the order of <see cref="IOde.ParameterJacobian"/>.</param>
/// <param name="Columns">All columns, at least <paramref name="Parameters"/>.</param>
/// <param name="Tolerance">
/// Error demanded of each column, in its own units; null leaves the sensitivities out of the step control (partial error control, Hindmarsh
/// et al., ACM Trans. Math. Softw. 31 (2005) 363, sec. 2.6).
/// </param>
public sealed record SensitivityOptions(int Parameters, int Columns, Tolerance? Tolerance = null);
