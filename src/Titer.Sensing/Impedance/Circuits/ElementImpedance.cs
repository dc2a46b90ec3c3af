using System.Numerics;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// Impedance of one element and its derivatives by the fitted parameters: by ln p for a positive parameter, by p for an exponent.
/// Formulas: <see cref="ElementKind"/>.
/// </summary>
internal static class ElementImpedance
{
    // Below, tanh(s) - s loses digits and three terms of the series are exact to 1e-15.
    private const double SmallArgument = 0.01;

    /// <param name="kind">The element.</param>
    /// <param name="p">Its parameters as fitted.</param>
    /// <param name="omega">Angular frequencies, 1/s.</param>
    /// <param name="logOmega">Their logarithms.</param>
    /// <param name="z">Impedance, Ohm, one per frequency.</param>
    /// <param name="d">Derivatives, one run of frequencies after the other per parameter; empty when not wanted.</param>
    public static void Evaluate(
        ElementKind kind, ReadOnlySpan<double> p, ReadOnlySpan<double> omega, ReadOnlySpan<double> logOmega, Span<Complex> z, Span<Complex> d)
    {
        int n = omega.Length;
        bool derive = !d.IsEmpty;
        switch (kind)
        {
            case ElementKind.Resistor:
                z.Fill(Math.Exp(p[0]));
                if (derive) z.CopyTo(d);
                break;
            case ElementKind.Capacitor:
                double elastance = Math.Exp(-p[0]);
                for (int k = 0; k < n; k++) z[k] = new Complex(0, -elastance / omega[k]);
                if (!derive) break;
                for (int k = 0; k < n; k++) d[k] = new Complex(0, -z[k].Imaginary);
                break;
            case ElementKind.Inductor:
                double inductance = Math.Exp(p[0]);
                for (int k = 0; k < n; k++) z[k] = new Complex(0, inductance * omega[k]);
                if (derive) z.CopyTo(d);
                break;
            case ElementKind.Warburg:
                double sigma = Math.Exp(p[0]);
                for (int k = 0; k < n; k++)
                {
                    double part = sigma / Math.Sqrt(omega[k]);
                    z[k] = new Complex(part, -part);
                }
                if (derive) z.CopyTo(d);
                break;
            case ElementKind.ConstantPhase:
                ConstantPhase(p[0], p[1], logOmega, z, d);
                break;
            case ElementKind.WarburgOpen or ElementKind.WarburgShort:
                Diffusion(kind == ElementKind.WarburgOpen, p[0], p[1], omega, z, d);
                break;
            case ElementKind.Gerischer:
                Gerischer(p[0], p[1], omega, z, d);
                break;
            case ElementKind.ColeCole:
                ColeCole(p[0], p[1], p[2], logOmega, z, d);
                break;
        }
    }

    private static void ConstantPhase(double logQ, double alpha, ReadOnlySpan<double> logOmega, Span<Complex> z, Span<Complex> d)
    {
        int n = z.Length;
        (double sine, double cosine) = Math.SinCos(-0.5 * Math.PI * alpha);
        for (int k = 0; k < n; k++)
        {
            double magnitude = Math.Exp(-logQ - alpha * logOmega[k]);
            z[k] = new Complex(magnitude * cosine, magnitude * sine);
            if (d.IsEmpty) continue;
            d[k] = -z[k];
            d[n + k] = z[k] * new Complex(-logOmega[k], -0.5 * Math.PI);
        }
    }

    private static void Diffusion(bool open, double logZ0, double logTau, ReadOnlySpan<double> omega, Span<Complex> z, Span<Complex> d)
    {
        int n = z.Length;
        double z0 = Math.Exp(logZ0), tau = Math.Exp(logTau);
        for (int k = 0; k < n; k++)
        {
            double part = Math.Sqrt(0.5 * omega[k] * tau);
            var s = new Complex(part, part);
            Complex square = new(0, omega[k] * tau), t = Tanh(s, square);
            Complex f = open ? 1 / t : t;
            z[k] = z0 * f / s;
            if (d.IsEmpty) continue;
            d[k] = z[k];
            // d/ds coth(s) = 1 - coth(s)^2 and d/ds tanh(s) = 1 - tanh(s)^2; ds/dln tau = s / 2.
            d[n + k] = 0.5 * (z0 * (1 - f * f) - z[k]);
        }
    }

    private static Complex Tanh(Complex s, Complex square)
    {
        if (square.Imaginary < SmallArgument * SmallArgument) return s * (1 + square * (-1.0 / 3 + square * (2.0 / 15)));
        double decay = Math.Exp(-2 * s.Real);
        (double sine, double cosine) = Math.SinCos(-2 * s.Imaginary);
        var e = new Complex(decay * cosine, decay * sine);
        return (1 - e) / (1 + e);
    }

    private static void Gerischer(double logR, double logTau, ReadOnlySpan<double> omega, Span<Complex> z, Span<Complex> d)
    {
        int n = z.Length;
        double r = Math.Exp(logR), tau = Math.Exp(logTau);
        for (int k = 0; k < n; k++)
        {
            var w = new Complex(1, omega[k] * tau);
            z[k] = r / Complex.Sqrt(w);
            if (d.IsEmpty) continue;
            d[k] = z[k];
            d[n + k] = -0.5 * z[k] * (w - 1) / w;
        }
    }

    private static void ColeCole(double logR, double logTau, double alpha, ReadOnlySpan<double> logOmega, Span<Complex> z, Span<Complex> d)
    {
        int n = z.Length;
        double r = Math.Exp(logR);
        (double sine, double cosine) = Math.SinCos(0.5 * Math.PI * alpha);
        for (int k = 0; k < n; k++)
        {
            double log = logOmega[k] + logTau, magnitude = Math.Exp(alpha * log);
            var u = new Complex(magnitude * cosine, magnitude * sine);
            z[k] = r / (1 + u);
            if (d.IsEmpty) continue;
            Complex slope = -z[k] * u / (1 + u);
            d[k] = z[k];
            d[n + k] = alpha * slope;
            d[2 * n + k] = slope * new Complex(log, 0.5 * Math.PI);
        }
    }
}
