using Titer.Field.Simulated;
using Titer.Numerics;
using Titer.Processes;
using Titer.Processes.Transcription;
using X = Titer.Processes.Transcription.IvtState;

namespace Titer.Field.Tests.Simulated;

public class TranscriptionDrawTests
{
    private static readonly ModelDescription Model = InVitroTranscription.Description;

    private static TranscriptionDraw Of(ulong seed) => TranscriptionDraw.From(seed, Model.DefaultStates(), Model.DefaultParameters());

    [Fact]
    public void A_seed_is_one_plant()
    {
        Assert.Equal(Of(7).Parameters, Of(7).Parameters);
        Assert.Equal(Of(7).Start, Of(7).Start);
        Assert.NotEqual(Of(7).Parameters, Of(8).Parameters);
    }

    [Fact]
    public void Every_plant_is_possible_starts_near_its_pH_and_makes_RNA()
    {
        var made = new List<double>();
        for (ulong seed = 201; seed < 261; seed++)
        {
            TranscriptionDraw draw = Of(seed);
            for (int i = 0; i < draw.Parameters.Length; i++)
                Assert.InRange(draw.Parameters[i], Model.Parameters[i].Low, Model.Parameters[i].High);
            Assert.InRange(InVitroTranscription.PH(draw.Start, draw.Parameters) - InVitroTranscription.PH(Model.DefaultStates(), Model.DefaultParameters()),
                -0.15, 0.15);
            double[] x = [.. draw.Start];
            var ode = new ModelOde<InVitroTranscription>(Model.DefaultInputs(), draw.Parameters);
            Assert.Equal(IntegrationStatus.Success, new Integrator(X.Count, new Tolerance(1e-6, 1e-7)).Advance(ref ode, 0, 2, x));
            made.Add(x[X.Rna]);
        }
        double mean = made.Average(), spread = Math.Sqrt(made.Sum(m => (m - mean) * (m - mean)) / (made.Count - 1));
        Assert.InRange(spread / mean, 0.1, 0.5); // lots differ as lots do, and all are the same process
    }
}
