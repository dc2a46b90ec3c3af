using Titer.Control.Predictive;
using Titer.Control.Strategy;
using Titer.Control.Strategy.Transcription;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.Transcription;
using M = Titer.Control.Strategy.Transcription.IvtStrategyModel;
using U = Titer.Processes.Transcription.IvtInput;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Control.Tests.Strategy.Transcription;

/// <summary>Plans of the nominal transcription, without a loop.</summary>
public sealed class IvtStrategyProblemTests
{
    private const double Hours = 4;
    private static readonly double[] LinearFeed = [0.56, 0.042, 0.0083];

    internal static readonly IvtStrategySettings Settings = new(TimeSpan.FromMinutes(5), Risk: 0.05, NucleotideFeed: new(0, 2),
        MagnesiumFeed: new(0, 0.3), PolymeraseFeed: new(0, 0.06), Nucleotide: 1.68, Polymerase: 0.025, CapShare: 0.05357, LowestPH: 7.8, Volume: 5,
        DoubleStrands: 1);

    internal static IvtConditions Mix { get; } = new()
    {
        Atp = 6.67, Utp = 6.67, Ctp = 6.67, Gtp = 6.67, Cap = 5.56, Magnesium = 20, Polymerase = 222, Template = 55.6, Pyrophosphatase = 3.7,
        Buffer = 74, Volume = 2.7, Composition = (1000, 1000, 1000, 1000),
    };

    internal static double[] Nominal()
    {
        double[] parameters = InVitroTranscription.Description.DefaultParameters();
        foreach ((int parameter, double value) in Mix.Own()) parameters[parameter] = value;
        return parameters;
    }

    private static (double[] State, double[] Parameters) Start()
    {
        double[] parameters = new double[M.Parameters], x = new double[M.States];
        Nominal().CopyTo(parameters, 0);
        IvtStrategyState.Of(Mix.Start().AsSpan(), 0, 0, Settings, parameters, x);
        return (x, parameters);
    }

    private static double Fed(double minutes, int input) => minutes < 180 ? LinearFeed[input] : 0;

    /// <summary>RNA, g, that the whole model makes of the linear feed with a pH loop.</summary>
    private static double[] Whole(int minutes)
    {
        double[] x = [.. Mix.Start()], flows = new double[U.Count], parameters = Start().Parameters;
        flows[U.Jacket] = 37;
        var ode = new ModelOde<InVitroTranscription>(flows, Nominal());
        var integrator = new Integrator(X.Count, new Tolerance(1e-6, 1e-8));
        for (int minute = 0; minute < minutes; minute++)
        {
            double[] u = [Fed(minute, 0), Fed(minute, 1), Fed(minute, 2)];
            M.Share<Real>(u.AsSpan().AsReal(), parameters.AsSpan().AsReal(), flows.AsSpan().AsReal());
            flows[U.Base] = Math.Max(Settings.LowestPH - InVitroTranscription.PH(x, Nominal()), 0);
            integrator.Advance(ref ode, 0, 1 / 60.0, x);
        }
        return x;
    }

    [Fact]
    public void What_the_planner_leaves_out_changes_RNA_by_less_than_one_percent()
    {
        (double[] x, double[] parameters) = Start();
        double[] u = new double[M.Inputs], whole = Whole(240);
        var ode = new PlannedOde<M>(M.States, u, parameters);
        var integrator = new Integrator(M.States, new Tolerance(1e-6, 1e-8));
        for (int minute = 0; minute < 240; minute++)
        {
            for (int i = 0; i < M.Inputs; i++) u[i] = Fed(minute, i);
            Assert.Equal(IntegrationStatus.Success, integrator.Advance(ref ode, 0, 1 / 60.0, x));
        }
        double grams = whole[X.Rna] * whole[X.Volume] * parameters[M.GramPerMicromole];
        Assert.InRange(x[M.Rna] / grams, 0.99, 1.01);
        Assert.InRange(x[M.Volume] / whole[X.Volume], 0.99, 1.01);
        Assert.InRange(Math.Exp(x[M.Template]) / (whole[X.Template] * whole[X.Volume]), 0.95, 1.05);
    }

    [Fact]
    public void A_plan_makes_what_it_says_of_no_more_than_its_totals_and_more_than_the_linear_feed()
    {
        (double[] x, double[] parameters) = Start();
        OptimalControlProblem problem = IvtStrategyProblem.Of(Settings, Hours);
        var planner = new Planner<M>(problem, IvtStrategyProblem.Options(Settings, end: 0));
        (double[] states, double[] inputs) = IvtFirstCourse.Of(problem.Steps, Hours, x, Settings, parameters);
        planner.Start(states, inputs);
        Assert.Equal(PlanSource.New, planner.Decide(-Hours, x, [], inputs.AsSpan(0, M.Inputs), parameters).Source);
        double[] u = new double[M.Inputs];
        var ode = new PlannedOde<M>(M.States, u, parameters);
        var integrator = new Integrator(M.States, new Tolerance(1e-7, 1e-9));
        Trajectory plan = planner.Plan;
        for (int stage = 0; stage < plan.Stages; stage++)
        {
            plan.Input(stage).CopyTo(u);
            Assert.InRange(u[M.NucleotideFeed], -1e-6, 2 + 1e-6);
            Assert.InRange(u[M.MagnesiumFeed], -1e-6, 0.3 + 1e-6);
            Assert.InRange(u[M.PolymeraseFeed], -1e-6, 0.06 + 1e-6);
            Assert.Equal(IntegrationStatus.Success, integrator.Advance(ref ode, plan.Times[stage], plan.Times[stage + 1], x));
        }
        Assert.InRange(x[M.FedNucleotide], 1.6, 1.68 + 1e-4);
        Assert.InRange(x[M.FedPolymerase], 0, 0.025 + 1e-5);
        Assert.InRange(x[M.Volume], 4.5, 5.01);
        Assert.InRange(x[M.DoubleStranded] / x[M.Rna], 0, 0.01);
        Assert.InRange(x[M.Rna] / plan.State(plan.Stages)[M.Rna], 0.98, 1.02);
        double[] linear = Whole(240);
        double grams = linear[X.Rna] * linear[X.Volume] * parameters[M.GramPerMicromole];
        Assert.True(x[M.Rna] > 1.08 * grams, $"{x[M.Rna]} after {grams}");
    }

    [Fact]
    public void Derivatives_of_the_planned_reaction_are_exact()
    {
        (double[] x, double[] parameters) = Start();
        (x[M.Rna], x[M.DoubleStranded], x[M.Pyrophosphate], x[M.Phosphate], x[M.Taking]) = (10, 0.02, 0.6, 8, 0.1);
        int n = M.States;
        double[] jacobian = new double[n * n], plus = new double[n], minus = new double[n];
        var ode = new PlannedOde<M>(n, [0.6, 0.05, 0.01], parameters);
        ode.Jacobian(0, x, jacobian);
        for (int j = 0; j < n; j++)
        {
            double h = 1e-5 * Math.Max(0.01, Math.Abs(x[j])), at = x[j];
            x[j] = at + h;
            ode.Derivatives(0, x, plus);
            x[j] = at - h;
            ode.Derivatives(0, x, minus);
            x[j] = at;
            for (int i = 0; i < n; i++)
            {
                double difference = (plus[i] - minus[i]) / (2 * h);
                Assert.InRange(jacobian[i * n + j], difference - 1e-4 * (1 + Math.Abs(difference)), difference + 1e-4 * (1 + Math.Abs(difference)));
            }
        }
    }
}
