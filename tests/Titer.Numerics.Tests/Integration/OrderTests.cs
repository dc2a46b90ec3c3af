namespace Titer.Numerics.Tests.Integration;

public class OrderTests
{
    private static double ObservedOrder(Stepper.Step step, double[] start, Func<double, double[]> exact, double end, params int[] steps) => Stepper.Slope(
        [.. steps.Select(n => end / n)],
        [.. steps.Select(n => Stepper.GlobalError(step, start, end, n, exact(end)))]);

    [Fact]
    public void RungeKutta4_has_order_four() => Assert.InRange(
        ObservedOrder(Stepper.RungeKutta4<Logistic>(), Logistic.Start, Logistic.Exact, 4, 16, 32, 64, 128, 256), RungeKutta4.Order - 0.15, RungeKutta4.Order + 0.45);

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // no column at all: it keeps its order with any matrix
    public void RosenbrockW2_has_order_two(bool stiff) => Assert.InRange(
        ObservedOrder(Stepper.RosenbrockW2<Logistic>(stiff ? [0] : []), Logistic.Start, Logistic.Exact, 4, 32, 64, 128, 256),
        RosenbrockW2.Order - 0.15, RosenbrockW2.Order + 0.45);

    [Fact]
    public void DormandPrince_has_order_five() => Assert.InRange(
        ObservedOrder(Stepper.DormandPrince(new Logistic()), Logistic.Start, Logistic.Exact, 4, 16, 32, 64, 128), DormandPrince.Order - 0.15, DormandPrince.Order + 0.45);

    [Fact]
    public void Rodas_has_order_four() => Assert.InRange(
        ObservedOrder(Stepper.Rodas(new Logistic()), Logistic.Start, Logistic.Exact, 4, 16, 32, 64, 128), Rodas.Order - 0.15, Rodas.Order + 0.45);

    [Theory]
    [InlineData(1e-1)]
    [InlineData(1e-8)]
    public void Rodas_keeps_order_four_where_the_problem_is_stiff(double epsilon) => Assert.InRange(
        ObservedOrder(Stepper.Rodas(new Kaps(epsilon)), Kaps.Start, Kaps.Exact, 1, 8, 16, 32, 64), Rodas.Order - 0.2, Rodas.Order + 0.4);

    [Fact]
    public void The_embedded_error_of_DormandPrince_shrinks_with_the_fifth_power_of_the_step() => EmbeddedError(Stepper.DormandPrince(new Logistic()), 5);

    [Fact]
    public void The_embedded_error_of_Rodas_shrinks_with_the_fourth_power_of_the_step() => EmbeddedError(Stepper.Rodas(new Logistic()), 4);

    /// <summary>The estimate has the right order, and is the local error of the lower-order solution (next - error) as the step goes to zero.</summary>
    private static void EmbeddedError(Stepper.Step step, int power)
    {
        double[] sizes = [0.4, 0.2, 0.1, 0.05], start = Logistic.Exact(0);
        double[] estimates = [.. sizes.Select(h => Stepper.Distance(step(start, h).Error, [0, 0]))];
        Assert.InRange(Stepper.Slope(sizes, estimates), power - 0.3, power + 0.3);
        (double[] next, double[] error) = step(start, 0.05);
        double[] lower = [.. next.Zip(error, (a, e) => a - e)], exact = Logistic.Exact(0.05);
        Assert.InRange(Stepper.Distance(error, [0, 0]) / Stepper.Distance(lower, exact), 0.8, 1.25);
    }
}
