using Titer.Numerics;
using P = Titer.Processes.Downstream.TangentialFlowParameter;
using U = Titer.Processes.Downstream.TangentialFlowInput;
using X = Titer.Processes.Downstream.TangentialFlowState;

namespace Titer.Processes.Downstream;

/// <summary>
/// Tangential-flow filtration of RNA: concentration while no buffer comes in, diafiltration while as much comes in as permeates, anything between.
/// Each solute permeates at its sieving coefficient S times its concentration in the retentate, dC/dt = (Fp (1 - S) C + Fd (Cd - C)) / V,
/// dV/dt = Fd - Fp (van Reis and Zydney 2007, J. Membr. Sci. 297:16); at constant volume that is C = C0 exp(-S N) after N diavolumes. The
/// flux is that of <see cref="MembraneFlux"/>. Volumes L, RNA, protein and DNA g/L, small solutes mmol/L, time h.
/// The retentate is well mixed; volumes add; the sieving coefficients do not depend on the flux.
/// </summary>
public readonly struct TangentialFlow : IProcessModel
{
    public static ModelDescription Description => TangentialFlowDescription.Value;

    public static void Derivatives<T>(T t, ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p, Span<T> dx) where T : struct, IScalar<T>
    {
        T volume = x[X.Volume], permeate = PermeateFlow(x, u, p), diafiltration = u[U.Diafiltration];
        T inverse = 1.0 / volume;
        for (int i = 0; i < X.Solutes; i++)
            dx[X.FirstSolute + i] = (permeate * (1.0 - p[P.Sieving + i]) - diafiltration) * inverse * x[X.FirstSolute + i];
        dx[X.Salt] += diafiltration * inverse * p[P.BufferSalt];
        T broken = p[P.Breakage] * x[X.IntactRna];
        dx[X.IntactRna] -= broken;
        dx[X.BrokenRna] += broken;
        dx[X.Volume] = diafiltration - permeate;
        dx[X.Permeate] = permeate;
        dx[X.Diafiltered] = diafiltration;
    }

    /// <summary>Flow through the membrane, L/h.</summary>
    public static T PermeateFlow<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> u, ReadOnlySpan<T> p) where T : struct, IScalar<T>
    {
        T rna = x[X.IntactRna] + x[X.BrokenRna] + x[X.DoubleStranded], bulk = 0.5 * (rna + T.Sqrt(rna * rna + 1e-6));
        T pressed = MembraneFlux.PressureLimited(u[U.Pressure], p[P.Viscosity], p[P.Resistance]);
        T film = MembraneFlux.FilmLimited(p[P.Transfer], (u[U.CrossFlow] + 1e-3) / p[P.Area], p[P.TransferPower], p[P.GelConcentration], bulk);
        T wetted = x[X.Volume] * x[X.Volume], dry = p[P.HoldUp] * p[P.HoldUp];
        return p[P.Area] * MembraneFlux.Smaller(pressed, film) * wetted / (wetted + dry);
    }

    /// <summary>What this model takes for granted, at these conditions.</summary>
    public static ModelAssumptions Assumptions(ReadOnlySpan<double> x, ReadOnlySpan<double> u, ReadOnlySpan<double> p) => new(
        Description.Name, Description.Literature,
        [
            new("transmembrane pressure", u[U.Pressure], Core.Unit.Kilopascal, 0, 150),
            new("cross flow per area", u[U.CrossFlow] / p[P.Area], Core.Unit.LitrePerSquareMetreHour, 100, 600),
            new("RNA", x[X.IntactRna] + x[X.BrokenRna] + x[X.DoubleStranded], Core.Unit.GramPerLitre, 0.05, 0.9 * p[P.GelConcentration]),
            new("sieving of intact RNA", p[P.Sieving], Core.Unit.One, 0, 0.05),
            new("mass transfer", p[P.Transfer], Core.Unit.LitrePerSquareMetreHour, 5, 60),
        ],
        [
            "the retentate is well mixed and volumes add", "sieving coefficients do not depend on the flux, and RNA does not bind small solutes",
            "no fouling and no breakage by shear", "mass transfer, gel concentration and sieving are priors until they are measured on the "
                + "membrane in use",
        ]);
}
