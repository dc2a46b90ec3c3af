using System.Globalization;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.Downstream;
using U = Titer.Processes.Downstream.TangentialFlowInput;
using X = Titer.Processes.Downstream.TangentialFlowState;

namespace Titer.Bench.Mrna;

/// <summary>From 5 L of reaction to vials by the models of docs/dose.md at their nominal parameters, and the shelf life with its interval.</summary>
internal sealed class DosePart : IMrnaPart
{
    private const double ConcentrateTo = 2, Diavolumes = 8, Pressure = 40, Release = 90, ReleaseUncertainty = 2, Limit = 70, Nucleotides = 4000;

    public string Name => "dose";

    public void Run(Dictionary<string, object?> figures)
    {
        double[] x = TangentialFlow.Description.DefaultStates(), p = TangentialFlow.Description.DefaultParameters();
        Show("bulk", x, 0);
        double hours = Filter(x, p, s => s[X.Volume] <= ConcentrateTo, hold: false);
        Show("concentrated", x, hours);
        double before = x[X.Diafiltered];
        hours += Filter(x, p, s => s[X.Diafiltered] - before >= Diavolumes * ConcentrateTo, hold: true);
        Show("diafiltered", x, hours);

        var mixer = new MixerSettings(64, 3, 6, 64, LipidComposition.Standard);
        Nanoparticles made = NanoparticleMixer.Mix(mixer, 0.4);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"mixed at {mixer.ElementFlow:F1} mL/min an element, ratio 3, N/P 6: {made.Diameter.Value:F0} nm (u "
                + $"{made.Diameter.StandardUncertainty:F0}), "
            + $"{100 * made.Encapsulation.Value:F0} % encapsulated (u {100 * made.Encapsulation.StandardUncertainty:F0}), {made.LipidPerRna:F1} g "
            + $"lipid per g RNA, "
            + $"{100 * made.EthanolFraction:F0} % ethanol"));
        double rna = (x[X.IntactRna] + x[X.BrokenRna]) * x[X.Volume];
        var fill = new FillSettings(Dose: 50, DoseVolume: 0.5, Doses: 10, Overfill: 0.1, LineLoss: 0.3, FillVariation: 0.008);
        Filling vials = Filling.Of(rna / fill.Concentration, new(fill.Concentration, 0.04 * fill.Concentration), fill);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rna:F1} g of RNA fill {vials.Vials} vials of 10 doses of 50 ug (dose u {vials.DoseMass.StandardUncertainty:F1} ug, vial u "
                + $"{vials.VialMass.StandardUncertainty:F0} ug)"));

        Console.WriteLine($"shelf life of {Nucleotides} nt, {Release} % intact (u {ReleaseUncertainty}) at release, limit {Limit} %, in days:");
        foreach (HydrolysisKinetics kinetics in (HydrolysisKinetics[])[HydrolysisKinetics.InNanoparticle(), HydrolysisKinetics.InBuffer()])
            foreach (double celsius in (double[])[5, 25, 37, -20, -70])
            {
                ShelfLife life = ShelfLife.Of(kinetics, Nucleotides, new(Release, ReleaseUncertainty), Limit, celsius, TemperatureHistory.None);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {kinetics.Medium,-18} {celsius,4} Cel {life.Hours / 24,12:G4}  95 % {life.Low / 24,10:G3} to {life.High / 24,10:G3}  "
                        + $"linear {life.LinearLow / 24,10:G3} to "
                    + $"{life.LinearHigh / 24,10:G3}  supported {life.Supported / 24,10:G3}  {(life.Assumptions.Inside ? "" : "extrapolated")}"));
                if (kinetics.Medium == "lipid nanoparticle" && celsius == 5)
                    (figures["shelf_life_5c_days"], figures["shelf_life_5c_low_days"], figures["shelf_life_5c_high_days"]) = (life.Hours / 24,
                        life.Low / 24, life.High / 24);
            }
    }

    // Runs on in steps of half a minute, as the loop does in steps of one; buffer replaces what permeates while the volume is held.
    private static double Filter(double[] x, double[] p, Func<double[], bool> until, bool hold)
    {
        var integrator = new Integrator(X.Count, new Tolerance(1e-9, 1e-10));
        double[] u = TangentialFlow.Description.DefaultInputs();
        u[U.Pressure] = Pressure;
        const double step = 1.0 / 120;
        double hours = 0;
        for (; !until(x) && hours < 24; hours += step)
        {
            u[U.Diafiltration] = hold
                ? TangentialFlow.PermeateFlow<Real>(((ReadOnlySpan<double>)x).AsReal(), ((ReadOnlySpan<double>)u).AsReal(),
                    ((ReadOnlySpan<double>)p).AsReal()).Value
                : 0;
            var ode = new ModelOde<TangentialFlow>(u, p);
            integrator.Advance(ref ode, hours, hours + step, x);
        }
        return hours;
    }

    private static void Show(string step, double[] x, double hours) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{step,-13} {hours,5:F2} h {x[X.Volume],6:F2} L  RNA {x[X.IntactRna] + x[X.BrokenRna],5:F2} g/L, intact "
            + $"{100 * x[X.IntactRna] / (x[X.IntactRna] + x[X.BrokenRna]),5:F1} %, "
        + $"nucleotides {x[X.Nucleotides]:G3} mmol/L, EDTA {x[X.Edta]:G3}, salt {x[X.Salt]:F1}, protein {x[X.Protein]:G3} g/L, DNA "
        + $"{x[X.DnaFragments]:G3} g/L"));
}
