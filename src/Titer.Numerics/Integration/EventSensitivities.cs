namespace Titer.Numerics;

/// <summary>
/// Forward sensitivities across an event whose time depends on the parameters: with x+ = r(x-) when g(t, x) = 0,
/// s+ = R s- + (R f- - f+) dtau and dtau = -(g_x s- + g_p) / (g_x f- + g_t), R = dr/dx (S. Galan, W. F. Feehery, P. I. Barton, Appl. Numer. Math. 31
/// (1999) 17). What r itself has by a parameter is added by the caller.
/// </summary>
public static class EventSensitivities
{
    // Largest part of the slope along the event function that may be lost where the trajectory only grazes the event.
    private const double Grazing = 1e-12;

    /// <summary>Takes the columns across; false, and nothing is changed, where the trajectory grazes the event and has no derivative.</summary>
    /// <param name="before">f just before the event, n.</param>
    /// <param name="after">f just after it, at x+ and with the right-hand side that holds then, n.</param>
    /// <param name="gradient">g_x, n.</param>
    /// <param name="rate">g_t.</param>
    /// <param name="byParameter">g_p for each column; empty for none.</param>
    /// <param name="reset">R, row-major n x n; empty where the state does not jump.</param>
    /// <param name="columns">The sensitivities, column after column of n, as in <see cref="SensitivityOptions"/>.</param>
    public static bool Cross(
        ReadOnlySpan<double> before, ReadOnlySpan<double> after, ReadOnlySpan<double> gradient, double rate, ReadOnlySpan<double> byParameter,
        ReadOnlySpan<double> reset, Span<double> columns)
    {
        int n = before.Length;
        double slope = rate, size = Math.Abs(rate);
        for (int i = 0; i < n; i++)
        {
            slope += gradient[i] * before[i];
            size += Math.Abs(gradient[i] * before[i]);
        }
        if (!(Math.Abs(slope) > Grazing * size)) return false;
        Span<double> moved = stackalloc double[n];
        for (int j = 0; j < columns.Length / n; j++)
        {
            Span<double> s = columns.Slice(j * n, n);
            double shift = -(FixedDot.Of(gradient, s) + (byParameter.IsEmpty ? 0 : byParameter[j])) / slope;
            // The state just before, at the time of the moved event, then across, then back to the time of the event by the slope after it.
            s.CopyTo(moved);
            FixedDot.Add(shift, before, moved);
            if (reset.IsEmpty) moved.CopyTo(s);
            else
                for (int i = 0; i < n; i++) s[i] = FixedDot.Of(reset.Slice(i * n, n), moved);
            FixedDot.Add(-shift, after, s);
        }
        return true;
    }
}
