using Titer.Processes.CellCulture;

namespace Titer.Processes.Tests;

public class ModelDescriptionTests
{
    private static readonly ModelDescription Model = ChoFedBatch.Description;

    [Fact]
    public void Every_position_has_its_quantity()
    {
        Assert.Equal(ChoState.Count, Model.States.Length);
        Assert.Equal(ChoInput.Count, Model.Inputs.Length);
        Assert.Equal(ChoParameter.Count, Model.Parameters.Length);
    }

    [Theory]
    [InlineData(typeof(ChoState))]
    [InlineData(typeof(ChoInput))]
    [InlineData(typeof(ChoParameter))]
    public void Positions_are_a_permutation(Type positions)
    {
        var fields = positions.GetFields().ToDictionary(f => f.Name, f => (int)f.GetRawConstantValue()!);
        int count = fields["Count"];
        fields.Remove("Count");
        Assert.Equal(Enumerable.Range(0, count), fields.Values.Order());
    }

    // The description lists by position what the model reads by constant; a swap of two would go unseen without their names.
    [Theory]
    [InlineData(ChoParameter.MaximumGrowth, "maximum growth rate")]
    [InlineData(ChoParameter.Lysis, "lysis rate")]
    [InlineData(ChoParameter.HalfGlutamine, "half saturation of glutamine")]
    [InlineData(ChoParameter.HalfOxygen, "half saturation of oxygen")]
    [InlineData(ChoParameter.InhibitionAmmonia, "ammonia inhibition")]
    [InlineData(ChoParameter.YieldGlutamine, "cell yield on glutamine")]
    [InlineData(ChoParameter.AmmoniaPerGlutamine, "ammonia per glutamine")]
    [InlineData(ChoParameter.HalfMaintenanceGlutamine, "half saturation of glutamine maintenance")]
    [InlineData(ChoParameter.GlutamineDecay, "glutamine decay")]
    [InlineData(ChoParameter.AmmoniaUptake, "ammonia uptake")]
    [InlineData(ChoParameter.HalfLactateUptake, "half saturation of lactate uptake")]
    [InlineData(ChoParameter.Productivity, "specific productivity")]
    [InlineData(ChoParameter.OptimalTemperature, "optimal temperature")]
    [InlineData(ChoParameter.DeathPerCelsius, "death by heat")]
    [InlineData(ChoParameter.PHWidth, "pH width")]
    [InlineData(ChoParameter.OxygenPerCell, "oxygen per cell")]
    [InlineData(ChoParameter.TransferFactor, "gas transfer factor")]
    [InlineData(ChoParameter.BufferPK, "buffer pK")]
    [InlineData(ChoParameter.FeedGlucose, "feed glucose")]
    [InlineData(ChoParameter.BaseCarbon, "base carbon")]
    [InlineData(ChoParameter.Evaporation, "evaporation")]
    [InlineData(ChoParameter.HeatLoss, "heat loss")]
    public void Names_stand_at_the_positions_the_model_reads(int position, string name) => Assert.Equal(name, Model.Parameters[position].Name);

    // Moeller et al. 2018, Bioengineering 5:25, table 2; per cell there, per 10^9 cells here.
    [Theory]
    [InlineData(ChoParameter.MaximumGrowth, 0.039)]
    [InlineData(ChoParameter.HalfGlucose, 1.00)]
    [InlineData(ChoParameter.HalfGlutamine, 0.047)]
    [InlineData(ChoParameter.InhibitionLactate, 43.00)]
    [InlineData(ChoParameter.InhibitionAmmonia, 6.51)]
    [InlineData(ChoParameter.YieldGlucose, 0.357)]
    [InlineData(ChoParameter.YieldGlutamine, 0.974)]
    [InlineData(ChoParameter.LactatePerGlucose, 0.70)]
    [InlineData(ChoParameter.AmmoniaPerGlutamine, 0.67)]
    [InlineData(ChoParameter.AmmoniaUptake, 6.3e-12 * 1e9)]
    [InlineData(ChoParameter.MaintenanceGlucose, 69.2e-12 * 1e9)]
    [InlineData(ChoParameter.MaintenanceGlutamine, 3.2e-12 * 1e9)]
    [InlineData(ChoParameter.HalfMaintenanceGlutamine, 2.1)]
    [InlineData(ChoParameter.Productivity, 1.51e-12 * 1e9)]
    public void Values_cited_from_Moeller_are_those_of_the_table(int position, double value)
    {
        Assert.Equal(value, Model.Parameters[position].Default, 1e-12);
        Assert.Contains("Moeller et al. 2018", Model.Parameters[position].Source);
    }

    [Fact]
    public void Every_quantity_has_a_name_a_source_and_a_default_within_its_bounds()
    {
        foreach (Quantity q in Model.States.Concat(Model.Inputs).Concat(Model.Parameters))
        {
            Assert.True(q.Low < q.High && q.Low <= q.Default && q.Default <= q.High, $"{q}");
            Assert.False(string.IsNullOrWhiteSpace(q.Name) || string.IsNullOrWhiteSpace(q.Source), $"{q}");
        }
        foreach (var group in new[] { Model.States, Model.Inputs, Model.Parameters })
            Assert.Equal(group.Length, group.Select(q => q.Name).Distinct().Count());
    }

    [Fact]
    public void The_hash_is_stable_and_changes_with_every_parameter_and_the_version()
    {
        double[] p = Model.DefaultParameters();
        string nominal = Model.Hash(p);
        Assert.Equal(nominal, Model.Hash(Model.DefaultParameters()));
        var seen = new HashSet<string> { nominal };
        for (int i = 0; i < p.Length; i++)
        {
            double[] changed = [.. p];
            changed[i] = Math.BitIncrement(changed[i]);
            Assert.True(seen.Add(Model.Hash(changed)), Model.Parameters[i].Name);
        }
        Assert.True(seen.Add((Model with { Version = Model.Version + "a" }).Hash(p)));
        Assert.Throws<ArgumentException>(() => Model.Hash(p.AsSpan(1)));
    }
}
