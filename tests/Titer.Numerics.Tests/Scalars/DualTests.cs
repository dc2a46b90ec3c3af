using CsCheck;

namespace Titer.Numerics.Tests.Scalars;

public class DualTests
{
    private static readonly Gen<double> Values = Gen.Double[-5, 5].Where(x => Math.Abs(x) > 0.05), Positive = Gen.Double[0.05, 20];

    /// <summary>Value and derivative of a function of one dual in each direction, against the closed form.</summary>
    private static void Agrees(Func<Dual, Dual> f, double x, double value, double derivative)
    {
        for (int direction = 0; direction < Dual.Directions; direction++)
        {
            Dual y = f(Dual.Variable(x, direction));
            Close(value, y.Value);
            for (int d = 0; d < Dual.Directions; d++) Close(d == direction ? derivative : 0, y.Gradient[d]);
        }
    }

    private static void Close(double expected, double actual) => Assert.Equal(expected, actual, 1e-13 * Math.Max(1, Math.Abs(expected)));

    [Fact]
    public void A_variable_has_derivative_one_in_its_own_direction_and_a_constant_none()
    {
        Agrees(x => x, 3, 3, 1);
        Agrees(_ => 7, 3, 7, 0);
    }

    [Fact]
    public void Sums_differences_and_negation_are_linear() => Gen.Select(Values, Values).ForAll(200, c =>
    {
        (double a, double x) = c;
        Agrees(v => v + a, x, x + a, 1);
        Agrees(v => a + v, x, x + a, 1);
        Agrees(v => v - a, x, x - a, 1);
        Agrees(v => a - v, x, a - x, -1);
        Agrees(v => -v, x, -x, -1);
        Agrees(v => v + v, x, 2 * x, 2);
    });

    [Fact]
    public void Products_and_quotients_follow_Leibniz() => Gen.Select(Values, Values).ForAll(200, c =>
    {
        (double a, double x) = c;
        Agrees(v => v * a, x, x * a, a);
        Agrees(v => v * v, x, x * x, 2 * x);
        Agrees(v => v / a, x, x / a, 1 / a);
        Agrees(v => a / v, x, a / x, -a / (x * x));
        Agrees(v => (v + a) / (v * v + 1.0), x, (x + a) / (x * x + 1), (x * x + 1 - 2 * x * (x + a)) / ((x * x + 1) * (x * x + 1)));
    });

    [Fact]
    public void Exp_Log_Sqrt_and_Pow_have_their_closed_derivatives() => Gen.Select(Positive, Gen.Double[-3, 3]).ForAll(200, c =>
    {
        (double x, double y) = c;
        Agrees(v => Dual.Exp(v * 0.2), x, Math.Exp(0.2 * x), 0.2 * Math.Exp(0.2 * x));
        Agrees(Dual.Log, x, Math.Log(x), 1 / x);
        Agrees(Dual.Sqrt, x, Math.Sqrt(x), 0.5 / Math.Sqrt(x));
        Agrees(v => Dual.Pow(v, y), x, Math.Pow(x, y), y * Math.Pow(x, y - 1));
    });

    [Fact]
    public void Four_variables_give_four_partial_derivatives_in_one_pass() => Gen.Select(Positive, Positive, Positive, Positive).ForAll(300, p =>
    {
        (double a, double b, double c, double d) = p;
        // f = a^1.5 exp(-b / c) + sqrt(a d) log(b + c) / d
        Dual f = Composed<Dual>(Dual.Variable(a, 0), Dual.Variable(b, 1), Dual.Variable(c, 2), Dual.Variable(d, 3));
        double e = Math.Exp(-b / c), r = Math.Sqrt(a * d), l = Math.Log(b + c), power = Math.Pow(a, 1.5);
        Relative(power * e + r * l / d, f.Value);
        Relative(1.5 * Math.Sqrt(a) * e + 0.5 * d / r * l / d, f.Gradient[0]);
        Relative(-power * e / c + r / d / (b + c), f.Gradient[1]);
        Relative(power * e * b / (c * c) + r / d / (b + c), f.Gradient[2]);
        Relative(0.5 * a / r * l / d - r * l / (d * d), f.Gradient[3]);

        static void Relative(double expected, double actual) => Assert.Equal(expected, actual, 1e-11 * Math.Max(1, Math.Abs(expected)));
    });

    [Fact]
    public void A_real_is_a_double_bit_for_bit() => Gen.Select(Positive, Positive, Positive, Positive).ForAll(300, p =>
    {
        (double a, double b, double c, double d) = p;
        double expected = Math.Pow(a, 1.5) * Math.Exp(-b / c) + Math.Sqrt(a * d) * Math.Log(b + c) / d;
        Assert.Equal(expected, Composed<Real>(a, b, c, d).Value);
        Assert.Equal(expected, Composed<Dual>(a, b, c, d).Value);
        Assert.Equal(a - b, ((Real)a - b).Value);
        Assert.Equal(-a, (-(Real)a).Value);
    });

    [Fact]
    public void Doubles_are_read_and_written_as_reals_in_place()
    {
        double[] values = [1, 2, 3];
        Span<Real> reals = values.AsSpan().AsReal();
        reals[1] = reals[1] * 10;
        Assert.Equal([1, 20, 3], values);
        ReadOnlySpan<double> fixedValues = values;
        Assert.Equal(20, fixedValues.AsReal()[1].Value);
    }

    private static T Composed<T>(T a, T b, T c, T d) where T : struct, IScalar<T> =>
        T.Pow(a, 1.5) * T.Exp(-b / c) + T.Sqrt(a * d) * T.Log(b + c) / d;
}
