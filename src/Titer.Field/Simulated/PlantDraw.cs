using Titer.Numerics;
using Titer.Processes.CellCulture;
using P = Titer.Processes.CellCulture.ChoParameter;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Field.Simulated;

/// <summary>
/// The plant of one batch as its seed draws it: clone and vessel parameters, inoculum, medium and feed. The estimator and the controllers never
/// see it. Ranges are uniform: +-20 % for rates that differ most between clones, +-15 % for yields and affinities, +-5 % for feed strength.
/// </summary>
public sealed record PlantDraw(double[] Parameters, double[] Start, double CellVolume)
{
    /// <param name="seed">Same seed, same plant.</param>
    /// <param name="nominal">Starting state that the recipe intends.</param>
    public static PlantDraw From(ulong seed, ReadOnlySpan<double> nominal)
    {
        Gaussian random = Gaussian.Stream(seed, "plant");
        double[] p = ChoFedBatch.Description.DefaultParameters();
        void Vary(double range, params ReadOnlySpan<int> parameters)
        {
            foreach (int i in parameters) p[i] *= random.Uniform(1 - range, 1 + range);
        }
        Vary(0.20, P.MaximumGrowth, P.MaximumDeath, P.Productivity, P.LactateUptake, P.TransferFactor, P.GlutamineDecay, P.Lysis);
        Vary(0.15, P.DeathGrowth, P.HalfGlucose, P.HalfGlutamine, P.InhibitionLactate, P.InhibitionAmmonia, P.YieldGlucose, P.YieldGlutamine,
            P.LactatePerGlucose, P.AmmoniaPerGlutamine, P.MaintenanceGlucose, P.MaintenanceGlutamine, P.AmmoniaUptake, P.HalfLactateUptake,
            P.ProductivityPerCelsius, P.OxygenMaintenance, P.OxygenPerCell, P.Evaporation, P.JacketTransfer, P.HeatLoss, P.DeathPerCelsius);
        Vary(0.05, P.FeedGlucose, P.FeedGlutamine, P.BaseStrongIons, P.BaseCarbon, P.Buffer);
        p[P.OptimalTemperature] += random.Uniform(-0.3, 0.3);
        p[P.OptimalPH] += random.Uniform(-0.05, 0.05);

        double[] x = nominal.ToArray();
        x[X.ViableCells] *= random.Uniform(0.85, 1.15);
        x[X.DeadCells] = x[X.ViableCells] * random.Uniform(0.03, 0.08);
        x[X.Glucose] *= random.Uniform(0.95, 1.05);
        x[X.Glutamine] *= random.Uniform(0.93, 1.07);
        x[X.Lactate] *= random.Uniform(0.6, 1.4);
        x[X.Ammonia] *= random.Uniform(0.6, 1.4);
        x[X.Volume] += random.Uniform(-1, 1);
        x[X.InorganicCarbon] *= random.Uniform(0.98, 1.02);
        x[X.StrongIons] = CarbonateEquilibrium.StrongIonsAt(
            ChoFedBatch.PH(nominal, ChoFedBatch.Description.DefaultParameters()) + random.Uniform(-0.02, 0.02),
            x[X.InorganicCarbon], p[P.Buffer], p[P.BufferPK]);
        return new PlantDraw(p, x, 1770 * random.Uniform(0.88, 1.12));
    }
}
