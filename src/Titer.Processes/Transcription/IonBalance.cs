using Titer.Numerics;

namespace Titer.Processes.Transcription;

/// <summary>Residuals of the magnesium and the proton balance at free ions (m, h), mmol/L, with their symmetric Jacobian by (ln m, ln h).</summary>
/// <param name="Magnesium">Free and bound magnesium less the total.</param>
/// <param name="Protons">Free and bound protons less hydroxide and the total.</param>
internal readonly record struct IonBalance<T>(T Magnesium, T Protons, T MagnesiumSlope, T CrossSlope, T ProtonSlope) where T : struct, IScalar<T>
{
    public static IonBalance<T> At(T m, T h, in IonTotals<T> totals, in AssociationConstants<T> k, double water)
    {
        T mh = m * h, mm = m * m, hh = h * h;
        // Each ligand binds on average <a> magnesium and <b> protons; the slopes are its total times the covariances of a and b.
        (T rm, T rh, T smm, T smh, T shh) = (m - totals.Magnesium, h - water / h - totals.Protons, m, (T)0.0, h + water / h);
        {
            T hn = k.HN * h, hmn = k.HMN * mh, mn = k.MN * m, mmn = k.MMN * mm;
            T share = totals.Nucleotides / (1.0 + hn + hmn + mn + mmn), inverse = share / totals.Nucleotides;
            T a = hmn + mn + 2.0 * mmn, b = hn + hmn;
            rm += share * a;
            rh += share * b;
            smm += share * (a + 2.0 * mmn - a * a * inverse);
            smh += share * (hmn - a * b * inverse);
            shh += share * (b - b * b * inverse);
        }
        {
            T hp = k.HP * h, hmp = k.HMP * mh, hhp = k.HHP * hh, hhmp = k.HHMP * (hh * m), mp = k.MP * m, mmp = k.MMP * mm;
            T inverse = 1.0 / (1.0 + hp + hmp + hhp + hhmp + mp + mmp), share = totals.Pyrophosphate * inverse;
            T a = hmp + hhmp + mp + 2.0 * mmp, b = hp + hmp + 2.0 * (hhp + hhmp);
            rm += share * a;
            rh += share * b;
            smm += share * (a + 2.0 * mmp - a * a * inverse);
            smh += share * (hmp + 2.0 * hhmp - a * b * inverse);
            shh += share * (b + 2.0 * (hhp + hhmp) - b * b * inverse);
        }
        {
            T he = k.HE * h, hhe = k.HHE * hh, me = k.ME * m, inverse = 1.0 / (1.0 + he + hhe + me), share = totals.Edta * inverse;
            T b = he + 2.0 * hhe;
            rm += share * me;
            rh += share * b;
            smm += share * (me - me * me * inverse);
            smh -= share * (me * b * inverse);
            shh += share * (b + 2.0 * hhe - b * b * inverse);
        }
        {
            T mf = k.MF * m, hf = k.HF * h, inverse = 1.0 / (1.0 + mf + hf), share = totals.Phosphate * inverse;
            rm += share * mf;
            rh += share * hf;
            smm += share * (mf - mf * mf * inverse);
            smh -= share * (mf * hf * inverse);
            shh += share * (hf - hf * hf * inverse);
        }
        {
            T hb = k.HB * h, inverse = 1.0 / (1.0 + hb), share = totals.Buffer * inverse;
            rh += share * hb;
            shh += share * (hb * inverse);
        }
        return new(rm, rh, smm, smh, shh);
    }

    /// <summary>Newton step in (ln m, ln h) with the Jacobian of the plain numbers at the same point.</summary>
    public (T Magnesium, T Protons) Correct(in IonBalance<Real> at)
    {
        double a = at.MagnesiumSlope.Value, b = at.CrossSlope.Value, c = at.ProtonSlope.Value, inverse = 1 / (a * c - b * b);
        return ((b * inverse) * Protons - (c * inverse) * Magnesium, (b * inverse) * Magnesium - (a * inverse) * Protons);
    }
}
