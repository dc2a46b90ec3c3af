namespace Titer.Core.Tests;

public class EstimateTests
{
    private static readonly Tag Glucose = new("glucose"), Lactate = new("lactate"), Titre = new("antigen");

    // The lower triangle by rows of diag(4, 9, 16) with covariances -1, -2, -3 below it.
    private static readonly Estimate Estimate = new("ukf", new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), "hash",
        [new Variable(Glucose, Unit.Millimolar), new Variable(Lactate, Unit.Millimolar), new Variable(Titre, Unit.GramPerLitre)],
        [20, 5, 1], [4, -1, 9, -2, -3, 16], []);

    [Fact]
    public void A_variable_is_read_with_its_own_value_and_standard_uncertainty()
    {
        Assert.Equal((20, 2), (Estimate[Glucose], Estimate.Uncertainty(Glucose)));
        Assert.Equal((5, 3), (Estimate[Lactate], Estimate.Uncertainty(Lactate)));
        Assert.Equal((1, 4), (Estimate[Titre], Estimate.Uncertainty(Titre)));
        Assert.Equal(2, Estimate.IndexOf(Titre));
    }

    [Fact]
    public void A_variable_that_is_not_estimated_is_named()
    {
        Assert.Equal(-1, Estimate.IndexOf(new Tag("pH")));
        Assert.Equal("The estimate of ukf has no variable 'pH'.", Assert.Throws<KeyNotFoundException>(() => Estimate[new Tag("pH")]).Message);
        Assert.Throws<KeyNotFoundException>(() => Estimate.Uncertainty(new Tag("pH")));
    }
}
